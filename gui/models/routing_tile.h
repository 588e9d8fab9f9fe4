// A piece of the map of routing, small enough to be made between two frames: the experts of one layer by a fixed number
// of columns of tokens.
#pragma once

#include "run.h"

#include <compare>

namespace deepscope {

// A column of a tile holds 2^coarseness tokens: each level of detail has half the columns of the one before it.
struct TilePlace {
    static constexpr int Columns = 256;

    int coarseness = 0;
    int layer = 0; // the model's layer number
    int block = 0; // counted from the run's beginning

    int tokensAColumn() const { return 1 << coarseness; }
    TokenRange tokens() const
    {
        const int width = Columns << coarseness;
        return {block * width, (block + 1) * width};
    }
    auto operator<=>(const TilePlace &) const = default;
};

// A cell is the greatest weight that any token of its column gave the expert, so that a rare choice does not vanish.
// Where a token's routing was not computed, the column says so: what is 0 there is not known.
class RoutingTile {
public:
    RoutingTile(const TilePlace &place, int experts);

    // Takes in what the run has beyond what is in, at most `most` tokens; returns how many those were. Weights become
    // levels of a ColorScale that ends at `scaleEnd`.
    int extend(const Run &run, double scaleEnd, int most);
    // Takes in the two whole tiles of half the coarseness; the second may lie behind the run's end (null).
    void join(const RoutingTile &first, const RoutingTile *second);

    TokenRange done() const { return {m_place.tokens().begin, m_end}; } // the tokens that are in
    bool whole(const Run &run) const { return m_end >= std::min(m_place.tokens().end, run.size()); }
    std::span<const uint8_t> levels(int expert) const // TilePlace::Columns of them, 0 ... 255
    {
        return std::span(m_levels).subspan(size_t(expert) * TilePlace::Columns, TilePlace::Columns);
    }
    bool hasUncomputed(int column) const { return m_uncomputed[size_t(column)] != 0; }
    size_t bytes() const { return m_levels.size() + m_uncomputed.size() + sizeof(*this); }

private:
    void joinHalf(const RoutingTile &half, int firstColumn);

    TilePlace m_place;
    int m_experts;
    int m_end;
    std::vector<uint8_t> m_levels;     // [expert][column]
    std::vector<uint8_t> m_uncomputed; // [column]
};

} // namespace deepscope
