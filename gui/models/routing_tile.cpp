#include "routing_tile.h"

#include "paint/color_scale.h"

#include <algorithm>

namespace deepscope {

RoutingTile::RoutingTile(const TilePlace &place, int experts)
    : m_place(place), m_experts(experts), m_end(place.tokens().begin), m_levels(size_t(experts) * TilePlace::Columns),
      m_uncomputed(TilePlace::Columns)
{
}

int RoutingTile::extend(const Run &run, double scaleEnd, int most)
{
    const int begin = m_end;
    const int end = std::max(begin, std::min({m_place.tokens().end, run.size(), begin + most}));
    for (; m_end < end; ++m_end) {
        const auto column = size_t((m_end - m_place.tokens().begin) >> m_place.coarseness);
        const auto experts = run.experts(m_end, m_place.layer);
        if (experts.empty()) {
            m_uncomputed[column] = 1;
            continue;
        }
        const auto weights = run.weights(m_end, m_place.layer);
        for (size_t k = 0; k < experts.size(); ++k) {
            if (int(experts[k]) >= m_experts)
                continue;
            uint8_t &cell = m_levels[size_t(experts[k]) * TilePlace::Columns + column];
            cell = std::max(cell, uint8_t(ColorScale::levelOf(double(weights[k]) / scaleEnd)));
        }
    }
    return m_end - begin;
}

void RoutingTile::join(const RoutingTile &first, const RoutingTile *second)
{
    joinHalf(first, 0);
    if (second)
        joinHalf(*second, TilePlace::Columns / 2);
    m_end = second ? second->m_end : first.m_end;
}

void RoutingTile::joinHalf(const RoutingTile &half, int firstColumn)
{
    constexpr int Half = TilePlace::Columns / 2;
    for (int expert = 0; expert < m_experts; ++expert) {
        const std::span<const uint8_t> from = half.levels(expert);
        uint8_t *to = m_levels.data() + expert * TilePlace::Columns + firstColumn;
        for (size_t column = 0; column < Half; ++column)
            to[column] = std::max(from[2 * column], from[2 * column + 1]);
    }
    for (int column = 0; column < Half; ++column)
        m_uncomputed[size_t(firstColumn + column)] =
            half.hasUncomputed(2 * column) || half.hasUncomputed(2 * column + 1);
}

} // namespace deepscope
