// What the router chose for each row of the cache, in the host's memory: what is found in the cache again is shown with
// it.
#pragma once

#include "api/trace.h"
#include "model/hyperparameters.h"

#include <memory>
#include <span>
#include <vector>

namespace deepscope {

class KeptRouting {
public:
    KeptRouting(const Hyperparameters &hyper, uint32_t rows);

    static uint64_t bytesPerRow(const Hyperparameters &hyper); // 0 for a model without experts
    uint64_t bytes() const { return m_rows * m_rowBytes; }     // taken at once; the system gives them as they are used

    // Of one row: [expert layer][top-k], all of them. Throws Error(Internal) for another number.
    void keep(size_t row, std::span<const ExpertHit> hits);
    std::vector<ExpertHit> of(size_t row) const;         // that was kept
    std::span<uint8_t> rows(size_t first, size_t count); // as they lie
    static std::vector<ExpertHit> hitsOf(std::span<const uint8_t> row);
    void copy(size_t from, size_t to, size_t rows);

private:
    uint64_t m_rows, m_rowBytes;
    std::unique_ptr<uint8_t[]> m_bytes; // of each row its weights, then its experts
};

} // namespace deepscope
