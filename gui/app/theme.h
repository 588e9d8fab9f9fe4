// Light or dark: what the system says, or what a person chose in the View menu.
#pragma once

#include <QString>

namespace deepscope {

enum class Theme { System, Light, Dark };

QString themeKey(Theme theme); // "system", "light", "dark": as written to the settings
Theme themeFromKey(const QString &key);

// Gives the application this theme. Widgets hear of it as a change of palette.
void applyTheme(Theme theme);

} // namespace deepscope
