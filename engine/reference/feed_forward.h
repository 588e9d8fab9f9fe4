// The second half of a layer on the CPU, a gated unit or a mixture: its way forward, row by row, with everything kept,
// and its way back. The names are those of model/feed_forward.h.
#pragma once

#include "model/hyperparameters.h"
#include "reference/weights.h"

namespace deepscope::reference {

// Where the matrices of a gated unit are.
struct UnitPieces {
    Piece gate, up, down;
};

template <typename Number>
struct UnitRow {
    UnitPieces pieces;
    Number weight;                // of the router, or of the shared ones' gate; else 1
    Row<Number> gate, up, hidden; // width: hidden = silu(gate) * up, or what Mixture::unit makes of them
    Row<Number> output;           // embedding, before its weight
};

template <typename Number>
struct FeedForwardRow {
    Row<Number> x, normed;              // embedding
    Row<Number> routerLogits;           // experts; empty in a dense layer
    std::vector<uint32_t> experts;      // chosen, strongest first, or as they were forced
    std::vector<UnitRow<Number>> units; // theirs in that order, then that of the shared ones; or the only one
};

// y = x + feed-forward(norm(x)) of the next row of a text, with the experts that are `forced`, where there are any.
template <typename Number>
Row<Number> forward(const Weights<Number> &w, const FeedForward &shape, const Hyperparameters &hyper,
                    std::span<const uint32_t> forced, const Row<Number> &x, FeedForwardRow<Number> &row);

// slopes: of y, and after it of x. The choice of the experts has none, so the selection bias has none; a gate of the
// shared ones, biases of routed ones and another rule than UnitRule::Swish have none here.
void reverse(const WeightSlopes &w, const FeedForward &shape, const Hyperparameters &hyper,
             const FeedForwardRow<double> &row, Row<double> &slopes);

} // namespace deepscope::reference
