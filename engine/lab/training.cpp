// Training as a front end asks for it: from which weights, and into which file.
#include "api/training.h"

#include "api/model_file.h"
#include "api/path_text.h"
#include "catalog/model_header.h"
#include "lab/supervised.h"
#include "lab/untaught_model.h"
#include "train/checkpoint.h"

#include <filesystem>

namespace deepscope {

namespace {

namespace fs = std::filesystem;

constexpr const char *Untaught = ".untaught"; // behind the name of what is written, while it is learned from
constexpr uint32_t Context = 256;             // of the cache, which training itself does not use

// A file that goes when nobody needs it any more.
class PassingFile {
public:
    explicit PassingFile(fs::path path) : m_path(std::move(path)) {}
    ~PassingFile()
    {
        std::error_code ignored;
        fs::remove(m_path, ignored);
    }
    PassingFile(const PassingFile &) = delete;
    const fs::path &path() const { return m_path; }

private:
    fs::path m_path;
};

void requireSense(const TrainingRequest &request)
{
    if (request.steps == 0 || request.texts == 0)
        throw Error(ErrorKind::Usage, "Training takes at least 1 step of at least 1 text.");
    if (!(request.rate > 0))
        throw Error(ErrorKind::Usage, "The rate of learning must be above 0.");
    std::error_code ignored;
    if (request.out.empty())
        throw Error(ErrorKind::Usage, "Say where the model is to be written: --out FILE.gguf.");
    for (const std::string &made : {request.out, request.out + Untaught})
        if (fs::exists(pathOf(made), ignored))
            throw Error(ErrorKind::Usage, made + ": the file exists already. Remove it, or choose another name.");
    const fs::path folder = fs::absolute(pathOf(request.out)).parent_path();
    if (!fs::is_directory(folder, ignored))
        throw Error(ErrorKind::File, textOf(folder) + ": there is no such folder. Make it, or choose another one.");
}

void learn(const std::string &path, const TrainingRequest &request,
           const std::function<void(const TrainingReport &)> &report, const CancelFlag &cancel)
{
    Parameters *parameters = nullptr;
    LoadRequest load{.path = path, .device = request.device, .context = Context, .cacheType = CacheType::F32};
    load.prepare = false;
    ReadyModel model(load, [](const auto &) {}, cancel, {learningWeights(parameters), gpu::Worker::DriverThreads});
    Supervised training(model, *parameters, request);
    const Supervised::Outcome outcome = training.run(report, cancel);
    const std::string made = std::to_string(outcome.steps) + " steps";
    if (outcome.steps > 0) {
        const GgufFile base(pathOf(resolveModelPath(path)));
        writeLearnedModel(pathOf(request.out), model.kernels(), base, *parameters,
                          "Deepscope, recipe " + request.recipe + ", " + made + " of " + std::to_string(request.texts) +
                              " texts, seed " + std::to_string(request.seed));
    }
    const std::string left =
        outcome.steps > 0 ? "; what was learned is in " + request.out + "." : "; nothing is written.";
    if (outcome.numbersBroke)
        throw Error(ErrorKind::Device,
                    "The slopes were no numbers any more after " + made + left + " A smaller rate may help.");
    if (outcome.steps < request.steps)
        throw Error(ErrorKind::Interrupted, "Interrupted after " + made + left);
}

} // namespace

void train(const TrainingRequest &request, const std::function<void(const TrainingReport &)> &report,
           const CancelFlag &cancel)
{
    recipeOf(request.recipe);
    requireSense(request);
    if (request.goOn)
        return learn(request.model, request, report, cancel);
    const PassingFile untaught(pathOf(request.out + Untaught));
    writeUntaughtModel(untaught.path(), GgufFile(pathOf(resolveModelPath(request.model))), request.seed);
    learn(textOf(untaught.path()), request, report, cancel);
}

} // namespace deepscope
