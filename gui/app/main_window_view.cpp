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
    connect(m_actions.shortcuts, &QAction::triggered, this, [this] { showShortcuts(this); });
    connect(m_actions.about, &QAction::triggered, this, [this] { showAbout(this, m_workbench.store()); });
}

} // namespace deepscope
