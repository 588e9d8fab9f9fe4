// Tokens <-> x. The same numbers paint a picture and find what lies under the pointer.
#pragma once

#include "models/token_range.h"

#include <QRectF>

#include <vector>

namespace deepscope {

class TokenAxis {
public:
    TokenAxis() = default;
    // The visible range fills [left, left + width) in logical pixels.
    TokenAxis(double left, double width, VisibleRange visible);

    double left() const { return m_left; }
    double right() const { return m_left + m_width; }
    double tokenWidth() const { return m_width / m_visible.size(); }
    double xOf(double token) const { return m_left + (token - m_visible.begin) * tokenWidth(); }
    double tokenAt(double x) const { return m_visible.begin + (x - m_left) / tokenWidth(); }
    int indexAt(double x) const; // the token whose cell holds x; may lie outside of the run

    // The part of [begin, end) that is on screen, as [begin, end) of whole tokens.
    TokenRange shown(int count) const;
    // From the left edge of the range's first cell to the right edge of its last, cut to the axis.
    QRectF rect(TokenRange tokens, double top, double height) const;
    // The same, at least `smallest` wide where any of the range is on screen, so that a few tokens among many are seen.
    QRectF shownRect(TokenRange tokens, double top, double height, double smallest) const;
    // Places of axis labels: multiples of 1, 2 or 5 times a power of ten, at least `apart` pixels from each other.
    std::vector<int> ticks(int count, double apart) const;
    bool operator==(const TokenAxis &) const = default;

private:
    double m_left = 0;
    double m_width = 1;
    VisibleRange m_visible{0, 1};
};

} // namespace deepscope
