// The one table of colours: roles with a light and a dark value. No other file names a colour.
#pragma once

#include "api/trace.h"

#include <QColor>
#include <QPalette>

namespace deepscope {

enum class Role : uint8_t {
    Panel,      // ground of a panel, of the chat and of every picture
    Raised,     // a surface that lies on the panel: composer, code block, message bubble
    Text,       // contrast to Panel and Raised at least 4.5 : 1
    QuietText,  // second rank, 4.5 : 1 as well
    Line,       // separates without meaning
    Axis,       // a line that carries meaning, 3 : 1
    Accent,     // buttons, links, bars without another meaning; 4.5 : 1, may be text
    AccentText, // text on Accent
    Focus,      // outline of the focused thing
    Hover,      // outline of the thing under the pointer
    Range,      // translucent ground of the selected token range
    Lit,        // ground behind tokens of the focused expert
    Warning,    // text of a warning
    Error,      // text of an error
    Weights,
    Cache,
    Scratch,
    Free, // memory
    Latent,
    RopeKey,     // parts of the cache
    NotComputed, // pattern for "not computed", which is not zero
};
inline constexpr int RoleCount = int(Role::NotComputed) + 1;

class Palette {
public:
    explicit Palette(bool dark) : m_dark(dark) {}
    // Dark or light by the lightness of the window colour.
    static Palette of(const QPalette &palette);

    bool dark() const { return m_dark; }
    QColor operator()(Role role) const;

    // Prompt grey-blue, think orange, answer bluish green. `phase` may be text or a line on the panel (4.5 : 1);
    // `phaseFill` is a ground on which Text keeps 4.5 : 1; `phaseBar` a strong fill (3 : 1 to the panel).
    QColor phase(Phase phase) const;
    QColor phaseFill(Phase phase) const;
    QColor phaseBar(Phase phase) const;

    QColor category(int index) const; // eight colours, 3 : 1 to the panel; repeats

    // A QPalette of these roles, for the application's theme.
    QPalette toQPalette() const;

private:
    bool m_dark;
};

// Contrast of two opaque colours as WCAG 2 defines it, 1 ... 21.
double contrast(const QColor &a, const QColor &b);
// `top` laid over `ground` with its alpha.
QColor over(const QColor &top, const QColor &ground);

} // namespace deepscope
