#include "routing_statistics.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace deepscope {

RoutingStatistics::RoutingStatistics(const Run &run, TokenRange range)
    : m_range{range.begin, range.begin}, m_firstLayer(run.firstExpertLayer()), m_layers(run.expertLayers()),
      m_experts(run.expertCount()), m_loads(size_t(m_layers) * size_t(m_experts)), m_layerWeights(size_t(m_layers))
{
    moveTo(run, range, range.size());
}

bool RoutingStatistics::moveTo(const Run &run, TokenRange wanted, int most)
{
    const int edges = std::abs(wanted.begin - m_range.begin) + std::abs(wanted.end - m_range.end);
    if (wanted.size() < edges) // also for ranges that do not touch
        *this = RoutingStatistics(run, {wanted.begin, wanted.begin});
    const int begin = m_range.begin + std::clamp(wanted.begin - m_range.begin, -most, most);
    count(run, {begin, m_range.begin}, 1);
    count(run, {m_range.begin, begin}, -1);
    most -= std::abs(begin - m_range.begin);
    const int end = m_range.end + std::clamp(wanted.end - m_range.end, -most, most);
    count(run, {m_range.end, end}, 1);
    count(run, {end, m_range.end}, -1);
    m_range = {begin, end};
    return m_range == wanted;
}

void RoutingStatistics::count(const Run &run, TokenRange tokens, int sign)
{
    for (int token = tokens.begin; token < tokens.end; ++token) {
        if (!run.routed(token))
            continue;
        const auto phase = size_t(run.phase(token));
        m_tokens[phase] += sign;
        for (int row = 0; row < m_layers; ++row) {
            const auto experts = run.experts(token, m_firstLayer + row);
            const auto weights = run.weights(token, m_firstLayer + row);
            for (size_t k = 0; k < experts.size(); ++k) {
                if (int(experts[k]) >= m_experts)
                    continue;
                ExpertLoad &load = m_loads[size_t(row) * m_experts + experts[k]];
                const double weight = sign * double(weights[k]);
                load.tokens[phase] += sign;
                // Without a token there is no weight, whatever rounding left.
                load.weight[phase] = load.tokens[phase] > 0 ? load.weight[phase] + weight : 0;
                m_layerWeights[size_t(row)][phase] += weight;
            }
        }
    }
}

const ExpertLoad &RoutingStatistics::load(int layer, int expert) const
{
    return m_loads[size_t(layer - m_firstLayer) * m_experts + expert];
}

double RoutingStatistics::share(int layer, int expert) const
{
    return tokens() ? double(load(layer, expert).total()) / tokens() : 0;
}

double RoutingStatistics::share(int layer, int expert, Phase phase) const
{
    return tokens(phase) ? double(load(layer, expert).tokens[size_t(phase)]) / tokens(phase) : 0;
}

double RoutingStatistics::share(int layer, int expert, const LoadMeasure &measure) const
{
    if (measure.unit == LoadUnit::Weight)
        return weightShare(layer, expert, measure.phase);
    return measure.phase ? share(layer, expert, *measure.phase) : share(layer, expert);
}

double RoutingStatistics::evenShare(int layer, const LoadMeasure &measure) const
{
    double all = 0; // experts a token, which an alteration can change, or 1
    for (int expert = 0; expert < m_experts; ++expert)
        all += share(layer, expert, measure);
    return m_experts > 0 ? all / m_experts : 0;
}

double RoutingStatistics::weightShare(int layer, int expert, std::optional<Phase> phase) const
{
    const std::array<double, 3> &all = m_layerWeights[size_t(layer - m_firstLayer)];
    const double whole = phase ? all[size_t(*phase)] : all[0] + all[1] + all[2];
    const ExpertLoad &one = load(layer, expert);
    return tokens(phase) && whole > 0 ? (phase ? one.weight[size_t(*phase)] : one.totalWeight()) / whole : 0;
}

double RoutingStatistics::meanWeight(int layer, int expert) const
{
    const ExpertLoad &one = load(layer, expert);
    return one.total() ? one.totalWeight() / one.total() : 0;
}

int RoutingStatistics::used(int layer) const
{
    int used = 0;
    for (int expert = 0; expert < m_experts; ++expert)
        used += load(layer, expert).total() > 0;
    return used;
}

double RoutingStatistics::evenness(int layer) const
{
    double all = 0, entropy = 0;
    for (int expert = 0; expert < m_experts; ++expert)
        all += load(layer, expert).total();
    for (int expert = 0; expert < m_experts; ++expert)
        if (const int total = load(layer, expert).total())
            entropy -= total / all * std::log(total / all);
    return m_experts > 1 && all > 0 ? entropy / std::log(double(m_experts)) : 0;
}

double RoutingStatistics::phaseInformation(int layer) const
{
    std::array<double, 3> phases = {};
    double all = 0;
    for (int expert = 0; expert < m_experts; ++expert)
        for (size_t phase = 0; phase < phases.size(); ++phase) {
            phases[phase] += load(layer, expert).tokens[phase];
            all += load(layer, expert).tokens[phase];
        }
    double bits = 0;
    for (int expert = 0; expert < m_experts; ++expert)
        for (size_t phase = 0; phase < phases.size(); ++phase) {
            const ExpertLoad &one = load(layer, expert);
            if (one.tokens[phase] > 0)
                bits += one.tokens[phase] / all *
                        std::log2(one.tokens[phase] * all / (phases[phase] * double(one.total())));
        }
    return std::max(bits, 0.0); // rounding may leave a tiny negative number
}

} // namespace deepscope
