// The whole forward pass on the CPU: slow, plain, right.
#pragma once

#include "model/gguf_file.h"
#include "model/hyperparameters.h"
#include "reference/delta_net.h"
#include "reference/feed_forward.h"
#include "reference/grouped_attention.h"
#include "reference/latent_attention.h"

namespace deepscope::reference {

using Choice = std::vector<std::vector<uint32_t>>; // [layer with experts][top-k] of one token

template <typename Number>
struct LayerText {
    LatentText<Number> latent; // one of these, as the layer is
    GroupedText<Number> grouped;
    DeltaText<Number> delta;
    std::vector<FeedForwardRow<Number>> feedForward;
};

// What a text left on its way, a row a token.
template <typename Number>
struct TextRows {
    std::vector<int32_t> tokens;
    std::vector<LayerText<Number>> layers;
    std::vector<Row<Number>> x, normed; // after the last layer
    std::vector<Row<Number>> logits;
};

// Feeds one token (0 ... vocabulary - 1) at the next position; `forced`: the experts that it takes, or nothing.
template <typename Number>
void feed(const Parameters<Number> &weights, const Hyperparameters &hyper, int32_t token, const Choice &forced,
          TextRows<Number> &text);

inline std::string blockName(size_t layer) { return "blk." + std::to_string(layer) + "."; }

// Of the matrix that gives the logits, which is the embedding's where the file has none of its own.
template <typename Number>
const char *outputName(const Parameters<Number> &weights)
{
    return weights.contains("output.weight") ? "output.weight" : "token_embd.weight";
}

// The model of a file, in float as devices have it.
class Forward {
public:
    explicit Forward(const GgufFile &file);                      // throws Error(File)
    Forward(const GgufFile &file, const Hyperparameters &hyper); // of layers that no file can say

    // Gives the token's logits. Routing of every layer with experts is kept in routing().
    std::vector<float> feed(int32_t token);
    void reset();

    const std::vector<std::vector<ExpertHit>> &routing() const
    {
        return m_routing;
    } // [expert layer][top-k], last token
    const Hyperparameters &hyperparameters() const { return m_hyper; }

private:
    Parameters<float> m_weights;
    Hyperparameters m_hyper;
    TextRows<float> m_text;
    std::vector<std::vector<ExpertHit>> m_routing;
};

} // namespace deepscope::reference
