#include "attention_masses.h"

#include <algorithm>
#include <numeric>

namespace deepscope {

void AttentionMasses::take(std::vector<AttendedLayer> layers)
{
    clear();
    m_layers = std::move(layers);
    for (const AttendedLayer &each : m_layers) {
        std::vector<double> &means = m_means.emplace_back(each.positions);
        const std::vector<float> &all = m_heads.emplace_back(attentionMass(each));
        for (size_t at = 0; at < all.size(); ++at)
            means[at % each.positions] += double(all[at]) / each.heads;
        m_sinks.push_back(sinkMass(each));
    }
}

void AttentionMasses::clear()
{
    m_layers.clear();
    m_heads.clear();
    m_means.clear();
    m_sinks.clear();
}

const AttendedLayer *AttentionMasses::layer(int number) const
{
    const auto found = std::ranges::find(m_layers, uint32_t(number), &AttendedLayer::layer);
    return number < 0 || found == m_layers.end() ? nullptr : &*found;
}

std::vector<double> AttentionMasses::of(int number, int head) const
{
    const AttendedLayer *found = layer(number);
    if (!found)
        return {};
    const auto place = size_t(found - m_layers.data());
    if (head < 0)
        return m_means[place];
    const auto first = m_heads[place].begin() + ptrdiff_t(head) * found->positions;
    return {first, first + found->positions};
}

std::optional<double> AttentionMasses::sinkOf(int number, int head) const
{
    std::optional<double> sum;
    double layers = 0;
    for (size_t place = 0; place < m_layers.size(); ++place) {
        if (number >= 0 && int(m_layers[place].layer) != number)
            continue;
        ++layers;
        const std::vector<double> &sinks = m_sinks[place];
        if (!sinks.empty())
            sum = sum.value_or(0) + (head < 0 ? std::accumulate(sinks.begin(), sinks.end(), 0.0) / double(sinks.size())
                                              : sinks[size_t(head)]);
    }
    return sum ? std::optional(*sum / layers) : std::nullopt;
}

int AttentionMasses::firstSeen(int number) const
{
    if (const AttendedLayer *found = layer(number))
        return int(firstAttended(*found));
    const auto first = std::ranges::min_element(m_layers, {}, firstAttended);
    return first == m_layers.end() ? 0 : int(firstAttended(*first));
}

std::vector<double> AttentionMasses::ofAll() const
{
    std::vector<double> shares;
    for (const std::vector<double> &means : m_means) {
        shares.resize(means.size());
        for (size_t i = 0; i < means.size(); ++i)
            shares[i] += means[i] / double(m_means.size());
    }
    return shares;
}

} // namespace deepscope
