// MainWindow: how it looks, and what it tells of itself.
#include "app/main_window.h"

#include "app/docks.h"
#include "app/help_dialogs.h"
#include "app/mode_switch.h"
#include "app/theme.h"

#include <QAction>

namespace deepscope {

void MainWindow::connectView()
{
    connect(m_actions.resetLayout, &QAction::triggered, this, [this] { m_modes->resetLayout(); });
    const auto choose = [this](QAction *action, Theme theme) {
        connect(action, &QAction::triggered, this, [this, theme] {
            m_settings.setTheme(theme);
            applyTheme(theme);
        });
    };
    choose(m_actions.themeSystem, Theme::System);
    choose(m_actions.themeLight, Theme::Light);
    choose(m_actions.themeDark, Theme::Dark);
    const auto speak = [this](QAction *action, const QString &language) {
        action->setChecked(m_settings.language() == language);
        connect(action, &QAction::triggered, this, [this, language] {
            if (m_settings.language() == language)
                return;
            m_settings.setLanguage(language);
            emit m_workbench.notice(tr("The chosen language is used from the next start on."));
        });
    };
    speak(m_actions.languageSystem, {});
    speak(m_actions.languageEnglish, QStringLiteral("en"));
    speak(m_actions.languageGerman, QStringLiteral("de"));
    connect(m_actions.shortcuts, &QAction::triggered, this, [this] { showShortcuts(this); });
    connect(m_actions.about, &QAction::triggered, this, [this] { showAbout(this, m_workbench.store()); });
}

} // namespace deepscope
