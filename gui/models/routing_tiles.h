// The tiles of one run that have been made, within a limit of memory: what was not looked at for longest goes.
#pragma once

#include "routing_tile.h"

#include <map>

namespace deepscope {

class RoutingTiles {
public:
    static constexpr size_t Limit = size_t(32) << 20; // bytes; what a whole screen shows needs less

    explicit RoutingTiles(size_t limit = Limit) : m_limit(limit) {}

    void restart(double scaleEnd); // of another run, or another scale
    // Makes these whole, in order, with at most `most` tokens read in their layers; true = they are. A run that has
    // grown only extends its last tiles. Others may go for them.
    bool make(const Run &run, std::span<const TilePlace> wanted, int most);
    const RoutingTile *find(const TilePlace &place) const; // also one that is not whole; null = there is none

    size_t bytes() const { return m_bytes; }
    size_t count() const { return m_tiles.size(); }

private:
    struct Kept {
        RoutingTile tile;
        uint64_t wanted; // when last
    };

    RoutingTile &tileFor(const Run &run, const TilePlace &place);
    bool joined(const Run &run, const TilePlace &place, RoutingTile &tile) const;
    void letGo();

    size_t m_limit;
    size_t m_bytes = 0;
    double m_scaleEnd = 1;
    uint64_t m_time = 0; // counts calls of make()
    std::map<TilePlace, Kept> m_tiles;
};

} // namespace deepscope
