#include "unlike_model.h"

namespace deepscope {

std::vector<LayerShape> UnlikeModel::shapes()
{
    const GroupedAttention eachHead{.heads = 4,
                                    .keyValueHeads = 2,
                                    .nope = 4,
                                    .rope = 2,
                                    .value = 5,
                                    .scale = 0.5F,
                                    .queryKeyNorm = QueryKeyNorm::EachHead};
    const GroupedAttention plain{.heads = 3, .keyValueHeads = 1, .rope = 2, .value = 2, .scale = 0.75F};
    const LatentAttention lora{
        .heads = 2, .latent = 6, .queryLatent = 5, .nope = 4, .rope = 2, .value = 3, .scale = 0.5F};
    const LatentAttention joint{
        .heads = 3, .latent = 7, .nope = 3, .rope = 2, .value = 4, .scale = 0.625F, .jointKeyValue = true};
    const Mixture shared{.router = {.experts = 4, .used = 2}, .width = 7, .shared = 1};
    const Mixture sigmoid{.router = {.experts = 3, .used = 1, .gate = Gate::Sigmoid}, .width = 5};
    const GroupedAttention gated{.heads = 4,
                                 .keyValueHeads = 2,
                                 .nope = 3,
                                 .rope = 2,
                                 .value = 5,
                                 .scale = 0.5F,
                                 .queryKeyNorm = QueryKeyNorm::EachHead,
                                 .gated = true};
    const DeltaNet alternate{.keyHeads = 2, .valueHeads = 4, .width = 3, .kernel = 4, .keyHeadsAlternate = true};
    const DeltaNet neighbours{.keyHeads = 2, .valueHeads = 6, .width = 5, .kernel = 3, .jointGates = true};
    const Mixture gatedShared{.router = {.experts = 5, .used = 2, .normalise = true},
                              .width = 4,
                              .shared = 1,
                              .ofShared = 9,
                              .sharedGate = true};
    const Mixture biased{.router = {.experts = 4, .used = 3, .normalise = true},
                         .width = 9,
                         .unit = UnitRule::ClampedSwish,
                         .biased = true};
    return {{eachHead, shared},       {lora, GatedUnit{10}}, {joint, sigmoid},    {plain, GatedUnit{6}},
            {alternate, gatedShared}, {gated, GatedUnit{7}}, {neighbours, biased}};
}

Hyperparameters UnlikeModel::hyperparameters()
{
    Hyperparameters hyper;
    hyper.architecture = "unlike";
    hyper.vocabulary = 5;
    hyper.contextLength = 64;
    hyper.embedding = 8;
    hyper.ropeFrequencies = {0.75F};
    hyper.layers = shapes();
    return hyper;
}

UnlikeModel::UnlikeModel() : TinyModel("unlike", 7)
{
    const std::vector<LayerShape> all = shapes();
    for (uint32_t i = 0; i < layers; ++i) {
        const std::string block = "blk." + std::to_string(i) + ".";
        const bool recurrent = std::holds_alternative<DeltaNet>(all[i].mixer);
        std::visit([&](const auto &mixer) { add(recurrent ? block : block + "attn_", mixer); }, all[i].mixer);
        std::visit([&](const auto &part) { add(block + "ffn_", part); }, all[i].feedForward);
    }
}

void UnlikeModel::add(const std::string &names, const LatentAttention &shape)
{
    const uint64_t heads = shape.heads, query = heads * shape.head();
    if (const uint64_t rank = shape.queryLatent) {
        tensors[names + "q_a.weight"] = {8, rank};
        tensors[names + "q_a_norm.weight"] = {rank};
        tensors[names + "q_b.weight"] = {rank, query};
    } else {
        tensors[names + "q.weight"] = {8, query};
    }
    tensors[names + "kv_a_mqa.weight"] = {8, shape.latent + shape.rope};
    tensors[names + "kv_a_norm.weight"] = {shape.latent};
    if (shape.jointKeyValue) {
        tensors[names + "kv_b.weight"] = {shape.latent, heads * (shape.nope + shape.value)};
    } else {
        tensors[names + "k_b.weight"] = {shape.nope, shape.latent, heads};
        tensors[names + "v_b.weight"] = {shape.latent, shape.value, heads};
    }
    tensors[names + "output.weight"] = {heads * shape.value, 8};
}

void UnlikeModel::add(const std::string &names, const GroupedAttention &shape)
{
    tensors[names + "q.weight"] = {8, shape.heads * shape.head() * (shape.gated ? 2 : 1)};
    tensors[names + "k.weight"] = {8, shape.keyValueHeads * shape.head()};
    tensors[names + "v.weight"] = {8, shape.keyValueHeads * shape.value};
    tensors[names + "k.bias"] = {shape.keyValueHeads * shape.head()};
    if (shape.queryKeyNorm == QueryKeyNorm::EachHead)
        tensors[names + "q_norm.weight"] = tensors[names + "k_norm.weight"] = {shape.head()};
    tensors[names + "output.weight"] = {shape.heads * shape.value, 8};
}

void UnlikeModel::add(const std::string &names, const DeltaNet &shape)
{
    const uint64_t heads = shape.valueHeads, values = heads * shape.width;
    tensors[names + "attn_qkv.weight"] = {8, shape.channels()};
    tensors[names + "attn_gate.weight"] = {8, values};
    if (shape.jointGates)
        tensors[names + "ssm_ba.weight"] = {8, 2 * heads};
    else
        tensors[names + "ssm_beta.weight"] = tensors[names + "ssm_alpha.weight"] = {8, heads};
    tensors[names + "ssm_conv1d.weight"] = {shape.kernel, shape.channels()};
    tensors[names + "ssm_a"] = tensors[names + "ssm_dt.bias"] = {heads};
    tensors[names + "ssm_norm.weight"] = {shape.width};
    tensors[names + "ssm_out.weight"] = {values, 8};
}

void UnlikeModel::add(const std::string &names, const GatedUnit &shape) { addUnit(names, ".weight", {shape.width}); }

void UnlikeModel::add(const std::string &names, const Mixture &shape)
{
    tensors[names + "gate_inp.weight"] = {8, shape.router.experts};
    addUnit(names, "_exps.weight", {shape.width, shape.router.experts});
    if (shape.biased) {
        tensors[names + "gate_inp.bias"] = {shape.router.experts};
        tensors[names + "gate_exps.bias"] = tensors[names + "up_exps.bias"] = {shape.width, shape.router.experts};
        tensors[names + "down_exps.bias"] = {8, shape.router.experts};
    }
    if (shape.sharedGate)
        tensors[names + "gate_inp_shexp.weight"] = {8};
    if (shape.shared > 0)
        addUnit(names, "_shexp.weight", {shape.sharedWidth()});
}

void UnlikeModel::addUnit(const std::string &names, const std::string &suffix, const std::vector<uint64_t> &width)
{
    std::vector<uint64_t> up = width, down = width;
    up.insert(up.begin(), 8);
    down.insert(down.begin() + 1, 8);
    tensors[names + "gate" + suffix] = tensors[names + "up" + suffix] = up;
    tensors[names + "down" + suffix] = down;
}

} // namespace deepscope
