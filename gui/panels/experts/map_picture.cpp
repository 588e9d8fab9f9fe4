#include "map_picture.h"

#include <algorithm>
#include <cmath>

namespace deepscope {

namespace {

constexpr int SliceReads = 20'000; // tokens, each in one layer: some milliseconds
constexpr int DetailsAway = 4;     // how much coarser the tiles may be that stand for those that are still to be made

} // namespace

void MapPicture::restart()
{
    m_tiles.restart(m_view.scaleEnd);
    m_painted = -1;
}

bool MapPicture::update(const Run &run, const View &view, const Palette &color)
{
    if (view.scaleEnd != m_view.scaleEnd)
        m_tiles.restart(view.scaleEnd);
    if (view == m_view && m_painted == run.size() && m_whole)
        return true;
    if (m_painted < 0)
        m_scale = ColorScale::sequential(color);
    m_view = view;
    m_painted = run.size();
    const std::vector<TilePlace> places = placesInView(run);
    m_whole = m_tiles.make(run, places, SliceReads);
    m_image.reset(view.area.size().toSize(), view.ratio, ColorScale::sequential(color), color(Role::NotComputed).rgb());
    for (const TilePlace &place : places)
        paint(run, place, color);
    return m_whole;
}

std::vector<TilePlace> MapPicture::placesInView(const Run &run) const
{
    const CoarseAxis axis(m_view.grid.axis(), m_view.ratio);
    const TokenRange columns = axis.shownColumns(run.size());
    std::vector<TilePlace> places;
    if (columns.empty())
        return places;
    const int end = (columns.end - 1) / TilePlace::Columns + 1;
    for (int layer = run.firstExpertLayer(); layer < run.firstExpertLayer() + run.expertLayers(); ++layer)
        if (m_view.grid.layerRect(layer).intersects(m_view.area))
            for (int block = columns.begin / TilePlace::Columns; block < end; ++block)
                places.push_back({axis.coarseness(), layer, block});
    return places;
}

void MapPicture::paint(const Run &run, const TilePlace &place, const Palette &color)
{
    const RoutingTile *tile = m_tiles.find(place);
    if (!tile)
        return;
    if (!tile->whole(run) && !paintFromOtherDetail(run, place))
        m_image.setGround(placeOf(place.layer, {tile->done().end, std::min(place.tokens().end, run.size())}),
                          color(Role::Raised).rgb());
    paintColumns(*tile, place, 0, TilePlace::Columns);
}

// So that nothing goes blank while a person zooms: coarser tiles, else the two finer ones.
bool MapPicture::paintFromOtherDetail(const Run &run, const TilePlace &place)
{
    for (int away = 1; away <= DetailsAway; ++away) {
        const TilePlace wide{place.coarseness + away, place.layer, place.block >> away};
        const RoutingTile *tile = m_tiles.find(wide);
        if (!tile || !tile->whole(run))
            continue;
        const int count = TilePlace::Columns >> away;
        paintColumns(*tile, wide, (place.block - (wide.block << away)) * count, count);
        return true;
    }
    bool all = place.coarseness > 0;
    for (const int half : {0, 1}) {
        const TilePlace fine{place.coarseness - 1, place.layer, 2 * place.block + half};
        const RoutingTile *tile = place.coarseness > 0 ? m_tiles.find(fine) : nullptr;
        if (tile)
            paintColumns(*tile, fine, 0, TilePlace::Columns);
        all = all && (fine.tokens().begin >= run.size() || (tile && tile->whole(run)));
    }
    return all;
}

void MapPicture::paintColumns(const RoutingTile &tile, const TilePlace &place, int first, int count)
{
    const CoarseAxis axis(m_view.grid.axis(), m_view.ratio, place.coarseness);
    const int begin = place.block * TilePlace::Columns + first; // of the run's columns
    std::vector<int> pixels;
    for (int column = 0; column <= count; ++column)
        pixels.push_back(axis.pixelOf(begin + column));
    for (int column = 0; column < count; ++column)
        if (tile.hasUncomputed(first + column)) {
            const double left = pixels[size_t(column)] / m_view.ratio;
            const double right = std::max(pixels[size_t(column)] + 1, pixels[size_t(column) + 1]) / m_view.ratio;
            const QRectF rows = placeOf(place.layer, {});
            m_image.setNotComputed(QRectF(left, rows.top(), right - left, rows.height()));
        }
    for (int expert = 0; expert < m_view.grid.experts(); ++expert) {
        const QRectF row = m_view.grid.rowRect(place.layer, expert).translated(-m_view.area.topLeft());
        if (row.bottom() > 0 && row.top() < m_view.area.height())
            m_image.setRow(row.top(), row.height(), pixels, tile.levels(expert).subspan(size_t(first), size_t(count)));
    }
}

QRectF MapPicture::placeOf(int layer, TokenRange tokens) const
{
    const QRectF rows = m_view.grid.layerRect(layer);
    return m_view.grid.axis().rect(tokens, rows.top(), rows.height()).translated(-m_view.area.topLeft());
}

} // namespace deepscope
