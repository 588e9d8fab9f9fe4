#include "run/generation.h"

#include "run/device_draw.h"
#include "run/prompt.h"

#include <algorithm>

namespace deepscope {

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

} // namespace

Generation::Generation(const ReadyModel &model, const RunRequest &request, const RunSinks &sinks, Wishes wishes)
    : m_model(model), m_request(request), m_sinks(sinks), m_wishes(wishes), m_sampler(request.sampling),
      m_adjusted(request.sampling, model.tokenizer().size()), m_phases(takePrompt()), m_stops(request.stops)
{
    m_routers = AlteredRouters(request.alteration, model);
    m_summary.run = request.run;
    m_summary.promptTokens = m_asked;
    m_adjusted.addPrompt(std::span(m_text).first(m_summary.promptTokens));
    for (uint32_t i = m_summary.promptTokens; i < m_given; ++i)
        m_adjusted.addAnswer(m_text[i]);
    m_begun = Clock::now();
}

// Gives what reads the tokens behind it.
std::unique_ptr<PhaseSplitter> Generation::takePrompt()
{
    Prompt prompt = makePrompt(m_model, m_request);
    const uint32_t context = m_model.description().memory.context;
    if (prompt.tokens.size() >= context)
        throw Error(ErrorKind::Usage,
                    "The prompt has " + std::to_string(prompt.tokens.size()) + " tokens, and the context holds " +
                        std::to_string(context) +
                        (m_model.largestContext() > context ? ". A shorter prompt or a larger context would fit."
                                                            : ". A shorter prompt would fit."));
    m_text = std::move(prompt.tokens);
    m_given = uint32_t(m_text.size());
    m_asked = prompt.asked;
    m_openThought = prompt.openThought;
    return makePhaseSplitter(m_model.tokenizer(), m_openThought ? *m_openThought : m_model.thoughtMarks(),
                             m_openThought);
}

bool Generation::done() const { return m_reason || m_wishes.cancel; }

RunSummary Generation::end()
{
    tell(m_phases->finish());
    RunSummary summary = m_summary;
    summary.reason = m_reason.value_or(FinishReason::Cancelled);
    summary.think = m_phases->think();
    summary.answer = m_stops.before(m_phases->answer());
    return summary;
}

void Generation::emit(TokenTrace trace)
{
    trace.run = m_request.run;
    if (m_sinks.token)
        m_sinks.token(std::move(trace));
}

TokenTrace Generation::describe(uint32_t position) const
{
    TokenTrace trace;
    trace.index = position;
    trace.token = m_text[position];
    trace.control = m_model.tokenizer().kind(trace.token) == TokenKind::Control;
    trace.special = trace.control;
    trace.bytes = m_model.shownBytes(trace.token);
    trace.cacheBytes = m_model.cache().bytesOf(position + uint64_t(1));
    return trace;
}

void Generation::begun(std::span<const std::vector<ExpertHit>> known)
{
    if (m_told == 0) { // else it reads its text again
        m_begun = Clock::now();
        m_summary.reusedTokens = uint32_t(known.size());
    }
    for (; m_told < known.size(); ++m_told) {
        TokenTrace trace = describe(m_told);
        trace.routing = known[m_told];
        give(std::move(trace));
    }
}

void Generation::fed(const FedRows &rows)
{
    m_summary.tasksAtOnce = std::max(m_summary.tasksAtOnce, rows.tasks);
    for (; m_told < rows.first + rows.count; ++m_told)
        m_told < m_given ? read(m_told, rows) : write(m_told, rows);
    if (m_told < m_given && m_sinks.prefill)
        m_sinks.prefill({m_request.run, m_told, m_given});
    if (rows.first + rows.count == m_text.size() && !m_reason) // else it is still read again
        choose(rows);
}

