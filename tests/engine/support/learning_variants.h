// Models of the architecture that can learn, one for each way in which its layers differ.
#pragma once

#include "support/tiny_deepseek2.h"

#include <functional>
#include <vector>

namespace deepscope::testing {

struct LearningVariant {
    const char *name;
    std::function<void(TinyDeepseek2 &)> change;
};

inline void addSelectionBias(TinyDeepseek2 &tiny)
{
    tiny.tensors["blk.1.exp_probs_b.bias"] = {4};
    tiny.tensors["blk.2.exp_probs_b.bias"] = {4};
}

inline void useSigmoid(TinyDeepseek2 &tiny)
{
    tiny.unsignedKeys["expert_gating_func"] = 2;
    tiny.boolKeys["expert_weights_norm"] = true;
    tiny.floatKeys["expert_weights_scale"] = 2.5F;
}

// What the golden networks leave out, and what they have with it.
inline std::vector<LearningVariant> learningVariants()
{
    return {
        {"softmax, not normalised", [](TinyDeepseek2 &) {}},
        {"softmax, normalised and scaled",
         [](TinyDeepseek2 &t) {
             useSigmoid(t);
             t.unsignedKeys["expert_gating_func"] = 1;
         }},
        {"sigmoid, not normalised", [](TinyDeepseek2 &t) { t.unsignedKeys["expert_gating_func"] = 2; }},
        {"sigmoid in groups, with a bias",
         [](TinyDeepseek2 &t) {
             useSigmoid(t);
             addSelectionBias(t);
             t.unsignedKeys["expert_group_count"] = 2;
             t.unsignedKeys["expert_group_used_count"] = 1;
         }},
        {"a query latent", [](TinyDeepseek2 &t) { t.useQueryLatent(5); }},
        {"a query latent of another padding", [](TinyDeepseek2 &t) { t.useQueryLatent(20); }},
        {"joint keys and values", [](TinyDeepseek2 &t) { t.useJointKeyValue(); }},
        {"tied output", [](TinyDeepseek2 &t) { t.tensors.erase("output.weight"); }},
        {"no shared experts",
         [](TinyDeepseek2 &t) {
             t.unsignedKeys["expert_shared_count"] = 0;
             for (const char *part : {"ffn_gate_shexp.weight", "ffn_up_shexp.weight", "ffn_down_shexp.weight"})
                 t.removeTensorOfAllLayers(part);
         }},
        {"gate and up in one tensor",
         [](TinyDeepseek2 &t) {
             for (const std::string block : {"blk.1.", "blk.2."}) {
                 t.tensors.erase(block + "ffn_gate_exps.weight");
                 t.tensors.erase(block + "ffn_up_exps.weight");
                 t.tensors[block + "ffn_gate_up_exps.weight"] = {8, 14, 4};
             }
         }},
        {"all at once",
         [](TinyDeepseek2 &t) {
             useSigmoid(t);
             addSelectionBias(t);
             t.useQueryLatent(5);
             t.useJointKeyValue();
             t.tensors.erase("output.weight");
         }},
    };
}

} // namespace deepscope::testing
