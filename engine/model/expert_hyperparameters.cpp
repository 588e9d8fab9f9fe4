#include "model/hyperparameter_reader.h"

#include <algorithm>

namespace deepscope {

namespace {

Gate readGate(const HyperparameterReader &reader, Gate otherwise)
{
    const uint32_t number = reader.unsignedOr("expert_gating_func", 0);
    reader.require(number <= 2, "key " + reader.quoted("expert_gating_func") + " is " + std::to_string(number) +
                                    "; supported: 1 (softmax), 2 (sigmoid)");
    return number == 0 ? otherwise : number == 2 ? Gate::Sigmoid : Gate::Softmax;
}

void readGroups(const HyperparameterReader &reader, RouterRule &router)
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

void readRouter(const HyperparameterReader &reader, const ExpertConventions &conventions, RouterRule &router)
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

void readSharedExperts(const HyperparameterReader &reader, Hyperparameters &hyper)
{
    hyper.sharedExperts = reader.unsignedOr("expert_shared_count", 0);
    const std::string shared = "blk." + std::to_string(hyper.denseLayers) + ".ffn_gate_shexp.weight";
    reader.require(hyper.sharedExperts > 0 || !reader.file().findTensor(shared),
                   "key " + reader.quoted("expert_shared_count") + " is missing or 0, but there is a tensor '" +
                       shared + "'");
    reader.require(uint64_t(hyper.sharedExperts) * hyper.expertFeedForward <= WidestRow,
                   "key " + reader.quoted("expert_shared_count") +
                       " is too large: " + std::to_string(hyper.sharedExperts));
}

} // namespace

void readExperts(const HyperparameterReader &reader, const ExpertConventions &conventions, Hyperparameters &hyper)
{
    hyper.router.experts = reader.unsignedOr("expert_count", 0);
    if (hyper.router.experts == 0)
        return;
    readRouter(reader, conventions, hyper.router);
    hyper.denseLayers = reader.unsignedOr("leading_dense_block_count", 0);
    reader.require(hyper.denseLayers <= hyper.layers, "key " + reader.quoted("leading_dense_block_count") + " is " +
                                                          std::to_string(hyper.denseLayers) + ", but there are " +
                                                          std::to_string(hyper.layers) + " layers");
    hyper.expertFeedForward = conventions.feedForward > 0 && !reader.has("expert_feed_forward_length")
                                  ? conventions.feedForward
                                  : reader.requirePositive("expert_feed_forward_length");
    readSharedExperts(reader, hyper);
}

} // namespace deepscope
