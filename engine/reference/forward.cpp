#include "reference/forward.h"

namespace deepscope::reference {

namespace {

template <typename Number>
Row<Number> attend(const Weights<Number> &w, const LayerShape &shape, const Hyperparameters &hyper,
                   const Row<Number> &x, LayerText<Number> &text)
{
    if (const auto *latent = std::get_if<LatentAttention>(&shape.mixer))
        return forward(w, *latent, hyper, x, text.latent);
    if (const auto *delta = std::get_if<DeltaNet>(&shape.mixer))
        return forward(w, *delta, hyper, x, text.delta);
    return forward(w, std::get<GroupedAttention>(shape.mixer), hyper, x, text.grouped);
}

} // namespace

template <typename Number>
void feed(const Parameters<Number> &weights, const Hyperparameters &hyper, int32_t token, const Choice &forced,
          TextRows<Number> &text)
{
    const Weights<Number> model(weights, "");
    text.tokens.push_back(token);
    text.layers.resize(hyper.layers.size());
    const auto embedded = model.at({"token_embd.weight", size_t(token) * hyper.embedding, hyper.embedding});
    Row<Number> x(embedded.begin(), embedded.end());
    size_t mixtures = 0;
    for (size_t layer = 0; layer < hyper.layers.size(); ++layer) {
        const LayerShape &shape = hyper.layers[layer];
        const Weights<Number> w(weights, blockName(layer));
        x = attend(w, shape, hyper, x, text.layers[layer]);
        std::span<const uint32_t> experts;
        if (mixtureOf(shape) && !forced.empty())
            experts = forced[mixtures++];
        x = forward(w, shape.feedForward, hyper, experts, x, text.layers[layer].feedForward.emplace_back());
    }
    text.x.push_back(x);
    text.normed.push_back(model.normed("output_norm.weight", x, hyper.normEpsilon));
    text.logits.push_back(model.multiply(outputName(weights), text.normed.back()));
}

template void feed(const Parameters<float> &, const Hyperparameters &, int32_t, const Choice &, TextRows<float> &);
template void feed(const Parameters<double> &, const Hyperparameters &, int32_t, const Choice &, TextRows<double> &);

Forward::Forward(const GgufFile &file) : Forward(file, readHyperparameters(file)) {}

Forward::Forward(const GgufFile &file, const Hyperparameters &hyper)
    : m_weights(readParameters<float>(file)), m_hyper(hyper)
{
}

void Forward::reset()
{
    m_text = {};
    m_routing.clear();
}

std::vector<float> Forward::feed(int32_t token)
{
    reference::feed(m_weights, m_hyper, token, {}, m_text);
    m_routing.clear();
    for (const LayerText<float> &layer : m_text.layers) {
        const FeedForwardRow<float> &row = layer.feedForward.back();
        if (row.experts.empty())
            continue;
        std::vector<ExpertHit> &hits = m_routing.emplace_back();
        for (size_t k = 0; k < row.experts.size(); ++k)
            hits.push_back({uint16_t(row.experts[k]), row.units[k].weight});
    }
    return m_text.logits.back();
}

} // namespace deepscope::reference