void Generation::read(uint32_t position, const FedRows &rows)
{
    TokenTrace trace = describe(position);
    trace.microseconds = rows.microseconds / float(rows.stepRows);
    trace.stages = rows.stages;
    for (float &time : trace.stages)
        time /= float(rows.stepRows);
    trace.routing = rows.takeRouting(position);
    give(std::move(trace));
    if (position + 1 == m_given) {
        m_summary.prefillSeconds = secondsSince(m_begun);
        if (m_sinks.prefill)
            m_sinks.prefill({m_request.run, position + 1, m_given});
        if (m_given > m_asked && m_model.tokenizer().isEnd(m_text[position]) && !m_request.ignoreEnd)
            finish(FinishReason::EndToken); // it begins with its end
    }
}

// A token that nothing drew: of the prompt, or of what the answer begins with.
void Generation::give(TokenTrace trace)
{
    if (trace.index < m_summary.promptTokens)
        return emit(std::move(trace));
    const int32_t token = trace.token;
    m_waiting.push_back(std::move(trace));
    tell(m_phases->next(token));
}

void Generation::write(uint32_t position, const FedRows &rows)
{
    TokenTrace trace = describe(position);
    trace.logprob = m_chosen.logprob;
    trace.entropy = m_chosen.entropy;
    trace.candidates = std::move(m_chosen.candidates);
    trace.routing = rows.takeRouting(position);
    trace.stages = rows.stages;
    if (trace.stages != StageTimes{})
        trace.stages[size_t(Stage::Sample)] = m_chosen.stages[size_t(Stage::Sample)];
    const double seconds = secondsSince(m_chosenAt);
    trace.microseconds = float(seconds * 1e6);
    const int32_t token = trace.token;
    m_waiting.push_back(std::move(trace));
    tell(m_phases->next(token));
    if (m_model.tokenizer().isEnd(token) && !m_request.ignoreEnd)
        finish(FinishReason::EndToken);
}

// Of the tokens that wait, those that are decided now.
void Generation::tell(const std::vector<PhaseSplitter::TokenPhase> &phases)
{
    for (const auto &[phase, isMark] : phases) {
        TokenTrace trace = std::move(m_waiting.front());
        m_waiting.pop_front();
        trace.phase = phase;
        trace.special = isMark || trace.control;
        if (!trace.special)
            (phase == Phase::Think ? m_summary.thinkTokens : m_summary.answerTokens) += 1;
        if (trace.index >= m_given)
            (phase == Phase::Think ? m_summary.thinkSeconds : m_summary.answerSeconds) +=
                double(trace.microseconds) * 1e-6;
        emit(std::move(trace));
    }
    if (m_stops.foundIn(m_phases->answer()))
        finish(FinishReason::StopText);
}

Want Generation::wants(uint32_t position) const
{
    return position + 1 < m_text.size() ? Want::Nothing : m_wantsRow ? Want::Logits : Want::Draw;
}

bool Generation::hasEnough() const { return m_request.maxTokens > 0 && m_text.size() - m_given == m_request.maxTokens; }

bool Generation::feedsNext() const { return !hasEnough() && m_text.size() < m_model.description().memory.context; }

// Where the step has no room for the entries, or cannot draw from so many tokens, the host draws: the same. What is
// said of the row comes from the device even then, where it can draw: else its last digits would depend on the company.
args::SampleRow Generation::draw(uint32_t output, uint32_t firstEntry, uint32_t previous,
                                 std::vector<args::SampleEntry> &entries)
{
    const std::span<const TokenEntry> own = m_adjusted.entries();
    const bool ahead = previous != args::SampleNone;
    bool &hostDraws = ahead ? m_hostDrawsNext : m_hostDraws;
    const bool fits = firstEntry + own.size() <= MostDrawEntries;
    hostDraws = !fits || !m_model.step().canDraw();
    // What is drawn behind a thought that may be closed there has to be looked at first.
    const size_t untold = m_text.size() - std::max(m_told, m_summary.promptTokens) + ahead;
    m_trusts =
        !hostDraws && !m_fellBack && m_closing.empty() && !mustClose(m_summary.thinkTokens + m_waiting.size() + untold);
    (ahead ? m_trustedNext : m_trusted) = m_trusts;
    if (!m_model.step().canDraw())
        return noDraw();
    if (!fits)
        return sampleRow({}, {}, output);
    for (const TokenEntry &entry : own)
        entries.push_back(sampleEntry(entry));
    return sampleRow(m_request.sampling, {m_request.sample, uint32_t(m_text.size()) + ahead}, output, firstEntry,
                     uint32_t(own.size()), m_adjusted.countsAnswer() ? previous : args::SampleNone);
}

