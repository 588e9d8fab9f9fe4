// What the cache holds of a text, brought back when all of it lies there.
#pragma once

#include "api/cache_question.h"
#include "run/task.h"

namespace deepscope {

// What a layer keeps, as its kind of rows number `kind`, of the first `positions` tokens that a task has been told of:
// from `first` on, which is 0 but where a window ended before, each position's numbers without the padding.
struct KeptRows {
    uint32_t first = 0;
    std::vector<float> values;
};
KeptRows readKeptRows(ReadyModel &model, uint32_t layer, size_t kind, const FedRows &rows, uint32_t positions);

// See CacheQuestion. What lies in the cache is not read again, but for the last token.
class CacheReading final : public Task {
public:
    // Throws Error(Usage) for no text, one that is too long, and layers that there are not.
    CacheReading(ReadyModel &model, const CacheQuestion &question, const CancelFlag &cancel);

    Want wants(uint32_t) const override { return Want::Nothing; }
    void begun(std::span<const std::vector<ExpertHit>>) override {}
    void fed(const FedRows &rows) override;
    bool done() const override { return m_read || m_cancel; }

    std::vector<CachedLayer> take(); // when it is done. Throws Error(Interrupted) where it was cancelled

private:
    CachedLayer read(uint32_t layer, const FedRows &rows) const;

    ReadyModel &m_model;
    const CancelFlag &m_cancel;
    const uint32_t m_first, m_count; // layers
    std::vector<CachedLayer> m_layers;
    bool m_read = false;
};

} // namespace deepscope
