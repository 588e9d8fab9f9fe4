// What the heads of a model look at in a text: from its last token, or from each one.
#pragma once

#include "api/attention_question.h"
#include "run/task.h"

namespace deepscope {

// What a step that was tapped for `tapped` brought back of one of these layers.
AttendedLayer attendedLayer(const ReadyModel &model, const TappedLayers &tapped, uint32_t layer, uint32_t positions);

// See AttentionQuestion.
class Attending final : public Task {
public:
    // Throws Error(Usage) for no text, one that is too long, and groups or a layer that there are not; Error(Device)
    // where there is no memory for the scores.
    Attending(ReadyModel &model, const AttentionQuestion &question, const CancelFlag &cancel, ReadSink progress = {});

    // Each token that is meant has to be fed: what it looks at is not kept.
    uint32_t mayKnow() const override { return m_groups.empty() ? Task::mayKnow() : 0; }
    bool readsRowByRow() const override { return !m_groups.empty(); }
    Want wants(uint32_t) const override { return Want::Nothing; }
    Taps taps() const override;
    bool marks(uint32_t position) const override
    {
        return m_groups.empty() ? position + 1 == m_text.size() : position >= m_read;
    }
    void begun(std::span<const std::vector<ExpertHit>>) override {}
    void fed(const FedRows &rows) override;
    bool done() const override { return m_read == m_text.size() || m_cancel; }

    std::vector<AttendedLayer> take(); // when it is done. Throws Error(Interrupted) where it was cancelled

private:
    const ReadyModel &m_model;
    const CancelFlag &m_cancel;
    const ReadSink m_progress;
    std::vector<uint8_t> m_groups;
    TappedLayers m_tapped;
    std::vector<AttendedLayer> m_layers;         // of the last token that was read, with what was received so far
    std::vector<std::vector<double>> m_received; // of each layer, groups x positions of the whole text
    uint32_t m_read = 0;                         // tokens
};

} // namespace deepscope
