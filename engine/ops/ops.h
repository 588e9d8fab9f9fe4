// The ops, in the order in which a forward pass comes to them; each has a source file of its own. Those with types of
// their own have headers: attention.h, experts.h and sample.h. Activations are F32, a row a token.
#pragma once

#include "gpu/commands.h"
#include "ops/cache_rows.h"
#include "ops/rules.h"
#include "ops/step_rows.h"
#include "ops/views.h"

namespace deepscope::ops {

// x[t] = row ids[t * stride] of the table. table: vocabulary x columns, any weight type; ids: 32-bit integers, `stride`
// from one to the next; x: ids x columns. The host checks the ids; an id outside of the table reads its last row.
void embed(gpu::Commands &commands, const gpu::Tensor &table, const gpu::Tensor &ids, uint32_t stride,
           const gpu::Tensor &x);

// y = x / sqrt(mean(x^2) + epsilon) * weight for each row. x, y: rows x columns (y may be x); weight: columns.
// arXiv:1910.07467
void rmsNorm(gpu::Commands &commands, const gpu::Tensor &x, const gpu::Tensor &weight, float epsilon,
             const gpu::Tensor &y);

// The same for each head of each row, with one weight for all heads.
void rmsNormPerHead(gpu::Commands &commands, const Heads &x, const gpu::Tensor &weight, float epsilon, const Heads &y);

enum class Accumulate : bool { No, Yes };

// y[t] = W x[t], or y[t] += W x[t]. W: rows x columns of any weight type; x: tokens x columns; y: tokens x rows.
// Sums are carried in F32; one token and many give the same values up to rounding.
void linear(gpu::Commands &commands, const gpu::Tensor &weights, const gpu::Tensor &x, const gpu::Tensor &y,
            Accumulate accumulate = Accumulate::No);

// y[t, h] = W[h] x[t, h], or y[t, h] += W[h] x[t, h]. x: heads of tensor.columns; y: heads of `rows`.
void linearPerHead(gpu::Commands &commands, const PlaneRows &weights, const Heads &x, const Heads &y,
                   Accumulate accumulate = Accumulate::No);

// y[t, h] = W[h]^T x[t, h], or y[t, h] += W[h]^T x[t, h]. x: heads of `rows`; y: heads of tensor.columns.
void linearPerHeadTransposed(gpu::Commands &commands, const PlaneRows &weights, const Heads &x, const Heads &y,
                             Accumulate accumulate = Accumulate::No);

// y[t] += bias. bias: y.columns values; y: tokens x columns.
void addBias(gpu::Commands &commands, const gpu::Tensor &bias, const gpu::Tensor &y);

// y = x, and nothing at all where they are the same tensor: what comes next adds to y, or changes parts of it. Both are
// whole rows of the same shape.
void carry(gpu::Commands &commands, const gpu::Tensor &x, const gpu::Tensor &y);

// Rotates the pairs of each head of row t by its position * frequency. x, y: heads of an even number of columns (y may
// be x); frequencies: columns / 2, each at most 1 or so (position * frequency below 4e5). arXiv:2104.09864
void rope(gpu::Commands &commands, const Heads &x, const Heads &y, const StepRows &step, const gpu::Tensor &frequencies,
          RopePairing pairing);

// The pool's row of the position of row t = x[t], head by head, zeros in the padding. x: as many heads of as many
// columns as the cache has. F16: nearest, ties to even. Q8_0: for each 32 values scale = F16(max |x| / 127), value =
// nearest(127 x / max |x|). Rows past the pages of their sequence are dropped.
void cacheWrite(gpu::Commands &commands, const Heads &x, const StepRows &step, const CacheRows &cache);

// What latent attention keeps of a token: the cache's row at the position of row t becomes [norm(c) | rope(k)] of
// x[t] = [c | k]. x: rows x (latent + rope); norm: the weight of the latent part; frequencies: rope / 2. cache: one
// head of as many columns as x. The same as rmsNorm, rope and cacheWrite one after another. arXiv:2405.04434, 2.1
void latentRow(gpu::Commands &commands, const gpu::Tensor &x, const gpu::Tensor &norm, float epsilon,
               const gpu::Tensor &frequencies, RopePairing pairing, const StepRows &step, const CacheRows &cache);

// y[t] = silu(Wgate x[t]) * (Wup x[t]), fused. gate, up: rows x columns of any weight types; x: tokens x columns;
// y: tokens x rows. kept.gate = Wgate x, kept.up = Wup x where they are there; y has the same bits. arXiv:2002.05202
void gateUp(gpu::Commands &commands, const gpu::Tensor &gate, const gpu::Tensor &up, const gpu::Tensor &x,
            const gpu::Tensor &y, const GateUpKept &kept = {});

// Chosen experts of each token, strongest first by affinity + bias, ties to the lower id, and their weights, which are
// without the bias. logits: tokens x experts (up to 1024); bias: experts, or an empty Tensor; ids (32-bit integers),
// weights: tokens x used. Groups are `experts / groups` consecutive experts. The order of affinities that differ by
// less than 1e-6 may be the other one where it is not that of the logits themselves: with a bias, and between groups.
void route(gpu::Commands &commands, const gpu::Tensor &logits, const gpu::Tensor &bias, const RouterRule &rule,
           const gpu::Tensor &ids, const gpu::Tensor &weights);

// sums[r] = sum of row r of x. x: rows x columns, a multiple of 4 columns; sums: rows. Measures read bandwidth.
void rowSums(gpu::Commands &commands, const gpu::Tensor &x, const gpu::Tensor &sums);

} // namespace deepscope::ops
