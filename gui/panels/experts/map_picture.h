// The cells of the expert map as an image of what is on screen, put together from tiles. Where more is to be read than
// fits between two frames, what is known so far is painted and the rest follows.
#pragma once

#include "models/routing_tiles.h"
#include "paint/coarse_axis.h"
#include "paint/grid_geometry.h"
#include "paint/heatmap_image.h"

namespace deepscope {

class MapPicture {
public:
    // What is on screen: cells are at their places in `grid`, and the part within `area` is painted.
    struct View {
        GridGeometry grid;
        QRectF area;
        double ratio = 1; // device pixels a pixel
        double scaleEnd = 1;
        bool operator==(const View &) const = default;
    };

    void restart();                    // another run
    void repaint() { m_painted = -1; } // with other colours
    // Brings the image up to date, reading no more than a slice of the run; false = there is more to read.
    bool update(const Run &run, const View &view, const Palette &color);
    const QImage &image() const { return m_image.image(); }
    const RoutingTiles &tiles() const { return m_tiles; }

private:
    std::vector<TilePlace> placesInView(const Run &run) const;
    void paint(const Run &run, const TilePlace &place, const Palette &color);
    bool paintFromOtherDetail(const Run &run, const TilePlace &place);
    void paintColumns(const RoutingTile &tile, const TilePlace &place, int first, int count);
    QRectF placeOf(int layer, TokenRange tokens) const; // in the image

    RoutingTiles m_tiles;
    HeatmapImage m_image;
    ColorScale m_scale;
    View m_view;          // that the image is of
    int m_painted = -1;   // tokens of the run then; -1 = the image is of nothing
    bool m_whole = false; // all of it could be read
};

} // namespace deepscope
