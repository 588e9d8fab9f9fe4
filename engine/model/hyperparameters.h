// The numbers that shape a model, layer by layer, read from GGUF metadata.
#pragma once

#include "ops/rules.h"

#include <cstdint>
#include <string>
#include <string_view>
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
    bool gated = false;        // each head's output times the sigmoid of a gate, whose rows lie behind its query's
    bool largeKeyBias = false; // of this layer: its cache is no coarser than F16 (key_bias.h)
    uint32_t window = 0;       // positions that are seen, one's own among them; 0 = all
    bool sinks = false;        // each head's softmax has one number more, which no value goes with (arXiv:2309.17453)

    uint32_t head() const { return nope + rope; }
    uint32_t queryStride() const { return gated ? 2 * head() : head(); } // from one head's query to the next
    bool operator==(const GroupedAttention &) const = default;
};

// Gated DeltaNet (arXiv:2412.06464): in place of rows that attention looks at, each value head keeps a matrix, which
// every token weakens and mends, and each channel the last tokens of a short convolution.
struct DeltaNet {
    uint32_t keyHeads = 0;          // of queries and keys
    uint32_t valueHeads = 0;        // as many or several for each key head
    uint32_t width = 0;             // of a head of any kind
    uint32_t kernel = 0;            // tokens that the convolution sees, the current one among them
    bool keyHeadsAlternate = false; // value head i has key head i mod keyHeads; else neighbours have the same
    bool jointGates = false;        // ssm_ba is used instead of ssm_beta and ssm_alpha

    uint32_t valuesEach() const { return valueHeads / keyHeads; }             // value heads of a key head
    uint32_t channels() const { return (2 * keyHeads + valueHeads) * width; } // [queries | keys | values]
    uint32_t tail() const { return (kernel - 1) * channels(); }               // numbers of tokens before, a sequence
    uint32_t matrices() const { return valueHeads * width * width; }          // numbers of them, a sequence
    bool operator==(const DeltaNet &) const = default;
};

// What every token goes through alike (arXiv:2002.05202): down(silu(gate x) * up x).
struct GatedUnit {
    uint32_t width = 0;

    bool operator==(const GatedUnit &) const = default;
};

// Routed and shared experts, each a gated unit (DeepSeek-V2, 2.2; DeepSeek-V3, arXiv:2412.19437, 2.1.2).
struct Mixture {
    RouterRule router;
    uint32_t width = 0;              // of an expert
    UnitRule unit = UnitRule::Swish; // of the routed experts
    bool biased = false;             // router and routed experts have biases
    uint32_t shared = 0;             // experts that every token goes through, side by side in one unit
    uint32_t ofShared = 0;           // the width of one of them; 0 = as of an expert
    bool sharedGate = false;         // what they give is times the sigmoid of a gate of one number

    uint32_t sharedWidth() const { return shared * (ofShared > 0 ? ofShared : width); }
    bool operator==(const Mixture &) const = default;
};

// What lets tokens see each other.
using Mixer = std::variant<LatentAttention, GroupedAttention, DeltaNet>;

// Of queries; 0 where nothing is looked at.
uint32_t attentionHeads(const Mixer &mixer);

// Positions that attention looks at, one's own among them; 0 = all, or there is none.
uint32_t windowOf(const Mixer &mixer);

// What each token goes through by itself.
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

std::vector<std::string_view> architectureNames(); // that are supported, as general.architecture has them

// Throws Error(File) naming the key that is missing, of the wrong type or inconsistent.
Hyperparameters readHyperparameters(const GgufFile &file);

} // namespace deepscope
