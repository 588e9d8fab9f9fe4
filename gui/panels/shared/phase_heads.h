// The names of the phases above a picture of tokens: one beside each section that is on screen, however narrow it is,
// unless there is no room left.
#pragma once

#include "models/run.h"
#include "paint/palette.h"
#include "paint/token_axis.h"

class QFontMetrics;
class QPainter;

namespace deepscope {

struct PhaseHead {
    Phase phase;
    double left, width; // of the name, pixels; none touches another
};

// In the order of the sections. Where not all have room, those of wider sections stay.
std::vector<PhaseHead> phaseHeads(const std::vector<Run::Section> &sections, const TokenAxis &axis,
                                  const QFontMetrics &metrics);

// With a bar below, which is the sections' own; the painter's font is the names'. `area` is above the picture.
void paintPhaseHeads(QPainter &painter, const Palette &color, const std::vector<Run::Section> &sections,
                     const TokenAxis &axis, const QRectF &area);

} // namespace deepscope
