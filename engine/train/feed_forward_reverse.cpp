#include "train/feed_forward_reverse.h"

namespace deepscope {

namespace {

// Without its norm.
GatedUnitSlopes placeUnit(gpu::Arena &arena, uint32_t width, uint32_t rows)
{
    const auto place = [&] { return arena.place(TensorType::F32, width, rows); };
    GatedUnitSlopes s;
    s.hidden = place();
    s.gate = place();
    s.up = place();
    return s;
}

// y += down(hidden), hidden = silu(gate h) * (up h): what h's slopes get from it is written or added.
void reverseUnit(gpu::Commands &commands, const GatedUnitMatrices &w, const gpu::Tensor &normed,
                 const gpu::Tensor &hidden, const ops::GateUpKept &kept, const GatedUnitMatrices &slopes,
                 const GatedUnitSlopes &scratch, const gpu::Tensor &ySlopes, const gpu::Tensor &normedSlopes)
{
    const uint32_t rows = ySlopes.rows;
    const gpu::Tensor hiddenSlopes = scratch.hidden.rowSlice(0, rows), gateSlopes = scratch.gate.rowSlice(0, rows),
                      upSlopes = scratch.up.rowSlice(0, rows);
    ops::weightSlopes(commands, ySlopes, hidden.rowSlice(0, rows), slopes.down);
    ops::linearReverse(commands, w.down, ySlopes, hiddenSlopes, ops::Accumulate::No);
    ops::gatedReverse(commands, kept.gate.rowSlice(0, rows), kept.up.rowSlice(0, rows), hiddenSlopes, gateSlopes,
                      upSlopes);
    ops::weightSlopes(commands, gateSlopes, normed, slopes.gate);
    ops::weightSlopes(commands, upSlopes, normed, slopes.up);
    ops::linearReverse(commands, w.gate, gateSlopes, normedSlopes, ops::Accumulate::No);
    ops::linearReverse(commands, w.up, upSlopes, normedSlopes, ops::Accumulate::Yes);
}

// The routed experts' share of the slopes of h, added.
void reverseExperts(gpu::Commands &commands, const MixtureLayer &layer, const gpu::Tensor &normed,
                    const MixtureWeights &slopes, const MixtureSlopes &scratch, const gpu::Tensor &ySlopes,
                    const gpu::Tensor &normedSlopes)
{
    const MixtureActivations &a = layer.a;
    const uint32_t rows = ySlopes.rows, count = rows * layer.shape.router.used;
    const gpu::Tensor ids = layer.routing.ids.rowSlice(0, rows), weights = layer.routing.weights.rowSlice(0, rows);
    const gpu::Tensor hidden = a.expertHidden.rowSlice(0, count), gate = a.expertKept.gate.rowSlice(0, count),
                      up = a.expertKept.up.rowSlice(0, count);
    const gpu::Tensor hiddenSlopes = scratch.expertHidden.rowSlice(0, count),
                      gateSlopes = scratch.expertGate.rowSlice(0, count),
                      upSlopes = scratch.expertUp.rowSlice(0, count),
                      weightSlopes = scratch.routerWeights.rowSlice(0, rows);
    ops::expertDownReverse(commands, layer.w.expertDown, hidden, ids, weights, ySlopes, a.workspace.order, hiddenSlopes,
                           weightSlopes, slopes.expertDown);
    ops::gatedReverse(commands, gate, up, hiddenSlopes, gateSlopes, upSlopes);
    ops::expertGateUpReverse(commands, layer.w.expertGate, layer.w.expertUp, normed, ids, gateSlopes, upSlopes,
                             a.workspace, normedSlopes, slopes.expertGate, slopes.expertUp);
    // The router's weights of the chosen ones; which are chosen has no slope.
    const gpu::Tensor logitSlopes = scratch.routerLogits.rowSlice(0, rows);
    ops::routeReverse(commands, a.routerLogits.rowSlice(0, rows), layer.shape.router, ids, weightSlopes, logitSlopes);
    ops::weightSlopes(commands, logitSlopes, normed, slopes.router);
    ops::linearReverse(commands, layer.w.router, logitSlopes, normedSlopes, ops::Accumulate::Yes);
}

} // namespace

GatedUnitSlopes placeSlopes(gpu::Arena &arena, const GatedUnit &shape, uint32_t rows, uint32_t embedding)
{
    GatedUnitSlopes s = placeUnit(arena, shape.width, rows);
    s.normed = arena.place(TensorType::F32, embedding, rows);
    s.normScratch = ops::placeNormScratch(arena, rows, embedding);
    return s;
}

MixtureSlopes placeSlopes(gpu::Arena &arena, const Mixture &shape, uint32_t rows, uint32_t embedding)
{
    const uint32_t count = rows * shape.router.used;
    const GatedUnitSlopes experts = placeUnit(arena, shape.width, count);
    MixtureSlopes s;
    s.expertHidden = experts.hidden;
    s.expertGate = experts.gate;
    s.expertUp = experts.up;
    if (shape.shared > 0)
        s.shared = placeUnit(arena, shape.sharedWidth(), rows);
    s.routerLogits = arena.place(TensorType::F32, shape.router.experts, rows);
    s.routerWeights = arena.place(TensorType::F32, shape.router.used, rows);
    s.normed = arena.place(TensorType::F32, embedding, rows);
    s.normScratch = ops::placeNormScratch(arena, rows, embedding);
    return s;
}

void reverse(gpu::Commands &commands, const GatedUnitLayer &layer, float normEpsilon, const gpu::Tensor &x,
             const GatedUnitWeights &slopes, const GatedUnitSlopes &scratch, const gpu::Tensor &xySlopes)
{
    const gpu::Tensor normed = layer.a.normed.rowSlice(0, x.rows), normedSlopes = scratch.normed.rowSlice(0, x.rows);
    reverseUnit(commands, layer.w.unit, normed, layer.a.hidden, layer.a.kept, slopes.unit, scratch, xySlopes,
                normedSlopes);
    ops::rmsNormReverse(commands, x, layer.w.norm, normEpsilon, normedSlopes, xySlopes, ops::Accumulate::Yes,
                        slopes.norm, scratch.normScratch);
}

void reverse(gpu::Commands &commands, const MixtureLayer &layer, float normEpsilon, const gpu::Tensor &x,
             const MixtureWeights &slopes, const MixtureSlopes &scratch, const gpu::Tensor &xySlopes)
{
    const MixtureActivations &a = layer.a;
    const gpu::Tensor normed = a.normed.rowSlice(0, x.rows), normedSlopes = scratch.normed.rowSlice(0, x.rows);
    if (layer.shape.shared > 0)
        reverseUnit(commands, layer.w.shared, normed, a.sharedHidden, a.sharedKept, slopes.shared, scratch.shared,
                    xySlopes, normedSlopes);
    else
        commands.fill(*normedSlopes.buffer, normedSlopes.offset, normedSlopes.bytes, 0);
    reverseExperts(commands, layer, normed, slopes, scratch, xySlopes, normedSlopes);
    ops::rmsNormReverse(commands, x, layer.w.norm, normEpsilon, normedSlopes, xySlopes, ops::Accumulate::Yes,
                        slopes.norm, scratch.normScratch);
}

} // namespace deepscope
