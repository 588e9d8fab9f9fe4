// Teacher forcing: what the model says of a given text.
#pragma once

#include "run/evicting.h"
#include "run/task.h"

#include <algorithm>
#include <functional>

namespace deepscope {

// See ScoreRequest. The last token of the text is not fed: it has no successor.
class Scoring final : public Task {
public:
    // Given each position's logits, which may not be kept, and what else was asked for, in their order.
    using RowSink = std::function<void(uint32_t position, std::span<const float> logits, const ScoredPosition &scored)>;

    // Throws Error(Usage) for a text that cannot be scored, or routers that the model cannot have; else as Evicting.
    // `progress`: where it takes a step for each token.
    Scoring(ReadyModel &model, const ScoreRequest &request, const CancelFlag &cancel, RowSink sink = {},
            ReadSink progress = {});

    // Where rows are dropped by what is looked at, each token has to be fed.
    uint32_t mayKnow() const override { return readsRowByRow() ? 0 : std::max(m_request.from, m_told); }
    bool readsRowByRow() const override { return m_evicting && m_evicting->looks(); }
    bool marks(uint32_t position) const override { return readsRowByRow() && position >= m_looked; }
    uint32_t mayReach() const override { return m_reach ? m_reach() : Task::mayReach(); }
    void setReach(std::function<uint32_t()> reach) { m_reach = std::move(reach); }
    const SeenUntil *seen() const override { return m_evicting ? &m_evicting->seen() : nullptr; }
    Want wants(uint32_t position) const override { return position >= m_request.from ? Want::Logits : Want::Nothing; }
    void begun(std::span<const std::vector<ExpertHit>>) override {}
    void fed(const FedRows &rows) override;
    Taps taps() const override;
    bool done() const override { return m_told == m_text.size() || m_cancel; }

    const std::vector<ScoredPosition> &scored() const { return m_scored; } // in order, from `from` on
    std::vector<ScoredPosition> take(); // when it is done. Throws Error(Interrupted) where it was cancelled

private:
    void describe(uint32_t position, const FedRows &rows, ScoredPosition &scored) const;

    const CancelFlag &m_cancel;
    const ScoreRequest m_request; // without the text
    const ReadyModel &m_model;
    std::unique_ptr<Evicting> m_evicting; // null: all is seen
    uint32_t m_looked = 0;                // tokens that it was told of
    const RowSink m_sink;
    const ReadSink m_progress;
    std::function<uint32_t()> m_reach;
    int32_t m_last;      // of the whole text
    uint32_t m_told = 0; // positions that have been seen to
    std::vector<ScoredPosition> m_scored;
};

} // namespace deepscope
