#include "api/file_comparison.h"

#include "text/distribution.h"
#include "text/token_ranking.h"

#include <algorithm>
#include <cmath>

namespace deepscope {

namespace {

struct LayerAgreement {
    double sum = 0;
    size_t positions = 0;
};

void requireSame(const char *what, uint64_t a, uint64_t b)
{
    if (a != b)
        throw Error(ErrorKind::Usage, std::string("These are not two files of one model: they differ in ") + what +
                                          ", " + std::to_string(a) + " and " + std::to_string(b) +
                                          ". Compare a model with another quantisation of it.");
}

int32_t bestOf(std::span<const float> logits) { return TokenRanking(logits).best(1)[0]; }

// |A and B| / |A|; nothing where one of them is empty.
std::optional<double> agreementOf(std::span<const ExpertHit> a, std::span<const ExpertHit> b)
{
    if (a.empty() || b.empty())
        return std::nullopt;
    const auto shared = std::ranges::count_if(
        a, [b](const ExpertHit &hit) { return std::ranges::find(b, hit.expert, &ExpertHit::expert) != b.end(); });
    return double(shared) / double(a.size());
}

} // namespace

struct ModelComparison::State {
    ModelInfo model; // its shape counts for both
    std::vector<ModelDifference> positions;
    std::vector<LayerAgreement> layers;

    std::optional<double> compareRouting(std::span<const ExpertHit> a, std::span<const ExpertHit> b)
    {
        LayerAgreement all;
        for (uint32_t layer = 0; layer < model.layers; ++layer) {
            const auto agreement = agreementOf(choicesOf(a, model, layer), choicesOf(b, model, layer));
            if (!agreement)
                continue;
            for (LayerAgreement *place : {&layers[layer], &all}) {
                place->sum += *agreement;
                ++place->positions;
            }
        }
        return all.positions ? std::optional(all.sum / double(all.positions)) : std::nullopt;
    }
};

ModelComparison::ModelComparison(const ModelInfo &a, const ModelInfo &b)
    : m_state(std::make_unique<State>(State{a, {}, {}}))
{
    requireSame("vocabulary", a.vocabulary, b.vocabulary);
    requireSame("layers", a.layers, b.layers);
    requireSame("dense layers", a.denseLayers, b.denseLayers);
    requireSame("experts", a.experts, b.experts);
    m_state->layers.resize(a.layers);
}

ModelComparison::~ModelComparison() = default;

const ModelDifference &ModelComparison::add(int32_t next, const PositionState &a, const PositionState &b)
{
    const uint32_t vocabulary = m_state->model.vocabulary;
    if (a.logits.size() != vocabulary || b.logits.size() != vocabulary)
        throw Error(ErrorKind::Internal, "A row of logits does not have the length of the vocabulary.");
    if (next < 0 || uint32_t(next) >= vocabulary)
        throw Error(ErrorKind::Usage, "The vocabulary has no token " + std::to_string(next) + ".");
    const Distribution p(a.logits), q(b.logits);
    m_state->positions.push_back({next, divergence(a.logits, b.logits), p.logprob(a.logits[size_t(next)]),
                                  q.logprob(b.logits[size_t(next)]), bestOf(a.logits) == bestOf(b.logits),
                                  m_state->compareRouting(a.routing, b.routing)});
    return m_state->positions.back();
}

const std::vector<ModelDifference> &ModelComparison::positions() const { return m_state->positions; }

double ModelComparison::meanDivergence() const
{
    double sum = 0;
    for (const ModelDifference &position : positions())
        sum += position.divergence;
    return positions().empty() ? 0 : sum / double(positions().size());
}

size_t ModelComparison::flips() const
{
    return size_t(std::ranges::count(positions(), false, &ModelDifference::sameBest));
}

std::optional<size_t> ModelComparison::firstFlip() const
{
    const auto found = std::ranges::find(positions(), false, &ModelDifference::sameBest);
    return found == positions().end() ? std::nullopt : std::optional(size_t(found - positions().begin()));
}

std::vector<std::optional<double>> ModelComparison::agreementByLayer() const
{
    std::vector<std::optional<double>> layers;
    for (const LayerAgreement &layer : m_state->layers)
        layers.push_back(layer.positions ? std::optional(layer.sum / double(layer.positions)) : std::nullopt);
    return layers;
}

} // namespace deepscope
