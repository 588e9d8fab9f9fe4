// Routed experts: every token row goes through the experts that the router chose for it. Slot t * used + k stands for
// the k-th choice of token t. The router's ids and weights are read where they lie; the host never sees them.
#pragma once

#include "gpu/commands.h"
#include "ops/expert_order.h"
#include "ops/expert_stack.h"
#include "ops/rules.h"

namespace deepscope::ops {

// Scratch. For many tokens slots are ordered by expert, so that an expert's weights are read once for several tokens:
// expertGateUp fills `order`, expertDown reads it.
struct ExpertWorkspace {
    ExpertOrder order;
    gpu::Tensor products; // slots x rows of the down matrix
};

// Enough for up to `tokens` tokens with `used` of `experts` experts each; `embedding`: rows of the down matrix.
ExpertWorkspace placeExpertWorkspace(gpu::Arena &arena, uint32_t tokens, uint32_t used, uint32_t experts,
                                     uint32_t embedding);

// What experts do with their two products before the down matrix: add biases, both or none, and then multiply them by a
// rule. gateBias, upBias: experts x rows, F32, whole tensors, also where the matrices lie in several slabs.
struct ExpertUnit {
    UnitRule rule = UnitRule::Swish;
    gpu::Tensor gateBias, upBias;
};

// act[t * used + k] = rule(Wgate[id] x[t] (+ gateBias[id]), Wup[id] x[t] (+ upBias[id])), id = ids[t, k].
// gate, up: as many experts of rows x columns, any weight types; x: tokens x columns; ids: tokens x used (u32 bits);
// act: (tokens * used) x rows. kept.gate, kept.up: what the rule is given of every slot where they are there; act has
// the same bits. Not inside of Commands::independent.
void expertGateUp(gpu::Commands &commands, const ExpertStack &gate, const ExpertStack &up, const gpu::Tensor &x,
                  const gpu::Tensor &ids, const ExpertWorkspace &workspace, const gpu::Tensor &act,
                  const GateUpKept &kept = {}, const ExpertUnit &unit = {});

// Whether the products of all slots lie in the workspace after expertDown; y has the same bits either way.
enum class KeepProducts : uint8_t { No, Yes };

// y[t] += sum over k of weights[t, k] * (Wdown[id] act[t * used + k] (+ bias[id])): the products first, each in the
// order of its columns, then its bias, then their sum in the order of k, however many tokens and slabs there are. After
// expertGateUp of the same ids. down: experts of rows x columns; y: tokens x rows; bias: experts x rows, as of
// ExpertUnit, or an empty Tensor. Products that are kept have their biases.
void expertDown(gpu::Commands &commands, const ExpertStack &down, const gpu::Tensor &act, const gpu::Tensor &ids,
                const gpu::Tensor &weights, const ExpertWorkspace &workspace, const gpu::Tensor &y,
                KeepProducts keep = KeepProducts::No, const gpu::Tensor &bias = {});

// y[t] += sum over k, in their order, of products[t * used + k], each times weights[t, k] where there are weights.
void addProducts(gpu::Commands &commands, const gpu::Tensor &products, const gpu::Tensor &weights, uint32_t used,
                 const gpu::Tensor &y);

} // namespace deepscope::ops
