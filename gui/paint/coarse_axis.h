// The token axis in device pixels, where several tokens may share one: columns of 2^coarseness tokens, each at most a
// pixel wide unless a column is one token. Every column is seen in at least one pixel, and where columns are no wider
// than pixels in one only.
#pragma once

#include "token_axis.h"

namespace deepscope {

class CoarseAxis {
public:
    // `devicePixelRatio`: device pixels in one of the axis'.
    CoarseAxis(const TokenAxis &axis, double devicePixelRatio);
    CoarseAxis(const TokenAxis &axis, double devicePixelRatio, int coarseness);

    int coarseness() const { return m_coarseness; }
    // The device pixel in which a column begins, counted from the axis' left end; may lie outside of it.
    int pixelOf(int column) const;
    // Columns with tokens among the run's first `count` that are on screen.
    TokenRange shownColumns(int count) const;
    // The tokens below `count` whose columns are painted at `x`, of the axis' coordinates; empty outside.
    TokenRange tokensAt(double x, int count) const;
    TokenRange tokensBeside(int token, int count) const; // those that are painted where this one is, with it

private:
    TokenRange tokensInPixel(int pixel, int column, int count) const;
    int pixelAt(double x) const;

    TokenAxis m_axis;
    double m_ratio;
    int m_coarseness;
};

} // namespace deepscope
