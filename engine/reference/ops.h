// Plain CPU versions of every op: the truth that the tests compare the shaders with, and nothing else.
// Matrices are row-major with `columns` contiguous. Sums are carried in double.
#pragma once

#include "api/trace.h"
#include "ops/rules.h"

#include <cstdint>
#include <span>
#include <vector>

namespace deepscope::reference {

using Values = std::span<const float>;
using Output = std::span<float>;

// y = x / sqrt(mean(x^2) + epsilon) * weight; one row. arXiv:1910.07467
void rmsNorm(Values x, Values weight, float epsilon, Output y);

// y[r] = sum_c W[r, c] x[c]; W is y.size() x x.size().
void matrixVector(Values weights, Values x, Output y);

// y[c] = sum_r W[r, c] x[r]; W is x.size() x y.size().
void matrixTransposedVector(Values weights, Values x, Output y);

// Rotates pairs of x by position * frequency. arXiv:2104.09864
void rope(Output x, uint32_t position, Values frequencies, RopePairing pairing);

void softmax(Output x);

// y = silu(gate) * up
void siluMultiply(Values gate, Values up, Output y);

// Chosen experts, strongest first (by biased affinity; ties to the lower id). `bias` may be empty.
std::vector<ExpertHit> route(Values logits, Values bias, const RouterRule &rule);

// One token's attention over `positions` cached rows of [latent | rope key], in the latent space (DeepSeek-V2, 2.1.2):
// scores[h, p] = scale * (q_latent[h] . c[p] + q_rope[h] . k_R[p]); out[h] = sum_p softmax(scores)[h, p] c[p].
// queries: heads x (latent + rope); cache: positions x (latent + rope); out: heads x latent.
struct LatentShape {
    uint32_t heads, latent, rope;
};
void latentAttention(Values queries, Values cache, const LatentShape &shape, float scale, Output out);

// One token's grouped-query attention (arXiv:2305.13245) over `positions` cached keys and values:
// out[h] = sum_p softmax_p(scale * queries[h] . keys[p, g]) values[p, g], g = h / (heads / keyValueHeads).
// queries: heads x head; keys: positions x keyValueHeads x head; values: positions x keyValueHeads x value;
// out: heads x value.
struct GroupedShape {
    uint32_t heads, keyValueHeads, head, value;
};
void groupedAttention(Values queries, Values keys, Values values, const GroupedShape &shape, float scale, Output out);

// Natural logarithms of the probabilities.
std::vector<float> logSoftmax(Values logits);

} // namespace deepscope::reference
