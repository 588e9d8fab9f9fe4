// A layer's latent attention on the CPU: its way forward, row by row, with everything kept, and its way back over a
// whole text. The names are those of model/latent_attention.h.
#pragma once

#include "model/hyperparameters.h"
#include "reference/weights.h"

namespace deepscope::reference {

template <typename Number>
struct LatentRow {
    Row<Number> x, normed;                      // embedding
    Row<Number> queryLatent, queryLatentNormed; // q_lora_rank; empty without
    Row<Number> query;                          // heads x [nope | rope], as projected
    Row<Number> keyValue;                       // [c_KV | k_R] as projected
    Row<Number> attended;                       // heads x latent
    Row<Number> values;                         // heads x value
};

template <typename Number>
struct LatentText {
    std::vector<LatentRow<Number>> rows;
    Row<Number> absorbed;            // rows x heads x [latent | rope]: queries in the latent space
    Row<Number> cache;               // rows x [c_KV | k_R]
    std::vector<uint32_t> seenUntil; // as of api/eviction.h; empty: all is seen
};

// y = x + attention(norm(x)) of the next row of a text.
template <typename Number>
Row<Number> forward(const Weights<Number> &w, const LatentAttention &shape, const Hyperparameters &hyper,
                    const Row<Number> &x, LatentText<Number> &text);

// slopes: of each row's y, and after it of its x.
void reverse(const WeightSlopes &w, const LatentAttention &shape, const Hyperparameters &hyper,
             const LatentText<double> &text, std::vector<Row<double>> &slopes);

// W^UK of a head: latent x nope, or nope x latent in a joint file. W^UV: value x latent.
Piece keyUp(const LatentAttention &shape, size_t head);
Piece valueUp(const LatentAttention &shape, size_t head);

} // namespace deepscope::reference
