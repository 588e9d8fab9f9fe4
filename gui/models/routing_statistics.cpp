#include "routing_statistics.h"

#include <cmath>

namespace deepscope {

RoutingStatistics::RoutingStatistics(const Run &run, TokenRange range)
    : m_range{range.begin, range.begin}, m_firstLayer(run.firstExpertLayer()), m_layers(run.expertLayers()),
      m_experts(run.expertCount()), m_loads(size_t(m_layers) * size_t(m_experts))
{
    extend(run, range.end);
}

void RoutingStatistics::extend(const Run &run, int end)
{
    for (int token = m_range.end; token < end; ++token) {
        if (!run.routed(token))
            continue;
        const auto phase = size_t(run.phase(token));
        ++m_tokens[phase];
        for (int row = 0; row < m_layers; ++row) {
            const auto experts = run.experts(token, m_firstLayer + row);
            const auto weights = run.weights(token, m_firstLayer + row);
            for (size_t k = 0; k < experts.size(); ++k) {
                if (int(experts[k]) >= m_experts)
                    continue;
                ExpertLoad &load = m_loads[size_t(row) * m_experts + experts[k]];
                ++load.tokens[phase];
                load.weight += weights[k];
            }
        }
    }
    m_range.end = std::max(m_range.end, end);
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

double RoutingStatistics::meanWeight(int layer, int expert) const
{
    const ExpertLoad &one = load(layer, expert);
    return one.total() ? one.weight / one.total() : 0;
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
