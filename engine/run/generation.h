// One run: prompt tokens in, then sampled tokens until an end.
#pragma once

#include "run/task.h"
#include "run/wishes.h"
#include "text/adjusted_tokens.h"
#include "text/phase_splitter.h"
#include "text/sampler.h"
#include "text/stop_texts.h"

#include <chrono>
#include <deque>
#include <functional>

namespace deepscope {

struct RunSinks {
    std::function<void(TokenTrace)> token;
    std::function<void(const PrefillProgress &)> prefill;
};

class Generation final : public Task {
public:
    // Throws Error for a request that cannot be run.
    Generation(const ReadyModel &model, const RunRequest &request, const RunSinks &sinks, Wishes wishes);

    Want wants(uint32_t position) const override;
    args::SampleRow draw(uint32_t output, uint32_t firstEntry, uint32_t previous,
                         std::vector<args::SampleEntry> &entries) override;
    bool feedsNext() const override;
    bool trustsDraw() const override { return m_trusts; }
    void begun(std::span<const std::vector<ExpertHit>> known) override;
    void fed(const FedRows &rows) override;
    bool done() const override;

    // When it is done: tells the last tokens, and sums up.
    RunSummary end();

private:
    using Clock = std::chrono::steady_clock;

    std::unique_ptr<PhaseSplitter> takePrompt();
    TokenTrace describe(uint32_t position) const;
    void read(uint32_t position, const FedRows &rows);
    void give(TokenTrace trace);
    bool mustClose(size_t thought) const;
    std::optional<int32_t> forced();
    void write(uint32_t position, const FedRows &rows);
    void tell(const std::vector<PhaseSplitter::TokenPhase> &phases);
    DrawPlace place() const { return {m_request.sample, uint32_t(m_text.size())}; }
    bool hasEnough() const;
    void choose(const FedRows &rows);
    std::optional<Choice> choice(const FedRows &rows);
    void finish(FinishReason reason) { m_reason = m_reason.value_or(reason); } // the first reason counts
    void emit(TokenTrace trace);

    const ReadyModel &m_model;
    const RunRequest m_request;
    const RunSinks m_sinks;
    const Wishes m_wishes;
    Sampler m_sampler;
    AdjustedTokens m_adjusted;
    bool m_hostDraws = false, m_hostDrawsNext = false; // the token behind the text, and the one behind that
    std::optional<args::SampleResult> m_wantsRow;      // all logits, for a token that the device could not draw
    bool m_fellBack = false;                           // the last draw
    bool m_trusts = false;                             // the last draw that was made
    bool m_trusted = false, m_trustedNext = false;     // the draws of the token behind the text, and behind that
    std::deque<int32_t> m_closing;                     // of what closes the thought, what is to be written yet
    bool m_closed = false;                             // the thought, by that
    const ThoughtMarks *m_openThought = nullptr;       // by the prompt
    uint32_t m_asked = 0, m_given = 0;                 // tokens of the prompt; and with what the answer begins with
    std::unique_ptr<PhaseSplitter> m_phases;
    uint32_t m_told = 0;              // positions whose traces were given, or wait
    std::deque<TokenTrace> m_waiting; // until it is known whether they are thought, answer or a mark
    TokenTrace m_chosen;              // the last token of the text, until it has been fed
    Clock::time_point m_begun, m_chosenAt;
    std::optional<FinishReason> m_reason;
    StopTexts m_stops;
    RunSummary m_summary;
};

} // namespace deepscope
