#pragma once

#include "gpu/commands.h"
#include "ops/cache_rows.h"
#include "ops/step_rows.h"
#include "ops/views.h"

namespace deepscope::ops {

// Memory for the parts of rows that are divided among workgroups. `longest`: positions of a sequence; `columns`: of an
// output head.
gpu::Tensor placeAttentionScratch(gpu::Arena &arena, uint32_t longest, uint32_t heads, uint32_t columns);

// How many query heads, of `group` that share keys and values, read the cache together.
uint32_t attentionHeadTile(uint32_t group);

// Whether each part of a row's positions has a workgroup of its own: chosen when it is recorded, from the device and
// the shapes, so that a long context keeps the whole device busy. The bits are the same. `headTiles`: workgroups that
// a row needs for its heads; `parts`: that a row may have.
bool attentionSplits(const gpu::Device &device, uint32_t rows, uint32_t heads, uint32_t headTiles, uint32_t parts,
                     const gpu::Tensor &scratch);

// How many positions a row can surely see on a device whose invocations end after so many iterations of loops.
uint64_t attentionReach(uint32_t longestLoops);

// How a row weighs what it sees.
struct AttentionRule {
    float scale = 1;        // factor on query . key
    uint32_t window = 0;    // a row sees so many positions, its own among them; 0 = all up to its own
    gpu::Tensor sinks = {}; // of each head one score more, which no value goes with (arXiv:2309.17453); empty: none
    // Of each position of a sequence (integers) the first one that does not see it any more. It holds for rows whose
    // flags have args::RowMasked, which must see themselves; where they see all, and in other rows, it changes no bit.
    // Empty: there are no such rows.
    gpu::Tensor seenUntil = {};
};

// Causal attention: row t sees the positions p of its sequence up to its own, in its window, and
// out[t, h] = sum_p softmax_p(scale * queries[t, h] . keys[p, g]) * values[p, g], where g = h / (query heads / key
// heads). Grouped-query attention (arXiv:2305.13245) has keys and values of their own; latent attention (DeepSeek-V2,
// arXiv:2405.04434, 2.1.2) one row [c_KV | k_R] for all heads, whose first columns are the values. A row's bits depend
// on its own sequence alone: sums are of parts of AttentionPart positions, folded in their order.
// queries: heads of keys.columns; out: heads of values.columns. What no row's window has is not read: its pages may be
// anybody's. Throws Error(Device) for sequences beyond the device's reach.
void attention(gpu::Commands &commands, const Heads &queries, const CacheRows &keys, const CacheRows &values,
               const StepRows &step, const AttentionRule &rule, const gpu::Tensor &scratch, const Heads &out);

// What attention's softmax is made of, for the one row of the step whose flags have args::RowTapped: for head h and
// each position p that the row sees, scores[2 h, p] = scale * the products of the first `firstColumns` columns of
// queries[h] and keys[p, g], and scores[2 h + 1, p] = scale * those of all others; without others scores[h, p]. scores:
// so two rows a head, or one, and as many columns as positions are wanted; what is not seen is left as it was. Without
// such a row nothing is written. Of the rule its scale and its window count.
void attentionScores(gpu::Commands &commands, const Heads &queries, const CacheRows &keys, uint32_t firstColumns,
                     const StepRows &step, const AttentionRule &rule, const gpu::Tensor &scores);

} // namespace deepscope::ops
