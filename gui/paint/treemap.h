// Rectangles whose areas are as large as numbers, as near to squares as they get (Bruls, Huizing, van Wijk: Squarified
// Treemaps, 2000).
#pragma once

#include <QRectF>

#include <span>
#include <vector>

namespace deepscope {

// One for each value, in the order of the values; together they fill the area. Values below 0 count as 0; where all are
// 0, or the area is empty, all rectangles are.
std::vector<QRectF> treemap(std::span<const double> values, const QRectF &area);

} // namespace deepscope
