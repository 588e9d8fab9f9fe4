#include "coarse_axis.h"

#include <algorithm>
#include <cmath>

namespace deepscope {

namespace {

constexpr int CoarsestLevel = 20; // a million tokens a column

int coarsenessFor(double tokensAPixel)
{
    return tokensAPixel > 1 ? std::min(CoarsestLevel, int(std::floor(std::log2(tokensAPixel)))) : 0;
}

} // namespace

CoarseAxis::CoarseAxis(const TokenAxis &axis, double devicePixelRatio)
    : CoarseAxis(axis, devicePixelRatio, coarsenessFor(1 / (axis.tokenWidth() * devicePixelRatio)))
{
}

CoarseAxis::CoarseAxis(const TokenAxis &axis, double devicePixelRatio, int coarseness)
    : m_axis(axis), m_ratio(devicePixelRatio), m_coarseness(coarseness)
{
}

// What rounding left of a whole pixel counts as one, as in HeatmapImage.
int CoarseAxis::pixelAt(double x) const { return int(std::floor((x - m_axis.left()) * m_ratio + 1e-6)); }

int CoarseAxis::pixelOf(int column) const { return pixelAt(m_axis.xOf(double(column) * (1 << m_coarseness))); }

TokenRange CoarseAxis::shownColumns(int count) const
{
    const TokenRange tokens = m_axis.shown(count);
    if (tokens.empty())
        return {};
    return {tokens.begin >> m_coarseness, ((tokens.end - 1) >> m_coarseness) + 1};
}

TokenRange CoarseAxis::tokensAt(double x, int count) const
{
    if (x < m_axis.left() || x >= m_axis.right())
        return {};
    return tokensInPixel(pixelAt(x), std::max(0, int(std::floor(m_axis.tokenAt(x))) >> m_coarseness), count);
}

TokenRange CoarseAxis::tokensBeside(int token, int count) const
{
    const int column = token >> m_coarseness;
    return tokensInPixel(pixelOf(column), column, count);
}

// Of the columns near `column`: the one that reaches into the pixel from before, if it does, and those that begin in
// it.
TokenRange CoarseAxis::tokensInPixel(int pixel, int column, int count) const
{
    int first = column;
    while (first > 0 && pixelOf(first - 1) >= pixel)
        --first;
    while (pixelOf(first) < pixel && pixelOf(first + 1) <= pixel)
        ++first;
    int end = first + 1;
    while (pixelOf(end) <= pixel)
        ++end;
    const auto token = [&](int place) { return std::min(count, place << m_coarseness); };
    return {token(first), token(end)};
}

} // namespace deepscope
