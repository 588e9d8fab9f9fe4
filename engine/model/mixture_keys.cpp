#include "model/key_reader.h"

#include <algorithm>

namespace deepscope {

namespace {

Gate readGate(const KeyReader &reader, Gate otherwise)
{
    const uint32_t number = reader.unsignedOr("expert_gating_func", 0);
    reader.require(number <= 2, "key " + reader.quoted("expert_gating_func") + " is " + std::to_string(number) +
                                    "; supported: 1 (softmax), 2 (sigmoid)");
    return number == 0 ? otherwise : number == 2 ? Gate::Sigmoid : Gate::Softmax;
}

void readGroups(const KeyReader &reader, RouterRule &router)
{
    router.groups = std::max(1U, reader.unsignedOr("expert_group_count", 1));
    if (router.groups == 1)
        return;
    router.groupsUsed = reader.requirePositive("expert_group_used_count");
    reader.require(router.experts % router.groups == 0,
                   std::to_string(router.groups) + " groups (key " + reader.quoted("expert_group_count") +
                       ") do not divide the " + std::to_string(router.experts) + " experts");
    reader.require(router.groupsUsed <= router.groups, "key " + reader.quoted("expert_group_used_count") + " is " +
                                                           std::to_string(router.groupsUsed) + ", but there are " +
                                                           std::to_string(router.groups) + " groups");
    const uint64_t choice = uint64_t(router.groupsUsed) * (router.experts / router.groups);
    reader.require(router.used <= choice, "key " + reader.quoted("expert_used_count") + " is " +
                                              std::to_string(router.used) + ", but the groups in use hold " +
                                              std::to_string(choice) + " experts");
}

void readRouter(const KeyReader &reader, const MixtureConventions &conventions, RouterRule &router)
{
    reader.require(router.experts <= MostExperts, "key " + reader.quoted("expert_count") + " is " +
                                                      std::to_string(router.experts) + "; at most " +
                                                      std::to_string(MostExperts) + " are supported");
    router.used = reader.requirePositive("expert_used_count");
    reader.require(router.used <= router.experts, "key " + reader.quoted("expert_used_count") + " is " +
                                                      std::to_string(router.used) + ", but there are " +
                                                      std::to_string(router.experts) + " experts");
    readGroups(reader, router);
    router.gate = readGate(reader, conventions.gate);
    router.normalise = reader.boolOr("expert_weights_norm", conventions.normalised);
    const float scale = reader.floatOr("expert_weights_scale", 1);
    router.scale = scale == 0 ? 1 : scale; // 0 stands for none
}

void readShared(const KeyReader &reader, uint32_t firstLayer, bool gated, Mixture &mixture)
{
    const char *name = gated ? "expert_shared_feed_forward_length" : "expert_shared_count";
    const uint32_t value = reader.unsignedOr(name, 0);
    const std::string tensor = "blk." + std::to_string(firstLayer) + ".ffn_gate_shexp.weight";
    reader.require(value > 0 || !reader.file().findTensor(tensor),
                   "key " + reader.quoted(name) + " is missing or 0, but there is a tensor '" + tensor + "'");
    reader.require(uint64_t(value) * (gated ? 1 : mixture.width) <= WidestRow,
                   "key " + reader.quoted(name) + " is too large: " + std::to_string(value));
    mixture.sharedGate = gated && value > 0;
    mixture.shared = mixture.sharedGate ? 1 : value;
    mixture.ofShared = mixture.sharedGate ? value : 0;
}

} // namespace

FeedForwardKeys readUnits(const KeyReader &reader, uint32_t layers)
{
    return {.dense = layers, .unit = {reader.requirePositive("feed_forward_length")}};
}

FeedForwardKeys readMixtures(const KeyReader &reader, uint32_t layers, const MixtureConventions &conventions)
{
    FeedForwardKeys keys;
    Mixture &mixture = keys.mixture;
    mixture.router.experts = reader.unsignedOr("expert_count", 0);
    if (mixture.router.experts == 0)
        return readUnits(reader, layers);
    readRouter(reader, conventions, mixture.router);
    keys.dense = reader.unsignedOr("leading_dense_block_count", 0);
    reader.require(keys.dense <= layers, "key " + reader.quoted("leading_dense_block_count") + " is " +
                                             std::to_string(keys.dense) + ", but there are " + std::to_string(layers) +
                                             " layers");
    mixture.width = conventions.width > 0 && !reader.has("expert_feed_forward_length")
                        ? conventions.width
                        : reader.requirePositive("expert_feed_forward_length");
    readShared(reader, keys.dense, conventions.gatedShared, mixture);
    if (keys.dense > 0)
        keys.unit.width = reader.requirePositive("feed_forward_length");
    return keys;
}

} // namespace deepscope
