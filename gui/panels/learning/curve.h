// One small curve over the steps of a run, as plain values: what is drawn, what its numbers mean, and one sentence on
// what is good and what is bad.
#pragma once

#include "paint/palette.h"

#include <QString>

#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace deepscope {

struct CurvePoint {
    uint32_t step = 0;
    double value = 0;
};

struct CurveSeries {
    enum class Style { Line, Points, Area }; // Points: measured now and then; Area: stacked upon the series before it
    QString name;
    std::function<QColor(const Palette &)> color;
    std::vector<CurvePoint> points; // by step; a step without a value is left out
    Style style = Style::Line;
};

// Between two lines: where most of the values are.
struct CurveBand {
    QString name;
    std::function<QColor(const Palette &)> color;
    std::vector<CurvePoint> low, high; // of the same steps
};

// One value for all steps, dashed.
struct CurveLevel {
    QString name;
    double value = 0;
};

struct Curve {
    QString key;   // for settings and tests
    QString title; // with the unit, where there is one
    QString sentence;
    std::vector<CurveSeries> series;
    std::optional<CurveBand> band;
    std::optional<CurveLevel> level;
    std::function<QString(double)> format;
    double top = 0; // of the scale, where it is fixed: 1 for shares; 0 = what the values need
    bool logarithmic = false;

    bool isEmpty() const;
};

// The last value at or before a step; nothing: there is none so far.
std::optional<double> valueAt(const std::vector<CurvePoint> &points, uint32_t step);

// "form 98 %, match 72 %": of all series, the band and the level.
QString valuesWords(const Curve &curve, uint32_t step);

} // namespace deepscope
