#include "model/feed_forward.h"

#include "model/tensor_check.h"
#include "ops/gate_up.h"
#include "ops/linear.h"
#include "ops/rms_norm.h"
#include "ops/route.h"

#include <algorithm>

namespace deepscope {

namespace {

// Some files keep the gate rows of each expert and behind them its up rows in one tensor.
constexpr const char *MergedExperts = "ffn_gate_up_exps.weight";

std::string blockName(uint32_t layer) { return "blk." + std::to_string(layer) + "."; }

void checkGatedUnit(const GgufFile &file, const std::string &block, const std::string &suffix, uint64_t embedding,
                    uint64_t width, uint64_t experts)
{
    requireShape(file, block + "ffn_gate" + suffix, {embedding, width, experts});
    requireShape(file, block + "ffn_up" + suffix, {embedding, width, experts});
    requireShape(file, block + "ffn_down" + suffix, {width, embedding, experts});
}

uint32_t widestHidden(const Hyperparameters &hyper)
{
    return std::max({hyper.feedForward, hyper.sharedExperts * hyper.expertFeedForward, 1U});
}

// The router's choice, then the chosen experts: x += sum of weight * down(silu(gate h) * up h).
void routedExperts(gpu::Commands &commands, StageClock &clock, const FeedForwardWeights &w, const RouterRule &rule,
                   const RoutingRows &routing, const FeedForwardActivations &a, const gpu::Tensor &normed,
                   const gpu::Tensor &x)
{
    const uint32_t tokens = x.rows;
    const gpu::Tensor ids = routing.ids.rowSlice(0, tokens), weights = routing.weights.rowSlice(0, tokens);
    const gpu::Tensor logits = a.routerLogits.rowSlice(0, tokens);
    const gpu::Tensor hidden = a.expertHidden.rowSlice(0, tokens * rule.used);
    ops::linear(commands, w.router, normed, logits);
    ops::route(commands, logits, w.routerBias, rule, ids, weights);
    clock.mark(commands, Stage::Router);
    ops::expertGateUp(commands, w.expertGate, w.expertUp, normed, ids, a.experts, hidden);
    ops::expertDown(commands, w.expertDown, hidden, ids, weights, a.experts, x);
}

} // namespace

void checkFeedForward(const GgufFile &file, const Hyperparameters &hyper, uint32_t layer)
{
    const std::string block = blockName(layer);
    requireVector(file, block + "ffn_norm.weight", hyper.embedding);
    if (!hyper.layerHasExperts(layer)) {
        checkGatedUnit(file, block, ".weight", hyper.embedding, hyper.feedForward, 1);
        return;
    }
    requireShape(file, block + "ffn_gate_inp.weight", {hyper.embedding, hyper.router.experts, 1});
    if (file.findTensor(block + "exp_probs_b.bias"))
        requireVector(file, block + "exp_probs_b.bias", hyper.router.experts);
    if (file.findTensor(block + MergedExperts)) {
        const uint64_t width = hyper.expertFeedForward;
        requireShape(file, block + MergedExperts, {hyper.embedding, 2 * width, hyper.router.experts});
        requireShape(file, block + "ffn_down_exps.weight", {width, hyper.embedding, hyper.router.experts});
    } else {
        checkGatedUnit(file, block, "_exps.weight", hyper.embedding, hyper.expertFeedForward, hyper.router.experts);
    }
    if (hyper.sharedExperts > 0)
        checkGatedUnit(file, block, "_shexp.weight", hyper.embedding,
                       uint64_t(hyper.sharedExperts) * hyper.expertFeedForward, 1);
}

FeedForwardWeights takeFeedForward(const WeightStore &store, const Hyperparameters &hyper, uint32_t layer)
{
    const std::string block = blockName(layer);
    const bool experts = hyper.layerHasExperts(layer);
    FeedForwardWeights weights;
    weights.norm = store.require(block + "ffn_norm.weight");
    if (experts) {
        weights.router = store.require(block + "ffn_gate_inp.weight");
        weights.routerBias = store.find(block + "exp_probs_b.bias");
        const uint32_t width = hyper.expertFeedForward;
        const auto stack = [&](const char *name, uint32_t first, uint32_t count) {
            ops::ExpertStack slabs;
            for (const gpu::Tensor &slab : store.requireSlabs(block + name))
                slabs.emplace_back(slab, first, count);
            return slabs;
        };
        const bool merged = !store.findSlabs(block + MergedExperts).empty();
        weights.expertGate = stack(merged ? MergedExperts : "ffn_gate_exps.weight", 0, width);
        weights.expertUp = stack(merged ? MergedExperts : "ffn_up_exps.weight", merged ? width : 0, width);
        weights.expertDown = stack("ffn_down_exps.weight", 0, hyper.embedding);
    }
    if (experts && hyper.sharedExperts == 0)
        return weights;
    const std::string suffix = experts ? "_shexp.weight" : ".weight";
    weights.gate = store.require(block + "ffn_gate" + suffix);
    weights.up = store.require(block + "ffn_up" + suffix);
    weights.down = store.require(block + "ffn_down" + suffix);
    return weights;
}

FeedForwardActivations placeFeedForward(gpu::Arena &arena, const Hyperparameters &hyper, uint32_t tokens)
{
    const RouterRule &router = hyper.router;
    FeedForwardActivations a;
    a.hidden = arena.place(TensorType::F32, widestHidden(hyper), tokens);
    if (router.experts > 0) {
        a.routerLogits = arena.place(TensorType::F32, router.experts, tokens);
        a.expertHidden = arena.place(TensorType::F32, hyper.expertFeedForward, tokens * router.used);
        a.experts = ops::placeExpertWorkspace(arena, tokens, router.used, router.experts, hyper.embedding);
    }
    return a;
}

void feedForward(gpu::Commands &commands, StageClock &clock, const FeedForwardWeights &weights,
                 const Hyperparameters &hyper, const RoutingRows *routing, const FeedForwardActivations &activations,
                 const gpu::Tensor &normed, const gpu::Tensor &x)
{
    ops::rmsNorm(commands, x, weights.norm, hyper.normEpsilon, normed);
    if (routing)
        routedExperts(commands, clock, weights, hyper.router, *routing, activations, normed, x);
    if (weights.gate) {
        const gpu::Tensor hidden = activations.hidden.rowSlice(0, x.rows).columnSlice(0, weights.gate.rows);
        ops::gateUp(commands, weights.gate, weights.up, normed, hidden);
        ops::linear(commands, weights.down, hidden, x, ops::Accumulate::Yes);
    }
    clock.mark(commands, Stage::Experts);
}

} // namespace deepscope
