#include "lab/rollouts.h"

#include "run/generation.h"

#include <algorithm>

namespace deepscope {

namespace {

// What the traces of one run say of an answer; they come in the order of the text.
void take(const TokenTrace &trace, size_t promptTokens, RolloutAnswer &answer)
{
    if (trace.index >= promptTokens) {
        answer.tokens.push_back(trace.token);
        answer.logProbabilities.push_back(trace.logprob);
    }
    for (const ExpertHit &hit : trace.routing)
        answer.experts.push_back(hit.expert);
    answer.traces.push_back(trace);
}

RunRequest requestOf(const RolloutQuestion &question, const RolloutRule &rule, uint32_t run)
{
    RunRequest request;
    request.run = run;
    request.tokens = question.prompt;
    request.maxTokens = rule.mostTokens;
    request.sampling.temperature = rule.temperature;
    request.sampling.seed = rule.seed;
    request.sample = run;
    request.candidates = 0;
    return request;
}

} // namespace

TrainingText RolloutAnswer::text(const RolloutQuestion &question, std::span<const float> weights) const
{
    TrainingText text;
    text.tokens = question.prompt;
    text.tokens.insert(text.tokens.end(), tokens.begin(), tokens.end());
    text.weights.assign(question.prompt.size() - 1, 0.0F);
    text.weights.insert(text.weights.end(), weights.begin(), weights.end());
    text.experts = experts;
    return text;
}

std::vector<std::vector<RolloutAnswer>> Rollouts::answer(std::span<const RolloutQuestion> questions,
                                                         const RolloutRule &rule, const CancelFlag &cancel)
{
    std::vector<std::vector<RolloutAnswer>> all;
    std::exception_ptr failure;
    for (const RolloutQuestion &question : questions)
        all.emplace_back(question.answers);
    struct Begun {
        std::unique_ptr<Generation> task;
        RolloutAnswer *answer;
    };
    std::vector<Begun> begun; // all of them, before the first is given away: one that cannot be made throws
    for (size_t q = 0; q < questions.size(); ++q)
        for (RolloutAnswer &answer : all[q]) {
            const RunSinks sinks{[&answer, prompt = questions[q].prompt.size()](const TokenTrace &trace) {
                                     take(trace, prompt, answer);
                                 },
                                 [](const PrefillProgress &) {}};
            const RunRequest request = requestOf(questions[q], rule, uint32_t(begun.size()));
            begun.push_back({std::make_unique<Generation>(m_model, request, sinks, cancel), &answer});
        }
    for (uint32_t run = 0; run < begun.size(); ++run)
        m_scheduler.add(run, std::move(begun[run].task),
                        [answer = begun[run].answer, &failure](Task &task, const std::exception_ptr &error) {
                            if (error && !failure)
                                failure = error;
                            try {
                                answer->ended = static_cast<Generation &>(task).end().reason == FinishReason::EndToken;
                            } catch (...) {
                                if (!failure)
                                    failure = std::current_exception();
                            }
                        });
    while (!m_scheduler.idle()) {
        m_between();
        m_scheduler.tick(cancel);
    }
    if (failure)
        std::rethrow_exception(failure);
    if (cancel)
        return {};
    // Each token was fed and told; nothing is learned from what the last one led to.
    for (size_t q = 0; q < questions.size(); ++q)
        for (RolloutAnswer &answer : all[q]) {
            const size_t tokens = questions[q].prompt.size() + answer.tokens.size();
            answer.experts.resize(answer.experts.size() / tokens * (tokens - 1));
        }
    return all;
}

} // namespace deepscope
