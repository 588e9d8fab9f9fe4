// Plain CPU versions of every op: the truth that the tests compare the shaders with, and nothing else.
// Matrices are row-major with `columns` contiguous. Sums are carried in double; what comes out is rounded to float, as
// devices have it, or stays double, as the reverse pass needs it: rmsNorm<double>(...).
#pragma once

#include "api/trace.h"
#include "ops/rules.h"

#include <cstdint>
#include <span>
#include <type_traits>
#include <vector>

namespace deepscope::reference {

template <typename Number>
using ValuesOf = std::span<const std::type_identity_t<Number>>;
template <typename Number>
using OutputOf = std::span<std::type_identity_t<Number>>;
using Values = ValuesOf<float>;
using Output = OutputOf<float>;

// y = x / sqrt(mean(x^2) + epsilon) * weight; one row. arXiv:1910.07467
template <typename Number = float>
void rmsNorm(ValuesOf<Number> x, ValuesOf<Number> weight, double epsilon, OutputOf<Number> y);

// y[r] = sum_c W[r, c] x[c]; W is y.size() x x.size().
template <typename Number = float>
void matrixVector(ValuesOf<Number> weights, ValuesOf<Number> x, OutputOf<Number> y);

// y[c] = sum_r W[r, c] x[r]; W is x.size() x y.size().
template <typename Number = float>
void matrixTransposedVector(ValuesOf<Number> weights, ValuesOf<Number> x, OutputOf<Number> y);

// Rotates pairs of x by position * frequency. arXiv:2104.09864
template <typename Number = float>
void rope(OutputOf<Number> x, uint32_t position, Values frequencies, RopePairing pairing);

void softmax(Output x);

// y = silu(gate) * up
template <typename Number = float>
void siluMultiply(ValuesOf<Number> gate, ValuesOf<Number> up, OutputOf<Number> y);

// What the rule makes of gate and up.
template <typename Number = float>
void unitHidden(ValuesOf<Number> gate, ValuesOf<Number> up, UnitRule rule, OutputOf<Number> y);

// Of each expert: sigmoids of the logits, or their softmax.
template <typename Number = float>
std::vector<double> affinities(ValuesOf<Number> logits, Gate gate);

// Strongest first (by biased affinity; ties to the lower id). `bias` may be empty.
template <typename Number = float>
std::vector<uint32_t> chooseExperts(ValuesOf<Number> logits, ValuesOf<Number> bias, const RouterRule &rule);

// Of experts that are chosen, or forced: their affinities without bias, normalised and scaled by the rule.
template <typename Number = float>
std::vector<Number> expertWeights(ValuesOf<Number> logits, const RouterRule &rule, std::span<const uint32_t> ids);

// Both one after the other.
std::vector<ExpertHit> route(Values logits, Values bias, const RouterRule &rule);

// One token's attention over `positions` cached rows of [latent | rope key], in the latent space (DeepSeek-V2, 2.1.2):
// scores[h, p] = scale * (q_latent[h] . c[p] + q_rope[h] . k_R[p]); out[h] = sum_p softmax(scores)[h, p] c[p].
// queries: heads x (latent + rope); cache: positions x (latent + rope); out: heads x latent.
struct LatentShape {
    uint32_t heads, latent, rope;
};
template <typename Number = float>
void latentAttention(ValuesOf<Number> queries, ValuesOf<Number> cache, const LatentShape &shape, double scale,
                     OutputOf<Number> out);

// One token's grouped-query attention (arXiv:2305.13245) over `positions` cached keys and values:
// out[h] = sum_p softmax_p(scale * queries[h] . keys[p, g]) values[p, g], g = h / (heads / keyValueHeads).
// queries: heads x head; keys: positions x keyValueHeads x head; values: positions x keyValueHeads x value;
// out: heads x value. `sinks`: of each head one score more, which no value goes with (arXiv:2309.17453); empty: none.
struct GroupedShape {
    uint32_t heads, keyValueHeads, head, value;
};
template <typename Number = float>
void groupedAttention(ValuesOf<Number> queries, ValuesOf<Number> keys, ValuesOf<Number> values,
                      const GroupedShape &shape, double scale, OutputOf<Number> out, ValuesOf<Number> sinks = {});

// What their softmax is made of: scores[2 h, p] = scale * (the first `firstColumns` of queries[h]) . (those of
// keys[p, g]), scores[2 h + 1, p] the rest of that product. queries: heads x head; keys: positions x keyValueHeads x
// head; scores: 2 heads x positions.
template <typename Number = float>
void attentionScores(ValuesOf<Number> queries, ValuesOf<Number> keys, const GroupedShape &shape, uint32_t firstColumns,
                     double scale, OutputOf<Number> scores);

// Natural logarithms of the probabilities.
template <typename Number = float>
std::vector<Number> logSoftmax(ValuesOf<Number> logits);

} // namespace deepscope::reference
