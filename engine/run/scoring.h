// Teacher forcing: what the model says of a given text.
#pragma once

#include "run/task.h"

#include <algorithm>

namespace deepscope {

// See ScoreRequest. The last token of the text is not fed: it has no successor.
class Scoring final : public Task {
public:
    // Throws Error(Usage) for a text that cannot be scored.
    Scoring(const ReadyModel &model, const ScoreRequest &request, const CancelFlag &cancel);

    uint32_t mayKnow() const override { return std::max(m_from, m_told); }
    Want wants(uint32_t position) const override { return position >= m_from ? Want::Logits : Want::Nothing; }
    void begun(std::span<const std::vector<ExpertHit>>) override {}
    void fed(const FedRows &rows) override;
    bool done() const override { return m_told == m_text.size() || m_cancel; }

    std::vector<ScoredPosition> take(); // when it is done. Throws Error(Interrupted) where it was cancelled

private:
    const CancelFlag &m_cancel;
    int32_t m_last; // of the whole text
    uint32_t m_from, m_top;
    uint32_t m_told = 0; // positions that have been seen to
    std::vector<ScoredPosition> m_scored;
};

} // namespace deepscope
