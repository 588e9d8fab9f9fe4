// The numbers that shape a model, layer by layer, read from GGUF metadata.
#pragma once

#include "ops/rules.h"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace deepscope {

class GgufFile;

// Multi-head latent attention (DeepSeek-V2, arXiv:2405.04434, 2.1). A head is [nope | rope].
struct LatentAttention {
    uint32_t heads = 0;
    uint32_t latent = 0;        // kv_lora_rank: width of c_KV
    uint32_t queryLatent = 0;   // q_lora_rank, 0 = none
    uint32_t nope = 0;          // part of a query/key without RoPE
    uint32_t rope = 0;          // part with RoPE, and width of the shared RoPE key
    uint32_t value = 0;         // v_head_dim
    float scale = 0;            // factor on query . key, mscale^2 / sqrt(nope + rope)
    bool jointKeyValue = false; // attn_kv_b is used instead of attn_k_b and attn_v_b

    uint32_t head() const { return nope + rope; }
    bool operator==(const LatentAttention &) const = default;
};

// What RMS norm is taken of queries and keys before they are rotated.
enum class QueryKeyNorm : uint8_t { None, EachHead, WholeRow };

// Grouped-query attention (arXiv:2305.13245). A head is [rope | nope].
struct GroupedAttention {
    uint32_t heads = 0;
    uint32_t keyValueHeads = 0;
    uint32_t nope = 0, rope = 0;
    uint32_t value = 0;
    float scale = 0; // factor on query . key
    QueryKeyNorm queryKeyNorm = QueryKeyNorm::None;
    bool largeKeyBias = false; // of this layer: its cache is no coarser than F16 (key_bias.h)

    uint32_t head() const { return nope + rope; }
    bool operator==(const GroupedAttention &) const = default;
};

// What every token goes through alike (arXiv:2002.05202): down(silu(gate x) * up x).
struct GatedUnit {
    uint32_t width = 0;

    bool operator==(const GatedUnit &) const = default;
};

// Routed and shared experts, each a gated unit (DeepSeek-V2, 2.2; DeepSeek-V3, arXiv:2412.19437, 2.1.2).
struct Mixture {
    RouterRule router;
    uint32_t width = 0;  // of an expert
    uint32_t shared = 0; // experts that every token goes through, side by side in one unit

    uint32_t sharedWidth() const { return shared * width; }
    bool operator==(const Mixture &) const = default;
};

// What lets tokens see each other. Attention within a window, or a recurrent layer, would be the next case.
using Mixer = std::variant<LatentAttention, GroupedAttention>;

// What each token goes through by itself. A unit of another activation would be the next case.
using FeedForward = std::variant<GatedUnit, Mixture>;

// Layers of a model may differ in all of it.
struct LayerShape {
    Mixer mixer;
    FeedForward feedForward;

    bool operator==(const LayerShape &) const = default;
};

struct Hyperparameters {
    std::string architecture;
    uint32_t vocabulary = 0;
    uint32_t contextLength = 0;
    uint32_t embedding = 0; // d
    float normEpsilon = 1e-6F;
    RopePairing ropePairing = RopePairing::Adjacent;
    std::vector<float> ropeFrequencies; // of each pair, angles a position, YaRN already applied
    std::vector<LayerShape> layers;     // at least one
    std::vector<std::string> tensors;   // of the file, that a pass reads (needed_tensors.h)

    uint32_t layerCount() const { return uint32_t(layers.size()); }
};

// Null for a layer without experts.
inline const Mixture *mixtureOf(const LayerShape &layer) { return std::get_if<Mixture>(&layer.feedForward); }

// Throws Error(File) naming the key that is missing, of the wrong type or inconsistent.
Hyperparameters readHyperparameters(const GgufFile &file);

} // namespace deepscope
