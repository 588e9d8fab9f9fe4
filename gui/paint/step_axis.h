// Steps of a run along x, and round numbers at the ends of scales.
#pragma once

#include <QRectF>

#include <cstdint>

namespace deepscope {

// The smallest of 1, 2, 2.5, 5 times a power of ten that is not below `value`; 1 for 0 and less.
double roundUp(double value);

// From step 0 at the left to `end` at the right edge.
class StepAxis {
public:
    StepAxis(uint32_t end, const QRectF &area) : m_end(end > 0 ? end : 1), m_area(area) {}

    // Where the axis ends: of a run under way further than it is, so that the picture does not shrink at each step.
    static uint32_t endFor(uint32_t lastStep, bool running);

    uint32_t end() const { return m_end; }
    double xOf(double step) const { return m_area.left() + step / m_end * m_area.width(); }
    uint32_t stepAt(double x) const; // the nearest, inside of the axis

private:
    uint32_t m_end;
    QRectF m_area;
};

} // namespace deepscope
