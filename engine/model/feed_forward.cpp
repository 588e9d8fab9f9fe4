#include "model/feed_forward.h"

#include "model/needed_tensors.h"
#include "ops/delta.h"
#include "ops/ops.h"

#include <string>

namespace deepscope {

namespace {

// Some files keep the gate rows of each expert and behind them its up rows in one tensor.
constexpr const char *MergedExperts = "gate_up_exps.weight";
constexpr const char *SharedGate = "gate_inp_shexp.weight"; // one vector
constexpr const char *RouterBias = "gate_inp.bias";

std::string namesOf(uint32_t layer) { return "blk." + std::to_string(layer) + ".ffn_"; }

// Some files name the norm by its place behind the attention.
std::string normOf(uint32_t layer) { return namesOf(layer) + "norm.weight"; }
std::string otherNormOf(uint32_t layer) { return "blk." + std::to_string(layer) + ".post_attention_norm.weight"; }

void requireNorm(NeededTensors &tensors, uint32_t layer, uint64_t embedding)
{
    const bool other = !tensors.has(normOf(layer)) && tensors.has(otherNormOf(layer));
    tensors.requireVector(other ? otherNormOf(layer) : normOf(layer), embedding);
}

gpu::Tensor takeNorm(const TensorTable &tensors, uint32_t layer)
{
    const bool other = !tensors.find(normOf(layer)) && tensors.find(otherNormOf(layer));
    return tensors.require(other ? otherNormOf(layer) : normOf(layer));
}

void requireUnit(NeededTensors &tensors, const std::string &names, const std::string &suffix, uint64_t embedding,
                 uint64_t width, uint64_t experts)
{
    tensors.require(names + "gate" + suffix, {embedding, width, experts});
    tensors.require(names + "up" + suffix, {embedding, width, experts});
    tensors.require(names + "down" + suffix, {width, embedding, experts});
}

void requireBiases(NeededTensors &tensors, const std::string &names, uint64_t embedding, uint64_t width,
                   uint64_t experts)
{
    tensors.requireVector(names + RouterBias, experts);
    tensors.requireFloats(names + "gate_exps.bias", {width, experts, 1});
    tensors.requireFloats(names + "up_exps.bias", {width, experts, 1});
    tensors.requireFloats(names + "down_exps.bias", {embedding, experts, 1});
}

void takeBiases(const TensorTable &tensors, const std::string &names, MixtureWeights &w)
{
    w.routerBias = tensors.require(names + RouterBias);
    w.gateBias = tensors.require(names + "gate_exps.bias");
    w.upBias = tensors.require(names + "up_exps.bias");
    w.downBias = tensors.require(names + "down_exps.bias");
}

GatedUnitMatrices takeUnit(const TensorTable &tensors, const std::string &names, const std::string &suffix)
{
    return {tensors.require(names + "gate" + suffix), tensors.require(names + "up" + suffix),
            tensors.require(names + "down" + suffix)};
}

// y += down(silu(gate h) * up h)
void addUnit(gpu::Commands &commands, const GatedUnitMatrices &w, const gpu::Tensor &normed, const gpu::Tensor &hidden,
             const ops::GateUpKept &kept, const gpu::Tensor &y)
{
    ops::gateUp(commands, w.gate, w.up, normed, hidden, kept);
    ops::linear(commands, w.down, hidden, y, ops::Accumulate::Yes);
}

// The same with what the shared experts give times sigmoid(w . h): times their hidden values, which is one matrix
// before.
void addShared(gpu::Commands &commands, const MixtureWeights &w, const MixtureActivations &a, const gpu::Tensor &normed,
               const gpu::Tensor &y)
{
    const gpu::Tensor hidden = a.sharedHidden.rowSlice(0, normed.rows);
    const ops::GateUpKept kept = a.sharedKept.rows(normed.rows);
    if (!w.sharedGate)
        return addUnit(commands, w.shared, normed, hidden, kept, y);
    const gpu::Tensor gate = a.sharedGate.rowSlice(0, normed.rows);
    ops::gateUp(commands, w.shared.gate, w.shared.up, normed, hidden, kept);
    ops::linear(commands, w.sharedGate, normed, gate);
    const ops::Heads whole{hidden, 1, hidden.columns};
    ops::applyGate(commands, whole, {gate, 1, gate.columns}, ops::GateKind::Sigmoid, whole);
    ops::linear(commands, w.shared.down, hidden, y, ops::Accumulate::Yes);
}

// The choice of each row, in place of ids and weights: of another pass, or the router's own, or as it is altered.
void route(gpu::Commands &commands, const MixtureLayer &layer, const RouterRule &rule, const gpu::Tensor &logits,
           const RouterUse *use, const gpu::Tensor &ids, const gpu::Tensor &weights)
{
    const gpu::Tensor &bias = layer.w.selectionBias;
    if (layer.replays)
        return ops::routeChosen(commands, logits, rule, ids, weights);
    if (!use)
        return ops::route(commands, logits, bias, rule, ids, weights);
    ops::RouterTap tap = use->tap;
    if (tap.scores)
        tap.scores = tap.scores.columnSlice(0, rule.experts);
    ops::routeAltered(commands, logits, bias, rule, use->alterations, tap, ids, weights);
}

} // namespace

std::string selectionBiasName(uint32_t layer) { return "blk." + std::to_string(layer) + ".exp_probs_b.bias"; }

void requireTensors(NeededTensors &tensors, uint32_t layer, const GatedUnit &shape, uint64_t embedding)
{
    requireNorm(tensors, layer, embedding);
    requireUnit(tensors, namesOf(layer), ".weight", embedding, shape.width, 1);
}

void requireTensors(NeededTensors &tensors, uint32_t layer, const Mixture &shape, uint64_t embedding)
{
    const std::string names = namesOf(layer);
    const uint64_t experts = shape.router.experts, width = shape.width;
    requireNorm(tensors, layer, embedding);
    tensors.require(names + "gate_inp.weight", {embedding, experts, 1});
    if (shape.biased)
        requireBiases(tensors, names, embedding, width, experts);
    if (tensors.has(selectionBiasName(layer)))
        tensors.requireVector(selectionBiasName(layer), experts);
    if (tensors.has(names + MergedExperts)) {
        tensors.require(names + MergedExperts, {embedding, 2 * width, experts});
        tensors.require(names + "down_exps.weight", {width, embedding, experts});
    } else {
        requireUnit(tensors, names, "_exps.weight", embedding, width, experts);
    }
    if (shape.shared > 0)
        requireUnit(tensors, names, "_shexp.weight", embedding, shape.sharedWidth(), 1);
    if (shape.sharedGate)
        tensors.require(names + SharedGate, {embedding, 1, 1});
}

GatedUnitWeights takeWeights(const TensorTable &tensors, uint32_t layer, const GatedUnit &)
{
    return {takeNorm(tensors, layer), takeUnit(tensors, namesOf(layer), ".weight")};
}

MixtureWeights takeWeights(const TensorTable &tensors, uint32_t layer, const Mixture &shape)
{
    const std::string names = namesOf(layer);
    MixtureWeights w;
    w.norm = takeNorm(tensors, layer);
    w.router = tensors.require(names + "gate_inp.weight");
    if (shape.biased)
        takeBiases(tensors, names, w);
    w.selectionBias = tensors.find(selectionBiasName(layer));
    const auto stack = [&](const char *name, uint32_t first, uint32_t count) {
        ops::ExpertStack slabs;
        for (const gpu::Tensor &slab : tensors.requireSlabs(names + name))
            slabs.emplace_back(slab, first, count);
        return slabs;
    };
    const bool merged = !tensors.findSlabs(names + MergedExperts).empty();
    w.expertGate = stack(merged ? MergedExperts : "gate_exps.weight", 0, shape.width);
    w.expertUp = stack(merged ? MergedExperts : "up_exps.weight", merged ? shape.width : 0, shape.width);
    w.expertDown = stack("down_exps.weight", 0, w.norm.columns);
    if (shape.shared > 0)
        w.shared = takeUnit(tensors, names, "_shexp.weight");
    if (shape.sharedGate)
        w.sharedGate = tensors.require(names + SharedGate);
    return w;
}

GatedUnitActivations placeActivations(gpu::Arena &arena, const GatedUnit &shape, const gpu::Tensor &normed)
{
    return {normed, arena.place(TensorType::F32, shape.width, normed.rows), {}};
}

MixtureActivations placeActivations(gpu::Arena &arena, const Mixture &shape, const gpu::Tensor &normed)
{
    const RouterRule &router = shape.router;
    const uint32_t rows = normed.rows;
    MixtureActivations a;
    a.normed = normed;
    a.routerLogits = arena.place(TensorType::F32, router.experts, rows);
    a.expertHidden = arena.place(TensorType::F32, shape.width, rows * router.used);
    if (shape.shared > 0)
        a.sharedHidden = arena.place(TensorType::F32, shape.sharedWidth(), rows);
    if (shape.sharedGate)
        a.sharedGate = arena.place(TensorType::F32, 1, rows);
    a.workspace = ops::placeExpertWorkspace(arena, rows, router.used, router.experts, normed.columns);
    return a;
}

void forward(gpu::Commands &commands, StageClock &, const GatedUnitLayer &layer, const Hyperparameters &hyper,
             const gpu::Tensor &x, const gpu::Tensor &y)
{
    const gpu::Tensor normed = layer.a.normed.rowSlice(0, x.rows);
    ops::rmsNorm(commands, x, layer.w.norm, hyper.normEpsilon, normed);
    ops::carry(commands, x, y);
    addUnit(commands, layer.w.unit, normed, layer.a.hidden.rowSlice(0, x.rows), layer.a.kept.rows(x.rows), y);
}

// y = x + sum of weight * down(silu(gate h) * up h) over the chosen experts, and the shared ones; or with another rule
// than silu, and biases on all of these products. One of the router is part of its logits for all that look at them.
void forward(gpu::Commands &commands, StageClock &clock, const MixtureLayer &layer, const Hyperparameters &hyper,
             const gpu::Tensor &x, const gpu::Tensor &y, const RouterUse *use)
{
    const MixtureWeights &w = layer.w;
    const MixtureActivations &a = layer.a;
    const RoutingRows &routing = use ? use->routing : layer.routing;
    RouterRule rule = layer.shape.router;
    rule.used = routing.ids.columns;
    const uint32_t rows = x.rows;
    const gpu::Tensor normed = a.normed.rowSlice(0, rows), logits = a.routerLogits.rowSlice(0, rows);
    const gpu::Tensor ids = routing.ids.rowSlice(0, rows), weights = routing.weights.rowSlice(0, rows);
    const gpu::Tensor hidden = a.expertHidden.rowSlice(0, rows * rule.used);
    ops::rmsNorm(commands, x, w.norm, hyper.normEpsilon, normed);
    ops::linear(commands, w.router, normed, logits);
    if (w.routerBias)
        ops::addBias(commands, w.routerBias, logits);
    route(commands, layer, rule, logits, use, ids, weights);
    clock.mark(commands, Stage::Router);
    ops::carry(commands, x, y);
    ops::expertGateUp(commands, w.expertGate, w.expertUp, normed, ids, a.workspace, hidden,
                      a.expertKept.rows(rows * rule.used), {layer.shape.unit, w.gateBias, w.upBias});
    const bool tapped = use && use->extents;
    ops::expertDown(commands, w.expertDown, hidden, ids, weights, a.workspace, y,
                    tapped ? ops::KeepProducts::Yes : ops::KeepProducts::No, w.downBias);
    if (tapped)
        ops::slotExtents(commands, a.workspace.products.rowSlice(0, rows * rule.used), rule.used, use->extents);
    if (layer.shape.shared > 0)
        addShared(commands, w, a, normed, y);
}

} // namespace deepscope
