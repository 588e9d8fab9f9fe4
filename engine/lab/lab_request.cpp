#include "lab/lab_request.h"

#include "api/error.h"
#include "api/lab_record.h"
#include "api/model_file.h"
#include "api/path_text.h"
#include "api/resources.h"
#include "lab/lab_model.h"

namespace deepscope {

namespace {

void require(bool fine, const char *sentence)
{
    if (!fine)
        throw Error(ErrorKind::Usage, sentence);
}

// The same file, wherever a run is gone on with.
std::string fromAnywhere(const std::string &path)
{
    return path.empty() ? path : textOf(std::filesystem::absolute(pathOf(path)));
}

// Of a new run and of a checkpoint alike.
LabProgress checked(LabProgress progress)
{
    const LabSettings &settings = progress.settings;
    require(settings.questions > 0 && settings.questions <= 1024, "A step has from 1 to 1024 questions.");
    require(settings.answers > 0 && settings.answers <= 1024, "A question gets from 1 to 1024 answers.");
    require(settings.cap > 0 && settings.cap <= 4096, "An answer has from 1 to 4096 tokens.");
    require(settings.temperature > 0,
            "Answers are drawn at a temperature above 0; else all to a question are the same.");
    require(settings.rate > 0, "The rate must be above 0.");
    require(progress.heldOut > 0 && progress.heldOut <= 1024, "From 1 to 1024 questions of each task are held out.");
    require(settings.klRate >= 0, "What it costs to leave the base is 0 or more.");
    return progress;
}

// Not one that was cut off before its first step.
bool holdsRecord(const LabFolder &folder)
{
    std::error_code ignored;
    if (!std::filesystem::exists(folder.record(), ignored))
        return false;
    try {
        return !LabRecord(folder.record()).steps().empty();
    } catch (const Error &) {
        return true; // whatever it is, it is somebody's
    }
}

} // namespace

LabProgress progressOf(const LabRequest &request, const LabFolder &folder)
{
    require(!request.resume || !request.folder.empty(), "To go on with a run, name its folder.");
    const std::vector<uint32_t> steps = folder.checkpoints();
    if (request.resume && steps.empty())
        throw Error(ErrorKind::File,
                    "There is no checkpoint to go on from in " + folder.name() + ". Begin a run there first.");
    if (request.resume)
        return checked(readProgress(folder, steps.back()));
    if (!steps.empty())
        throw Error(ErrorKind::Usage, "There is a run in " + folder.name() + " already, of " +
                                          std::to_string(steps.back()) +
                                          " steps. Go on with it, or choose another folder.");
    if (holdsRecord(folder))
        throw Error(ErrorKind::Usage,
                    "There is the record of a run in " + folder.name() + " already. Choose another folder.");
    LabProgress progress;
    progress.base = resolveModelPath(request.base) == request.base ? fromAnywhere(request.base) : request.base;
    const bool ownQuestions = resolveQuestionsPath(request.questions) == request.questions;
    progress.questions = ownQuestions ? fromAnywhere(request.questions) : request.questions;
    progress.settings = request.settings;
    progress.heldOut = request.heldOut;
    return checked(progress);
}

} // namespace deepscope
