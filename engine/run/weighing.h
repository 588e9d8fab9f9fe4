// All that the routers weigh for the last token of a text.
#pragma once

#include "run/task.h"

namespace deepscope {

// See RouterQuestion. What lies in the cache is not read again.
class Weighing final : public Task {
public:
    // Throws Error(Usage) for no text, one that is too long, and a model without experts.
    Weighing(const ReadyModel &model, const RouterQuestion &question, const CancelFlag &cancel);

    Want wants(uint32_t) const override { return Want::Nothing; }
    Taps taps() const override { return {.routers = true}; }
    bool marks(uint32_t position) const override { return position + 1 == m_text.size(); }
    void begun(std::span<const std::vector<ExpertHit>>) override {}
    void fed(const FedRows &rows) override;
    bool done() const override { return !m_layers.empty() || m_cancel; }

    std::vector<WeighedLayer> take(); // when it is done. Throws Error(Interrupted) where it was cancelled

private:
    const ReadyModel &m_model;
    const CancelFlag &m_cancel;
    std::vector<WeighedLayer> m_layers;
};

// Who is chosen, in order, where affinities alone decide, and what an alteration adds to them: without the selection
// bias. `used` of them; ties go to the lower number. The groups of `rule` stand.
std::vector<uint16_t> chosenByAffinity(std::span<const WeighedExpert> experts, const RouterRule &rule,
                                       const AlteredLayer &altered, size_t used);

} // namespace deepscope
