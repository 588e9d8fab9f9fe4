#include "verbs.h"

#include "api/lab.h"
#include "lab_output.h"
#include "options.h"

#include <algorithm>
#include <cctype>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <utility>

namespace deepscope::cli {

namespace {

struct LabChoice {
    LabRequest request;
    std::string reward = rewardKindName(LabSettings().reward), algorithm = algorithmName(LabSettings().algorithm);
    std::string questions;
    bool json = false;
};

// Events of the lab's thread, for this one.
class Arrivals {
public:
    void add(LabEvent event)
    {
        const std::lock_guard lock(m_mutex);
        m_events.push_back(std::move(event));
        m_wake.notify_all();
    }

    // Since the last time; nothing after a while, so that an interrupt is seen.
    std::deque<LabEvent> take()
    {
        constexpr std::chrono::milliseconds ForInterrupts(50);
        std::unique_lock lock(m_mutex);
        m_wake.wait_for(lock, ForInterrupts, [this] { return !m_events.empty(); });
        return std::exchange(m_events, {});
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<LabEvent> m_events;
};

LabRequest requestOf(const LabChoice &choice)
{
    LabRequest request = choice.request;
    request.settings.reward = *rewardKindFrom(choice.reward);
    request.settings.algorithm = *algorithmFrom(choice.algorithm);
    const std::string &questions = choice.questions;
    const auto isDigit = [](char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; };
    if (questions.empty() || !std::ranges::all_of(questions, isDigit))
        request.questions = questions;
    else if (questions.size() <= 4)
        request.settings.questions = uint32_t(std::stoul(questions));
    else
        throw Error(ErrorKind::Usage, questions + " questions a step are too many. Choose up to 1024.");
    return request;
}

// Of one run that nobody holds up: where it pauses by itself, it ends.
LabState runToEnd(const LabRequest &request, bool json)
{
    Arrivals arrivals;
    LabOutput output(json);
    const std::unique_ptr<Lab> lab = localLab()([&](LabEvent event) { arrivals.add(std::move(event)); });
    lab->start(request);
    std::string trouble;
    bool stopped = false;
    for (;;) {
        if (!stopped && (interrupted() || !trouble.empty())) {
            lab->stop();
            stopped = true;
        }
        for (const LabEvent &event : arrivals.take()) {
            output.take(event);
            const auto *state = std::get_if<LabState>(&event);
            if (state && state->kind == LabState::Kind::Paused)
                trouble = state->sentence;
            if (!state || state->kind != LabState::Kind::Ended)
                continue;
            output.finish();
            LabState end = *state;
            if (!end.failure && !trouble.empty())
                end.failure = Failure{ErrorKind::Internal, trouble};
            return end;
        }
    }
}

void learn(const LabChoice &choice)
{
    watchForTermination();
    const LabRequest request = requestOf(choice);
    const LabState end = runToEnd(request, choice.json);
    if (end.failure)
        throw Error(end.failure->kind, end.failure->sentence + (end.sentence.empty() ? "" : " ") + end.sentence);
    if (interrupted())
        throw Error(ErrorKind::Interrupted,
                    "Interrupted behind step " + std::to_string(end.step) + "." +
                        (request.folder.empty() ? "" : " Go on with --out " + request.folder + " --resume."));
}

template <typename Value, size_t Count>
CLI::IsMember namesOf(const Value (&values)[Count], const char *(*name)(Value))
{
    std::vector<std::string> names;
    for (const Value value : values)
        names.emplace_back(name(value));
    return CLI::IsMember(names);
}

} // namespace

void addLab(CLI::App &app)
{
    auto *verb = app.add_subcommand("lab", "Let a model learn to think, by reward");
    auto choice = std::make_shared<LabChoice>();
    LabRequest &request = choice->request;
    LabSettings &settings = request.settings;
    verb->add_option("--base", request.base, "A GGUF file, or default, lab-base, lab-base-without-full-thoughts")
        ->capture_default_str();
    verb->add_option("--steps", request.steps, "To end at; 0 = when interrupted")->capture_default_str();
    verb->add_option("--seed", settings.seed, "Of questions and draws")->capture_default_str();
    auto *out = verb->add_option("--out", request.folder, "Folder of checkpoints and the record");
    verb->add_flag("--resume", request.resume, "Go on with the run in --out, with its settings")->needs(out);
    verb->add_option("--reward", choice->reward, "What is rewarded")
        ->check(namesOf(AllRewardKinds, rewardKindName))
        ->capture_default_str();
    verb->add_option("--algorithm", choice->algorithm, "What is learned from rewards")
        ->check(namesOf(AllAlgorithms, algorithmName))
        ->capture_default_str();
    verb->add_option("--group", settings.answers, "Answers to each question")->capture_default_str();
    verb->add_option("--questions", choice->questions,
                     "Questions a step, or a file of your own: JSON lines with question, answer and perhaps task; "
                     "weak-domains: harder than what the default model learned");
    verb->add_option("--held-out", request.heldOut, "Questions of each task that only tell how well it goes")
        ->capture_default_str();
    verb->add_option("--rate", settings.rate, "Of the optimizer")->capture_default_str();
    verb->add_option("--temperature", settings.temperature, "Of the draws")->capture_default_str();
    verb->add_option("--cap", settings.cap, "The most tokens of an answer")->capture_default_str();
    verb->add_option("--kl", settings.klRate, "What it costs to leave the base; 0 = nothing")->capture_default_str();
    verb->add_option("--device", request.device, "Index or part of a name; the best device otherwise");
    verb->add_flag("--json", choice->json, "Print a JSON object for each step");
    verb->callback([choice] { learn(*choice); });
}

} // namespace deepscope::cli
