// A token's text in its cell of the strip.
#pragma once

#include "models/run.h"

class QFont;
class QPainter;
class QRectF;

namespace deepscope {

// As much of the text as fits, in the painter's colour; a control token as a sign of a few letters in a frame.
void paintCellText(QPainter &painter, const QRectF &cell, const QFont &body, const Run &run, int token);

// How wide a cell is in which most tokens can be read. Logical pixels.
double readableCellWidth(const QFont &body);

} // namespace deepscope
