#include "palette.h"

#include <array>
#include <cmath>

namespace deepscope {

namespace {

struct Pair {
    QRgb light, dark;
    QColor of(bool isDark) const { return QColor::fromRgba(isDark ? dark : light); }
};

constexpr std::array<Pair, RoleCount> Roles = {{
    {0xffffffff, 0xff1c2026}, // Panel
    {0xfff3f5f8, 0xff272c34}, // Raised
    {0xff1d232b, 0xffe6e9ee}, // Text
    {0xff566170, 0xffa7b1be}, // QuietText
    {0xffdde2e8, 0xff363d47}, // Line
    {0xff808b98, 0xff76828f}, // Axis
    {0xff1f62c4, 0xff74abff}, // Accent
    {0xffffffff, 0xff10151c}, // AccentText
    {0xff0b3d91, 0xffffffff}, // Focus
    {0xff566170, 0xffc3cbd6}, // Hover
    {0x262f7be0, 0x3874abff}, // Range
    {0xfffff0b8, 0xff4d4318}, // Lit
    {0xff8a5300, 0xfff2b04c}, // Warning
    {0xffb3261e, 0xffff8f86}, // Error
    {0xff6f7f95, 0xff8093ab}, // Weights
    {0xff1f62c4, 0xff74abff}, // Cache
    {0xff9a7bb8, 0xffa58cc4}, // Scratch
    {0xffe6eaef, 0xff323841}, // Free
    {0xff1f62c4, 0xff74abff}, // Latent
    {0xffb8548a, 0xffe08abb}, // RopeKey
    {0xffb0bac6, 0xff5b6572}, // NotComputed
}};

constexpr std::array<Pair, 3> PhaseText = {{
    {0xff55657a, 0xffa9b8cb}, // prompt: grey-blue
    {0xff9c5200, 0xfff2a73b}, // think: orange
    {0xff00705a, 0xff41c8a0}, // answer: bluish green
}};
constexpr std::array<Pair, 3> PhaseFill = {{
    {0xffe4e9f0, 0xff323b48},
    {0xffffe5c4, 0xff513711},
    {0xffcbeee2, 0xff134438},
}};
constexpr std::array<Pair, 3> PhaseBar = {{
    {0xff7c8da3, 0xff8496ac},
    {0xffd07600, 0xffe8992b},
    {0xff00966f, 0xff2cb48c},
}};

// Okabe and Ito's colours, darkened or lightened until they stand out from the panel.
constexpr std::array<Pair, 8> Categories = {{
    {0xff0072b2, 0xff4aa8e0},
    {0xffc96a00, 0xffe69f00},
    {0xff00936b, 0xff20b88c},
    {0xffb8548a, 0xffdd8ab8},
    {0xffc44d00, 0xffe8793a},
    {0xff2b8fc2, 0xff7cc4ec},
    {0xff8a7a00, 0xffd8cc3c},
    {0xff5d6875, 0xffa7b1be},
}};

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace

Palette Palette::of(const QPalette &palette) { return Palette(palette.color(QPalette::Window).lightness() < 128); }

QColor Palette::operator()(Role role) const { return Roles[size_t(role)].of(m_dark); }
QColor Palette::phase(Phase phase) const { return PhaseText[size_t(phase)].of(m_dark); }
QColor Palette::phaseFill(Phase phase) const { return PhaseFill[size_t(phase)].of(m_dark); }
QColor Palette::phaseBar(Phase phase) const { return PhaseBar[size_t(phase)].of(m_dark); }
QColor Palette::category(int index) const { return Categories[size_t(index) % Categories.size()].of(m_dark); }

QPalette Palette::toQPalette() const
{
    const Palette &color = *this;
    QPalette palette;
    const auto set = [&](QPalette::ColorRole role, Role value) { palette.setColor(role, color(value)); };
    set(QPalette::Window, Role::Raised);
    set(QPalette::WindowText, Role::Text);
    set(QPalette::Base, Role::Panel);
    set(QPalette::AlternateBase, Role::Raised);
    set(QPalette::Text, Role::Text);
    set(QPalette::PlaceholderText, Role::QuietText);
    set(QPalette::Button, Role::Raised);
    set(QPalette::ButtonText, Role::Text);
    set(QPalette::BrightText, Role::Error);
    set(QPalette::ToolTipBase, Role::Raised);
    set(QPalette::ToolTipText, Role::Text);
    set(QPalette::Highlight, Role::Accent);
    set(QPalette::HighlightedText, Role::AccentText);
    set(QPalette::Link, Role::Accent);
    set(QPalette::LinkVisited, Role::Accent);
    set(QPalette::Light, Role::Panel);
    set(QPalette::Midlight, Role::Line);
    set(QPalette::Mid, Role::Line);
    set(QPalette::Dark, Role::Axis);
    set(QPalette::Shadow, Role::Axis);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role,
                         over(
                             [&] {
                                 QColor faded = color(Role::Text);
                                 faded.setAlphaF(0.45f);
                                 return faded;
                             }(),
                             color(Role::Raised)));
    return palette;
}

double contrast(const QColor &a, const QColor &b)
{
    const double first = luminance(a) + 0.05, second = luminance(b) + 0.05;
    return first > second ? first / second : second / first;
}

QColor over(const QColor &top, const QColor &ground)
{
    const float alpha = top.alphaF();
    const auto mix = [alpha](float upper, float lower) { return alpha * upper + (1 - alpha) * lower; };
    return QColor::fromRgbF(mix(top.redF(), ground.redF()), mix(top.greenF(), ground.greenF()),
                            mix(top.blueF(), ground.blueF()));
}

} // namespace deepscope
