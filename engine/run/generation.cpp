#include "run/generation.h"

#include "run/prompt.h"

#include <chrono>

namespace deepscope {

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

} // namespace

Generation::Generation(ReadyModel &model, Timeline &timeline, const RunRequest &request, const RunSinks &sinks,
                       const CancelFlag &cancel)
    : m_model(model), m_timeline(timeline), m_request(request), m_sinks(sinks), m_cancel(cancel)
{
    m_summary.run = request.run;
}

std::vector<int32_t> Generation::promptTokens()
{
    Prompt prompt = makePrompt(m_model, m_request);
    m_endsInThought = prompt.endsInThought;
    const uint32_t context = m_model.cache().context();
    if (prompt.tokens.size() >= context)
        throw Error(ErrorKind::Usage,
                    "The prompt has " + std::to_string(prompt.tokens.size()) + " tokens, and the context holds " +
                        std::to_string(context) +
                        (m_model.largestContext() > context ? ". A shorter prompt or a larger context would fit."
                                                            : ". A shorter prompt would fit."));
    return std::move(prompt.tokens);
}

void Generation::emit(TokenTrace trace)
{
    trace.run = m_request.run;
    if (m_sinks.token)
        m_sinks.token(trace);
}

void Generation::prefill(const std::vector<int32_t> &prompt)
{
    const Clock::time_point start = Clock::now();
    const auto total = uint32_t(prompt.size());
    m_summary.promptTokens = total;
    m_summary.reusedTokens = m_timeline.keepPrefix(prompt);
    for (uint32_t index = 0; index < m_summary.reusedTokens; ++index) {
        TokenTrace kept = m_timeline.trace(index);
        kept.phase = Phase::Prompt; // an earlier answer is part of this question
        kept.candidates.clear();
        kept.entropy = -1;
        kept.logprob = 0;
        kept.microseconds = 0;
        kept.stages = {};
        emit(std::move(kept));
    }
    m_timeline.prefill(
        prompt,
        [&](TokenTrace trace) {
            const uint32_t done = trace.index + 1;
            emit(std::move(trace));
            if (m_sinks.prefill && (done % BatchTokens == 0 || done == total))
                m_sinks.prefill({m_request.run, done, total});
        },
        m_cancel);
    m_summary.prefillSeconds = secondsSince(start);
}

void Generation::generate(const Sampler &sampler, AdjustedTokens &adjusted)
{
    PhaseSplitter phases(m_model.tokenizer(), m_endsInThought);
    m_summary.reason = sample(sampler, adjusted, phases);
    m_summary.think = phases.think();
    m_summary.answer = phases.answer();
}

FinishReason Generation::sample(const Sampler &sampler, AdjustedTokens &adjusted, PhaseSplitter &phases)
{
    for (uint32_t generated = 0;; ++generated) {
        if (m_cancel)
            return FinishReason::Cancelled;
        if (m_request.maxTokens > 0 && generated == m_request.maxTokens)
            return FinishReason::TokenLimit;
        if (m_timeline.full())
            return FinishReason::ContextFull;
        const Clock::time_point start = Clock::now();
        Choice choice = sampler.choose(m_timeline.logits(), std::min(m_request.candidates, MaxCandidates),
                                       {0, m_timeline.size()}, adjusted.entries());
        adjusted.addAnswer(choice.token);
        TokenTrace trace;
        trace.token = choice.token;
        trace.logprob = choice.logprob;
        trace.entropy = choice.entropy;
        trace.candidates = std::move(choice.candidates);
        for (Candidate &candidate : trace.candidates)
            candidate.bytes = m_model.shownBytes(candidate.token);
        trace.stages[size_t(Stage::Sample)] = float(secondsSince(start) * 1e6);
        const PhaseSplitter::Step step = phases.next(choice.token);
        trace.phase = step.phase;
        trace.special = step.tag; // control tokens are found by their kind
        if (!m_timeline.append(trace, m_cancel))
            return FinishReason::Cancelled;
        const double seconds = secondsSince(start);
        trace.microseconds = float(seconds * 1e6);
        if (!trace.special)
            (step.phase == Phase::Think ? m_summary.thinkTokens : m_summary.answerTokens) += 1;
        (step.phase == Phase::Think ? m_summary.thinkSeconds : m_summary.answerSeconds) += seconds;
        emit(std::move(trace));
        if (m_model.tokenizer().isEnd(choice.token) && !m_request.ignoreEnd)
            return FinishReason::EndToken;
    }
}

RunSummary Generation::run()
{
    // Before anything is fed: the settings may be wrong.
    const Sampler sampler(m_request.sampling);
    AdjustedTokens adjusted(m_request.sampling, m_model.tokenizer().size());
    const std::vector<int32_t> prompt = promptTokens();
    adjusted.addPrompt(prompt);
    m_summary.reason = FinishReason::Cancelled;
    if (!m_cancel)
        prefill(prompt);
    if (!m_cancel)
        generate(sampler, adjusted);
    return m_summary;
}

} // namespace deepscope
