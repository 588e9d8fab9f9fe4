#include "reference/forward.h"

#include "reference/dequantise.h"

#include <algorithm>

namespace deepscope::reference {

Forward::Forward(const GgufFile &file) : Forward(file, readHyperparameters(file)) {}

Forward::Forward(const GgufFile &file, const Hyperparameters &hyper)
    : m_file(file), m_hyper(hyper), m_kept(hyper.layers.size())
{
}

void Forward::reset()
{
    m_kept.assign(m_hyper.layers.size(), {});
    m_routing.clear();
    m_position = 0;
}

std::vector<float> Forward::feed(int32_t token)
{
    const Values embedding = weights("token_embd.weight");
    const Values row = embedding.subspan(size_t(token) * m_hyper.embedding, m_hyper.embedding);
    Row x(row.begin(), row.end());
    m_routing.clear();
    for (uint32_t layer = 0; layer < m_hyper.layerCount(); ++layer) {
        const LayerShape &shape = m_hyper.layers[layer];
        const std::string block = "blk." + std::to_string(layer) + ".";
        const Row input = normed(x, block + "attn_norm.weight");
        const Row attended =
            std::visit([&](const auto &mixer) { return attend(block, mixer, input, m_kept[layer]); }, shape.mixer);
        const Row output = multiplyWithBias(block + "attn_output", attended, m_hyper.embedding);
        std::transform(x.begin(), x.end(), output.begin(), x.begin(), std::plus());
        const Row second = normed(x, block + "ffn_norm.weight");
        std::visit([&](const auto &part) { feedForward(block, part, second, x); }, shape.feedForward);
    }
    ++m_position;
    const bool tied = !m_file.findTensor("output.weight");
    return multiply(tied ? "token_embd.weight" : "output.weight", normed(x, "output_norm.weight"), m_hyper.vocabulary);
}

Values Forward::weights(const std::string &name)
{
    Row &kept = m_weights[name];
    if (kept.empty()) {
        const GgufTensor &tensor = m_file.requireTensor(name);
        kept.resize(tensor.elements());
        dequantise(tensor.type, m_file.readTensor(tensor), kept);
    }
    return kept;
}

Values Forward::expertWeights(const std::string &name, uint32_t expert, size_t size)
{
    return weights(name).subspan(expert * size, size);
}

Values Forward::expertHalf(const std::string &block, const char *name, uint32_t expert, uint32_t half, size_t size)
{
    const std::string merged = block + "ffn_gate_up_exps.weight";
    if (!m_file.findTensor(merged))
        return expertWeights(block + name, expert, size);
    return weights(merged).subspan((2 * size_t(expert) + half) * size, size);
}

Forward::Row Forward::normed(const Row &x, const std::string &weightName)
{
    Row y(x.size());
    rmsNorm(x, weights(weightName), m_hyper.normEpsilon, y);
    return y;
}

Forward::Row Forward::multiply(const std::string &weightName, const Row &x, size_t rows)
{
    Row y(rows);
    matrixVector(weights(weightName), x, y);
    return y;
}

Forward::Row Forward::multiplyWithBias(const std::string &name, const Row &x, size_t rows)
{
    Row y = multiply(name + ".weight", x, rows);
    if (m_file.findTensor(name + ".bias")) {
        const Values bias = weights(name + ".bias");
        std::transform(y.begin(), y.end(), bias.begin(), y.begin(), std::plus());
    }
    return y;
}

void Forward::feedForward(const std::string &block, const GatedUnit &, const Row &input, Row &x)
{
    addNamedUnit(block, ".weight", input, x);
}

// The chosen experts and the shared ones. DeepSeek-V3 (arXiv:2412.19437) section 2.1.2.
void Forward::feedForward(const std::string &block, const Mixture &shape, const Row &input, Row &x)
{
    const Row logits = multiply(block + "ffn_gate_inp.weight", input, shape.router.experts);
    const std::string biasName = block + "exp_probs_b.bias";
    const Values bias = m_file.findTensor(biasName) ? weights(biasName) : Values();
    m_routing.push_back(route(logits, bias, shape.router));
    const size_t size = size_t(m_hyper.embedding) * shape.width;
    for (const ExpertHit &hit : m_routing.back())
        addGatedUnit(expertHalf(block, "ffn_gate_exps.weight", hit.expert, 0, size),
                     expertHalf(block, "ffn_up_exps.weight", hit.expert, 1, size),
                     expertWeights(block + "ffn_down_exps.weight", hit.expert, size), hit.weight, input, x);
    if (shape.shared > 0)
        addNamedUnit(block, "_shexp.weight", input, x);
}

void Forward::addNamedUnit(const std::string &block, const std::string &suffix, const Row &input, Row &x)
{
    addGatedUnit(weights(block + "ffn_gate" + suffix), weights(block + "ffn_up" + suffix),
                 weights(block + "ffn_down" + suffix), 1, input, x);
}

// x += weight * down(silu(gate input) * up input)
void Forward::addGatedUnit(Values gate, Values up, Values down, float weight, const Row &input, Row &x) const
{
    const size_t width = gate.size() / input.size();
    Row gated(width), raised(width), output(x.size());
    matrixVector(gate, input, gated);
    matrixVector(up, input, raised);
    siluMultiply(gated, raised, gated);
    matrixVector(down, gated, output);
    for (size_t i = 0; i < x.size(); ++i)
        x[i] += weight * output[i];
}

} // namespace deepscope::reference