// Nothing where the step that follows has written over the logits already: then they are computed once more.
std::optional<Choice> Generation::choice(const FedRows &rows)
{
    const uint32_t candidates = std::min(m_request.candidates, MaxCandidates);
    if (const auto drawn = std::exchange(m_wantsRow, std::nullopt))
        return choiceOf(*drawn, candidates, rows.step.logits(rows.output), m_sampler, place(), m_adjusted.entries());
    const args::SampleResult drawn = rows.step.drawn(rows.output);
    const bool hostDraws = std::exchange(m_hostDraws, std::exchange(m_hostDrawsNext, false));
    m_fellBack = hostDraws || needsWholeRow(drawn);
    if (!m_fellBack)
        return choiceOf(drawn, candidates);
    ++m_summary.wholeRowDraws;
    if (!rows.step.idle()) { // the next step follows, so that it was no draw of the host
        m_wantsRow = drawn;
        return std::nullopt;
    }
    const std::span<const float> logits = rows.step.fetchLogits(rows.output);
    if (!m_model.step().canDraw())
        return m_sampler.choose(logits, candidates, place(), m_adjusted.entries());
    return choiceOf(drawn, candidates, logits, m_sampler, place(), m_adjusted.entries());
}

bool Generation::mustClose(size_t thought) const
{
    const bool mayThink = !m_closed && m_phases->answer().empty();
    return mayThink && (m_wishes.closeThought || (m_request.thoughtLimit > 0 && thought >= m_request.thoughtLimit));
}

// What is written instead of a draw; nothing where the draw has been fed already, or stands.
std::optional<int32_t> Generation::forced()
{
    if (std::exchange(m_trusted, std::exchange(m_trustedNext, false)))
        return std::nullopt;
    if (m_phases->thoughtNeverClosed() && mustClose(m_summary.thinkTokens + m_waiting.size())) {
        const std::vector<int32_t> closing = closingTokens(m_model, m_text, m_summary.promptTokens, m_openThought);
        m_closing.assign(closing.begin(), closing.end());
        m_closed = true;
    }
    if (m_closing.empty())
        return std::nullopt;
    const int32_t token = m_closing.front();
    m_closing.pop_front();
    m_hostDraws = std::exchange(m_hostDrawsNext, false);
    m_wantsRow.reset();
    m_fellBack = false;
    return token;
}

// The next token, which the next step feeds.
void Generation::choose(const FedRows &rows)
{
    if (!feedsNext())
        return finish(hasEnough() ? FinishReason::TokenLimit : FinishReason::ContextFull);
    const Clock::time_point start = Clock::now();
    if (const std::optional<int32_t> token = forced()) {
        m_chosenAt = start;
        m_chosen = {};
        m_chosen.token = *token;
        m_adjusted.addAnswer(*token);
        return m_text.push_back(*token);
    }
    if (!m_wantsRow) // else the time since its first draw counts
        m_chosenAt = start;
    std::optional<Choice> found = this->choice(rows);
    if (!found)
        return;
    Choice &choice = *found;
    m_adjusted.addAnswer(choice.token);
    m_chosen = {};
    m_chosen.token = choice.token;
    m_chosen.logprob = choice.logprob;
    m_chosen.entropy = choice.entropy;
    m_chosen.candidates = std::move(choice.candidates);
    for (Candidate &candidate : m_chosen.candidates)
        candidate.bytes = m_model.shownBytes(candidate.token);
    m_chosen.stages[size_t(Stage::Sample)] = float(secondsSince(start) * 1e6);
    m_text.push_back(choice.token);
}

} // namespace deepscope
