#include "lab/lab_model.h"

#include "api/error.h"
#include "api/model_file.h"
#include "api/path_text.h"
#include "api/resources.h"
#include "record/fingerprint.h"
#include "train/checkpoint.h"
#include "train/tasks/own_questions.h"

#include <algorithm>
#include <filesystem>
#include <sstream>

namespace deepscope {

namespace {

namespace fs = std::filesystem;

constexpr uint32_t MostSequences = 64; // answers at once; more of them wait

// A base that comes with the program does not take the place of a file.
std::string baseOf(const LabProgress &progress, const std::string &otherwise)
{
    std::error_code ignored;
    const bool isFile = fs::exists(pathOf(otherwise), ignored);
    return isFile && !fs::exists(pathOf(progress.base), ignored) ? otherwise : progress.base;
}

LabTasks tasksOf(const LabProgress &progress, const ChatForm &form)
{
    if (progress.questions.empty())
        return labTasks();
    return ownQuestions(resolveQuestionsPath(progress.questions), form);
}

// Of all questions of a task, or of many of those that are beyond counting; some more for others.
uint32_t longestPrompt(const LabTasks &tasks, const ChatForm &form)
{
    constexpr uint64_t Looked = 256;
    constexpr uint32_t More = 16;
    size_t longest = 0;
    for (const auto &task : tasks)
        for (const Fold fold : {Fold::Training, Fold::HeldOut})
            for (uint64_t number = 0; number < std::max<uint64_t>(Looked, task->count(fold)); ++number)
                longest = std::max(longest, form.prompt(task->problem(0, number, fold).question).tokens.size());
    return uint32_t(longest) + More;
}

std::string provenance(const LabBase &base, const LabProgress &progress)
{
    std::ostringstream text;
    text << "Deepscope's learning lab: " << progress.step << " steps from " << base.header.file.name() << " ("
         << base.hash << "), " << algorithmName(progress.settings.algorithm) << ", reward "
         << rewardKindName(progress.settings.reward) << ", rate " << progress.settings.rate << ", seed "
         << progress.settings.seed;
    if (progress.returns > 0)
        text << ", " << progress.returns << " times back to an earlier state";
    return text.str();
}

} // namespace

LabBase::LabBase(const LabProgress &progress, const std::string &otherwise)
    : name(baseOf(progress, otherwise)), path(resolveModelPath(name)), hash(fingerprint(FileReader(pathOf(path)))),
      header(name)
{
    const ChatForm form(*header.tokenizer, *header.chatTemplate);
    tasks = tasksOf(progress, form);
    const uint32_t prompt = longestPrompt(tasks, form);
    context = prompt + progress.settings.cap;
    if (context > header.hyper.contextLength)
        throw Error(ErrorKind::Usage, "A question with its answer takes up to " + std::to_string(context) +
                                          " tokens, and " + name + " has a context of " +
                                          std::to_string(header.hyper.contextLength) + ". Choose shorter answers.");
}

LabModel::LabModel(const LabBase &base, const LabProgress &progress, const std::string &device,
                   const ProgressSink &tell, const CancelFlag &cancel)
    : m_base(base)
{
    LoadRequest request{.path = base.name,
                        .device = device,
                        .context = base.context,
                        .cacheType = CacheType::F32,
                        .sequences = MostSequences};
    const ModelMaking making{learningWeights(m_parameters), gpu::Worker::DriverThreads};
    m_model = std::make_unique<ReadyModel>(request, tell, cancel, making);
    tell({"preparing to learn", 1});
    m_learning = std::make_unique<GroupLearning>(*m_model, *m_parameters, base.tasks, ruleOf(progress.settings));
}

std::vector<LabMemoryPart> LabModel::memory()
{
    const MemoryPlan &plan = m_model->description().memory;
    const uint64_t slopes = m_parameters->flatSlopes().bytes;
    const uint64_t moments = m_parameters->firstMoments().bytes + m_parameters->secondMoments().bytes;
    const uint32_t rows = m_learning->trainer().pass().mostRows();
    const uint64_t learning = Trainer::plannedBytes(hyper(), m_base.header.file, rows) - m_parameters->bytes();
    std::vector<LabMemoryPart> parts{{"weights", m_parameters->bytes() - slopes - moments},
                                     {"slopes", slopes},
                                     {"moments", moments},
                                     {"activations", learning},
                                     {"cache", plan.cacheBytes},
                                     {"scratch", plan.scratchBytes}};
    if (m_learning->rule().objective.klRate > 0)
        parts.push_back({"reference", BaseWeights::plannedBytes(*m_parameters)});
    return parts;
}

LabBegun LabModel::begun(const LabProgress &progress)
{
    LabBegun begun;
    begun.model = m_model->description();
    begun.base = m_base.name;
    begun.questions = progress.questions;
    begun.settings = progress.settings;
    for (const auto &task : m_base.tasks)
        begun.tasks.push_back({task->name(), task->sentence()});
    begun.memory = memory();
    begun.parameters = m_parameters->count();
    begun.step = progress.step;
    return begun;
}

void LabModel::write(const LabFolder &folder, const LabProgress &progress)
{
    writeCheckpoint(folder.checkpoint(progress.step), m_model->kernels(), m_base.header.file, *m_parameters,
                    {m_learning->trainer().updates(), m_base.hash, toText(progress)});
}

LabProgress LabModel::bring(const LabFolder &folder, uint32_t step)
{
    const GgufFile file(folder.checkpoint(step));
    const LearnedState state = readLearnedState(file);
    if (state.base != m_base.hash)
        throw Error(ErrorKind::File, file.name() + " was learned from another file than " + m_base.path +
                                         " is now. Put the base back, or begin in another folder.");
    const LabProgress progress = progressFrom(state.rest, file.name());
    readCheckpoint(file, m_model->kernels(), *m_parameters);
    m_learning->trainer().resume(state.updates);
    m_learning->resume(progress.step, progress.returns);
    return progress;
}

void LabModel::save(const std::string &path, const LabFolder &folder, const LabProgress &progress)
{
    std::error_code ignored;
    if (fs::equivalent(pathOf(path), pathOf(m_base.path), ignored))
        throw Error(ErrorKind::Usage, "What was learned from is not written over: " + path + ". Choose another name.");
    for (const uint32_t step : folder.checkpoints())
        if (fs::equivalent(pathOf(path), folder.checkpoint(step), ignored))
            throw Error(ErrorKind::Usage, "A checkpoint is not written over: " + path + ". Choose another name.");
    writeLearnedModel(pathOf(path), m_model->kernels(), m_base.header.file, *m_parameters,
                      provenance(m_base, progress));
}

LabProgress readProgress(const LabFolder &folder, uint32_t step)
{
    const GgufFile file(folder.checkpoint(step));
    return progressFrom(readLearnedState(file).rest, file.name());
}

} // namespace deepscope
