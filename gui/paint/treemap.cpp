#include "treemap.h"

#include <algorithm>
#include <numeric>

namespace deepscope {

namespace {

struct Tile {
    size_t index;
    double size; // of its area
};

// How far the worst tile of a row along a side is from a square, 1 or more.
double worstShape(std::span<const Tile> row, double side)
{
    double sum = 0;
    for (const Tile &tile : row)
        sum += tile.size;
    const double depth = sum / side;
    double worst = 1;
    for (const Tile &tile : row) {
        const double length = tile.size / depth;
        worst = std::max({worst, depth / length, length / depth});
    }
    return worst;
}

// A row along the shorter side of what is free; gives what is left.
QRectF layRow(std::span<const Tile> row, const QRectF &free, std::vector<QRectF> &tiles)
{
    double sum = 0;
    for (const Tile &tile : row)
        sum += tile.size;
    const bool upright = free.width() >= free.height(); // the row stands at the left, else it lies at the top
    const double depth = sum / (upright ? free.height() : free.width());
    double at = upright ? free.top() : free.left();
    for (const Tile &tile : row) {
        const double length = tile.size / depth;
        tiles[tile.index] = upright ? QRectF(free.left(), at, depth, length) : QRectF(at, free.top(), length, depth);
        at += length;
    }
    return upright ? free.adjusted(depth, 0, 0, 0) : free.adjusted(0, depth, 0, 0);
}

} // namespace

std::vector<QRectF> treemap(std::span<const double> values, const QRectF &area)
{
    std::vector<QRectF> tiles(values.size());
    double sum = 0;
    for (const double value : values)
        sum += std::max(0.0, value);
    if (sum <= 0 || area.isEmpty())
        return tiles;
    std::vector<Tile> left;
    for (size_t i = 0; i < values.size(); ++i)
        if (values[i] > 0)
            left.push_back({i, values[i] / sum * area.width() * area.height()});
    std::ranges::stable_sort(left, std::ranges::greater(), &Tile::size);
    QRectF free = area;
    for (std::span<const Tile> rest = left; !rest.empty();) {
        const double side = std::min(free.width(), free.height());
        size_t count = 1;
        while (side > 0 && count < rest.size() &&
               worstShape(rest.first(count + 1), side) <= worstShape(rest.first(count), side))
            ++count;
        if (side <= 0) // rounding has left nothing
            break;
        free = layRow(rest.first(count), free, tiles);
        rest = rest.subspan(count);
    }
    return tiles;
}

} // namespace deepscope
