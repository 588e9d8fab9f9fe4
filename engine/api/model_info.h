// What a model is: read from the header of its file, shown by the window and by `deepscope-cli inspect`.
#pragma once

#include "sampling.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace deepscope {

struct TensorTypeCount {
    std::string type; // "F16"
    uint32_t tensors = 0;
    uint64_t bytes = 0;

    bool operator==(const TensorTypeCount &) const = default;
};

struct ModelInfo {
    std::string path;         // the file, or "default"
    std::string name;         // general.name, else the file's name
    std::string architecture; // "deepseek2"
    uint64_t fileBytes = 0;
    uint64_t parameters = 0;

    uint32_t vocabulary = 0;
    uint32_t contextLength = 0; // what the model was trained for; no more than a window of latent attention
    uint32_t layers = 0;
    uint32_t denseLayers = 0; // leading layers without experts
    uint32_t embedding = 0;
    uint32_t heads = 0;
    uint32_t headDimension = 0;      // of a key: nope + rope
    uint32_t valueHeadDimension = 0; // of a value
    uint32_t latent = 0;             // kv_lora_rank; 0 = no latent attention
    uint32_t ropeKey = 0;            // width of the shared RoPE key
    uint32_t queryLatent = 0;        // q_lora_rank; 0 = none
    // Layers that keep a matrix for each of so many heads, of that width, in place of attention.
    uint32_t recurrentLayers = 0, stateHeads = 0, stateWidth = 0;

    uint32_t experts = 0;     // routed experts a layer; 0 = dense model
    uint32_t expertsUsed = 0; // top-k
    uint32_t sharedExperts = 0;
    uint32_t expertGroups = 1;     // neighbouring experts that the router takes or leaves together; 1 = no groups
    uint32_t expertGroupsUsed = 1; // of a token
    std::string gate;              // "softmax" or "sigmoid"; empty for a dense model
    // A router adds a bias of the file to the scores that choose. Run files do not tell: then it may be so.
    bool selectionBias = true;

    std::string tokenizer;                // "SentencePiece", "byte-level BPE (deepseek-v3)"
    std::string chatTemplateFamily;       // "deepscope", "deepseek-r1", ..., "own" (of no known family), "none"
    std::optional<Sampling> chatSampling; // what the file or the model's makers advise for chats; often nothing
    std::string chatSamplingSource;       // "the model's file", "the makers of Qwen3"; empty: nothing is advised
    bool thinks = false;                  // has think tokens or a template that asks for thoughts
    std::vector<TensorTypeCount> tensorTypes;
    std::vector<std::string> remarks; // a sentence each: what in the file was mended or ignored

    bool layerHasExperts(uint32_t layer) const { return experts > 0 && layer >= denseLayers; }
    uint32_t expertLayers() const { return experts > 0 ? layers - denseLayers : 0; }
    // All of a layer without groups, also where a file says what cannot be.
    uint32_t expertsPerGroup() const
    {
        return expertGroups > 1 && experts % expertGroups == 0 ? experts / expertGroups : experts;
    }

    bool operator==(const ModelInfo &) const = default;
};

} // namespace deepscope
