// Routed experts: every token row goes through the experts that the router chose for it. Slot t * used + k stands for
// the k-th choice of token t. The router's ids and weights are read where they lie; the host never sees them.
#pragma once

#include "gpu/commands.h"
#include "ops/expert_order.h"
#include "ops/plane_rows.h"

namespace deepscope::ops {

// Scratch for many tokens, where slots are ordered by expert so that an expert's weights are read once for several
// tokens. expertGateUp fills `order`; expertDown reads it.
struct ExpertWorkspace {
    ExpertOrder order;
    gpu::Tensor products; // slots x rows of the down matrix
};

// Enough for up to `tokens` tokens with `used` of `experts` experts each; `embedding`: rows of the down matrix.
ExpertWorkspace placeExpertWorkspace(gpu::Arena &arena, uint32_t tokens, uint32_t used, uint32_t experts,
                                     uint32_t embedding);

// act[t * used + k] = silu(Wgate[id] x[t]) * (Wup[id] x[t]), id = ids[t, k].
// gate, up: experts planes of rows x columns, any weight types; x: tokens x columns; ids: tokens x used (u32 bits);
// act: (tokens * used) x rows. Not inside of Commands::independent.
void expertGateUp(gpu::Commands &commands, const PlaneRows &gate, const PlaneRows &up, const gpu::Tensor &x,
                  const gpu::Tensor &ids, const ExpertWorkspace &workspace, const gpu::Tensor &act);

// y[t] += sum over k of weights[t, k] * Wdown[id] act[t * used + k], always summed in the same order.
// After expertGateUp of the same ids. down: experts planes of rows x columns; y: tokens x rows.
void expertDown(gpu::Commands &commands, const gpu::Tensor &down, const gpu::Tensor &act, const gpu::Tensor &ids,
                const gpu::Tensor &weights, const ExpertWorkspace &workspace, const gpu::Tensor &y);

} // namespace deepscope::ops
