// The numbers around the overview: layers at the left, experts and their groups below. The painter's font is theirs.
#pragma once

#include "models/selection.h"
#include "paint/overview_geometry.h"
#include "paint/palette.h"

class QPainter;

namespace deepscope {

// The number of what is pointed at always stands, in the colour of text; others where there is room.
void paintLayerNumbers(QPainter &painter, const Palette &color, const OverviewGeometry &grid, const Run &run,
                       const Selection &selection);
void paintExpertNumbers(QPainter &painter, const Palette &color, const OverviewGeometry &grid, const Run &run,
                        const Selection &selection);
void paintGroups(QPainter &painter, const Palette &color, const OverviewGeometry &grid);

} // namespace deepscope
