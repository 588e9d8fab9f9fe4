// The whole forward pass on the CPU: slow, plain, right.
#pragma once

#include "model/gguf_file.h"
#include "model/hyperparameters.h"
#include "reference/ops.h"

namespace deepscope::reference {

class Forward {
public:
    explicit Forward(const GgufFile &file);

    // Feeds one token at the next position; gives its logits. Routing of every expert layer is kept in routing().
    std::vector<float> step(int32_t token);
    void reset();

    const std::vector<std::vector<ExpertHit>> &routing() const { return m_routing; } // [expert layer][top-k], last step
    const Hyperparameters &hyperparameters() const { return m_hyper; }

private:
    std::vector<float> weights(const std::string &name) const; // dequantised, kept
    void attention(uint32_t layer, std::vector<float> &x);
    void feedForward(uint32_t layer, std::vector<float> &x);

    const GgufFile &m_file;
    Hyperparameters m_hyper;
    std::vector<std::vector<float>> m_cache; // [layer], rows of [latent | rope key]
    std::vector<std::vector<ExpertHit>> m_routing;
    uint32_t m_position = 0;
};

} // namespace deepscope::reference
