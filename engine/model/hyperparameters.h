// The numbers that shape a model, read from GGUF metadata.
#pragma once

#include "ops/rope_pairing.h"
#include "router_rule.h"

#include <cstdint>
#include <string>
#include <vector>

namespace deepscope {

class GgufFile;

// What RMS norm is taken of queries and keys before they are rotated.
enum class QueryKeyNorm : uint8_t { None, EachHead, WholeRow };

struct Hyperparameters {
    std::string architecture;
    uint32_t vocabulary = 0;
    uint32_t contextLength = 0;
    uint32_t embedding = 0; // d
    uint32_t layers = 0;
    uint32_t feedForward = 0; // width of the dense layers
    uint32_t heads = 0;
    float normEpsilon = 1e-6F;

    // Multi-head latent attention (DeepSeek-V2, arXiv:2405.04434)
    uint32_t latent = 0;        // kv_lora_rank; 0 = grouped-query attention
    uint32_t queryLatent = 0;   // q_lora_rank, 0 = none
    uint32_t nope = 0;          // part of a query/key without RoPE
    uint32_t rope = 0;          // part with RoPE, and width of the shared RoPE key
    uint32_t value = 0;         // v_head_dim
    bool jointKeyValue = false; // the file has attn_kv_b instead of attn_k_b and attn_v_b

    // Grouped-query attention (arXiv:2305.13245): a head is [rope | nope], value as above
    uint32_t keyValueHeads = 0;
    QueryKeyNorm queryKeyNorm = QueryKeyNorm::None;

    // Rotary embedding
    RopePairing ropePairing = RopePairing::Adjacent;
    std::vector<float> ropeFrequencies; // rope/2 angles a position, YaRN already applied
    float attentionScale = 0;           // factor on query . key, mscale^2 / sqrt(nope + rope)

    // Mixture of experts
    uint32_t denseLayers = 0; // leading layers without experts
    uint32_t expertFeedForward = 0;
    uint32_t sharedExperts = 0;
    RouterRule router; // router.experts == 0: dense model

    uint32_t head() const { return nope + rope; }
    bool hasLatentAttention() const { return latent > 0; }
    bool layerHasExperts(uint32_t layer) const { return router.experts > 0 && layer >= denseLayers; }
};

// Throws Error(File) naming the key that is missing, of the wrong type or inconsistent.
Hyperparameters readHyperparameters(const GgufFile &file);

} // namespace deepscope
