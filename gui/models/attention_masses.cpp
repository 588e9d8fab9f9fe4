#include "attention_masses.h"

#include <algorithm>

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
    }
}

void AttentionMasses::clear()
{
    m_layers.clear();
    m_heads.clear();
    m_means.clear();
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
