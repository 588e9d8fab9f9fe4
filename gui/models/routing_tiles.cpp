#include "routing_tiles.h"

#include <algorithm>

namespace deepscope {

void RoutingTiles::restart(double scaleEnd)
{
    m_tiles.clear();
    m_bytes = 0;
    m_scaleEnd = scaleEnd;
}

bool RoutingTiles::make(const Run &run, std::span<const TilePlace> wanted, int most)
{
    ++m_time;
    bool whole = true;
    for (const TilePlace &place : wanted) {
        RoutingTile &tile = tileFor(run, place);
        if (!tile.whole(run) && !joined(run, place, tile))
            most -= tile.extend(run, m_scaleEnd, most);
        whole = whole && tile.whole(run);
    }
    letGo();
    return whole;
}

const RoutingTile *RoutingTiles::find(const TilePlace &place) const
{
    const auto found = m_tiles.find(place);
    return found == m_tiles.end() ? nullptr : &found->second.tile;
}

RoutingTile &RoutingTiles::tileFor(const Run &run, const TilePlace &place)
{
    const auto [entry, added] = m_tiles.try_emplace(place, Kept{RoutingTile(place, run.expertCount()), m_time});
    if (added)
        m_bytes += entry->second.tile.bytes();
    entry->second.wanted = m_time;
    return entry->second.tile;
}

// From finer tiles that are there the coarser one follows without a look at the run.
bool RoutingTiles::joined(const Run &run, const TilePlace &place, RoutingTile &tile) const
{
    if (place.coarseness == 0 || !tile.done().empty())
        return false;
    const TilePlace first{place.coarseness - 1, place.layer, 2 * place.block};
    const TilePlace second{first.coarseness, place.layer, first.block + 1};
    const RoutingTile *half = find(first), *other = find(second);
    const bool onlyOne = second.tokens().begin >= run.size();
    if (!half || !half->whole(run) || !(onlyOne || (other && other->whole(run))))
        return false;
    tile.join(*half, onlyOne ? nullptr : other);
    return true;
}

void RoutingTiles::letGo()
{
    if (m_bytes <= m_limit)
        return;
    std::vector<std::pair<uint64_t, TilePlace>> oldest;
    for (const auto &[place, kept] : m_tiles)
        if (kept.wanted < m_time) // what is looked at now stays
            oldest.emplace_back(kept.wanted, place);
    std::ranges::sort(oldest);
    for (const auto &[wanted, place] : oldest) {
        if (m_bytes <= m_limit)
            return;
        const auto found = m_tiles.find(place);
        m_bytes -= found->second.tile.bytes();
        m_tiles.erase(found);
    }
}

} // namespace deepscope
