#include "app/theme.h"

#include "paint/palette.h"

#include <QApplication>

namespace deepscope {

QString themeKey(Theme theme)
{
    switch (theme) {
    case Theme::Light:
        return QStringLiteral("light");
    case Theme::Dark:
        return QStringLiteral("dark");
    case Theme::System:
        break;
    }
    return QStringLiteral("system");
}

Theme themeFromKey(const QString &key)
{
    if (key == themeKey(Theme::Light))
        return Theme::Light;
    return key == themeKey(Theme::Dark) ? Theme::Dark : Theme::System;
}

void applyTheme(Theme theme)
{
    bool dark = theme == Theme::Dark;
    if (theme == Theme::System) {
        QApplication::setPalette(QPalette()); // nothing set: the platform's own shows through, and says which it is
        dark = Palette::of(QApplication::palette()).dark();
    }
    QApplication::setPalette(Palette(dark).toQPalette());
}

} // namespace deepscope
