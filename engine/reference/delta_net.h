// A layer's Gated DeltaNet (arXiv:2412.06464) on the CPU, row by row. There is no way back: what trains has latent
// attention.
#pragma once

#include "model/hyperparameters.h"
#include "reference/weights.h"

namespace deepscope::reference {

// What the rows of a text so far left; both are empty before the first.
template <typename Number>
struct DeltaText {
    uint32_t rows = 0;
    Row<Number> matrices; // value heads x width (of keys) x width (of values)
    Row<Number> tail;     // kernel - 1 rows x channels, before the convolution, the oldest row first
};

// y = x + W^O (norm(rule(h)) * silu(z)), h = norm(x), of the next row of a text.
template <typename Number>
Row<Number> forward(const Weights<Number> &w, const DeltaNet &shape, const Hyperparameters &hyper, const Row<Number> &x,
                    DeltaText<Number> &text);

} // namespace deepscope::reference
