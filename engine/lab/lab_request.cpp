#include "lab/lab_request.h"

#include "api/error.h"
#include "api/model_file.h"
#include "api/path_text.h"
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

} // namespace

const LabRequest &checked(const LabRequest &request)
{
    const LabSettings &settings = request.settings;
    require(!request.resume || !request.folder.empty(), "To go on with a run, name its folder.");
    require(settings.questions > 0 && settings.questions <= 1024, "A step has from 1 to 1024 questions.");
    require(settings.answers > 0 && settings.answers <= 1024, "A question gets from 1 to 1024 answers.");
    require(settings.cap > 0, "An answer needs room for a token at least.");
    require(settings.temperature > 0,
            "Answers are drawn at a temperature above 0; else all to a question are the same.");
    require(settings.rate > 0, "The rate must be above 0.");
    require(request.heldOut > 0, "Hold out one question of each task at least.");
    return request;
}

LabProgress progressOf(const LabRequest &request, const LabFolder &folder)
{
    const std::vector<uint32_t> steps = folder.checkpoints();
    if (request.resume && steps.empty())
        throw Error(ErrorKind::File,
                    "There is no checkpoint to go on from in " + folder.name() + ". Begin a run there first.");
    if (request.resume)
        return readProgress(folder, steps.back());
    if (!steps.empty())
        throw Error(ErrorKind::Usage, "There is a run in " + folder.name() + " already, of " +
                                          std::to_string(steps.back()) +
                                          " steps. Go on with it, or choose another folder.");
    LabProgress progress;
    progress.base = resolveModelPath(request.base) == request.base ? fromAnywhere(request.base) : request.base;
    progress.questions = fromAnywhere(request.questions);
    progress.settings = request.settings;
    progress.heldOut = request.heldOut;
    return progress;
}

} // namespace deepscope
