// A layer's grouped-query attention on the CPU, row by row. There is no way back: what trains has latent attention.
#pragma once

#include "model/hyperparameters.h"
#include "reference/weights.h"

namespace deepscope::reference {

template <typename Number>
struct GroupedText {
    uint32_t rows = 0;
    Row<Number> keys;                // rows x key/value heads x head
    Row<Number> values;              // rows x key/value heads x value
    Row<Number> queries;             // of the last row: heads x head
    std::vector<uint32_t> seenUntil; // as of api/eviction.h; empty: all is seen
};

// y = x + attention(norm(x)) of the next row of a text.
template <typename Number>
Row<Number> forward(const Weights<Number> &w, const GroupedAttention &shape, const Hyperparameters &hyper,
                    const Row<Number> &x, GroupedText<Number> &text);

} // namespace deepscope::reference
