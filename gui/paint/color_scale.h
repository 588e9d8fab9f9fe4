// Colours for numbers: sequential from the panel's ground to one strong end, diverging with a neutral middle.
#pragma once

#include "palette.h"

#include <array>

namespace deepscope {

class ColorScale {
public:
    static constexpr int Levels = 256;

    // Lightness changes evenly (in OKLab) from the panel's ground, which stands for zero, to a strong end.
    static ColorScale sequential(const Palette &palette);
    // From one strong end (-1) over the panel's ground (0) to the other (1).
    static ColorScale diverging(const Palette &palette);
    // The same, so faint that Text on it keeps 4.5 : 1.
    static ColorScale tint(const Palette &palette);

    // 0 ... 1 over the whole scale, clamped. For a diverging scale 0.5 is the middle.
    QRgb at(double fraction) const { return m_colors[size_t(levelOf(fraction))]; }
    QRgb level(int level) const { return m_colors[size_t(level)]; }
    static int levelOf(double fraction);

private:
    std::array<QRgb, Levels> m_colors = {};
};

// Grounds for things without an order, such as experts: neighbours differ in hue and in lightness, so that they can be
// told apart without seeing hues, too. Text on each keeps 4.5 : 1. They repeat behind CategoryGrounds.
inline constexpr int CategoryGrounds = 24;
QColor categoryGround(const Palette &palette, int index);

// Perceived lightness 0 ... 1 (OKLab's L).
double perceivedLightness(const QColor &color);

// A round number at or above `value` for the end of a scale: 1, 1.5, 2, 3, 4, 5, 6 or 8 times a power of ten; 1 for
// nothing.
double roundScaleEnd(double value);

} // namespace deepscope
