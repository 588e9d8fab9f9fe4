#include "color_scale.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace deepscope {

namespace {

// A colour in OKLab's cylinder: lightness 0 ... 1, chroma, hue in degrees.
struct Lch {
    double lightness, chroma, hue;
};

struct Lab {
    double l, a, b;
};

double toLinear(double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); }

double toGamma(double c)
{
    c = std::clamp(c, 0.0, 1.0);
    return c <= 0.0031308 ? 12.92 * c : 1.055 * std::pow(c, 1 / 2.4) - 0.055;
}

// Björn Ottosson's OKLab.
Lab toLab(const QColor &color)
{
    const double r = toLinear(color.redF()), g = toLinear(color.greenF()), b = toLinear(color.blueF());
    const double l = std::cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
    const double m = std::cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
    const double s = std::cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
    return {0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s};
}

QRgb toRgb(const Lab &lab)
{
    const double l = std::pow(lab.l + 0.3963377774 * lab.a + 0.2158037573 * lab.b, 3);
    const double m = std::pow(lab.l - 0.1055613458 * lab.a - 0.0638541728 * lab.b, 3);
    const double s = std::pow(lab.l - 0.0894841775 * lab.a - 1.2914855480 * lab.b, 3);
    const double r = 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s;
    const double g = -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s;
    const double b = -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s;
    const auto channel = [](double c) { return int(std::lround(toGamma(c) * 255)); };
    return qRgb(channel(r), channel(g), channel(b));
}

Lab toLab(const Lch &color)
{
    const double radians = color.hue * M_PI / 180;
    return {color.lightness, color.chroma * std::cos(radians), color.chroma * std::sin(radians)};
}

// The colour at `fraction` of a path of colours that lie evenly on it; lightness runs straight from end to end.
QRgb onPath(const std::vector<Lab> &path, double fraction)
{
    const double place = fraction * double(path.size() - 1);
    const size_t from = std::min(size_t(place), path.size() - 2);
    const double share = place - double(from);
    const Lab &one = path[from], &other = path[from + 1];
    return toRgb({path.front().l + fraction * (path.back().l - path.front().l), one.a + share * (other.a - one.a),
                  one.b + share * (other.b - one.b)});
}

std::vector<Lab> pathFromPanel(const Palette &palette, std::initializer_list<Lch> colors)
{
    std::vector<Lab> path = {toLab(palette(Role::Panel))};
    for (const Lch &color : colors)
        path.push_back(toLab(color));
    return path;
}

} // namespace

ColorScale ColorScale::sequential(const Palette &palette)
{
    // Blue, teal and violet towards dark on light ground; blue, green and yellow towards bright on dark ground.
    const std::vector<Lab> path =
        palette.dark()
            ? pathFromPanel(palette, {{0.42, 0.10, 275}, {0.58, 0.11, 220}, {0.75, 0.14, 165}, {0.93, 0.17, 108}})
            : pathFromPanel(palette, {{0.85, 0.08, 185}, {0.68, 0.11, 220}, {0.50, 0.14, 260}, {0.30, 0.12, 295}});
    ColorScale scale;
    for (int level = 0; level < Levels; ++level)
        scale.m_colors[size_t(level)] = onPath(path, double(level) / (Levels - 1));
    return scale;
}

ColorScale ColorScale::diverging(const Palette &palette)
{
    const double end = palette.dark() ? 0.80 : 0.45;
    const std::vector<Lab> down = pathFromPanel(palette, {{end, 0.13, 250}});
    const std::vector<Lab> up = pathFromPanel(palette, {{end, 0.13, 60}});
    ColorScale scale;
    for (int level = 0; level < Levels; ++level) {
        const double value = 2.0 * level / (Levels - 1) - 1;
        scale.m_colors[size_t(level)] = onPath(value < 0 ? down : up, std::abs(value));
    }
    return scale;
}

ColorScale ColorScale::tint(const Palette &palette)
{
    constexpr double Strength = 0.45;
    const ColorScale strong = diverging(palette);
    ColorScale scale;
    for (int level = 0; level < Levels; ++level)
        scale.m_colors[size_t(level)] = strong.at(0.5 + Strength * (double(level) / (Levels - 1) - 0.5));
    return scale;
}

QColor categoryGround(const Palette &palette, int index)
{
    static constexpr std::array Hues = {250.0, 60.0, 165.0, 345.0, 110.0, 205.0, 300.0, 25.0};
    static constexpr std::array Light = {0.90, 0.80, 0.70}, Dark = {0.34, 0.42, 0.50};
    constexpr double Chroma = 0.10;
    // As many hues as no number of lightnesses divides: each pair of them comes once.
    const double lightness = (palette.dark() ? Dark : Light)[size_t(index) % Light.size()];
    return QColor(toRgb(toLab(Lch{lightness, Chroma, Hues[size_t(index) % Hues.size()]})));
}

int ColorScale::levelOf(double fraction)
{
    if (!(fraction > 0)) // also for what is no number
        return 0;
    return std::min(Levels - 1, int(std::lround(fraction * (Levels - 1))));
}

double perceivedLightness(const QColor &color) { return toLab(color).l; }

double roundScaleEnd(double value)
{
    if (!(value > 0) || !std::isfinite(value))
        return 1;
    const double power = std::pow(10, std::floor(std::log10(value)));
    for (const double step : {1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0})
        // Weights are floats: 0.4f is a little more than 0.4.
        if (value <= step * power * (1 + 1e-6))
            return step * power;
    return 10 * power;
}

} // namespace deepscope
