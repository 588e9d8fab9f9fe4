// MainWindow: how it looks, and what it tells of itself.
#include "app/main_window.h"

#include "app/docks.h"
#include "app/first_steps.h"
#include "app/help_dialogs.h"
#include "app/mode_switch.h"
#include "app/theme.h"
#include "panels/chat/chat_panel.h"
#include "panels/chat/composer.h"
#include "panels/experts/experts_panel.h"
#include "panels/memory/memory_panel.h"

#include <QAction>
#include <QTabWidget>

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

void MainWindow::connectFirstSteps()
{
    const auto show = [this](const QWidget &panel) {
        m_modes->go(Mode::Chat);
        showDockOf(panel);
    };
    m_firstSteps->setShow({[this] {
                               m_modes->go(Mode::Chat);
                               m_chat->composer()->focusEditor();
                           },
                           [this, show] {
                               show(*m_docks->experts());
                               m_docks->experts()->tabs()->setCurrentIndex(0);
                           },
                           [this, show] {
                               show(*m_docks->memory());
                               m_docks->memory()->showCache();
                           }});
    connect(m_actions.firstSteps, &QAction::triggered, m_firstSteps, &FirstSteps::begin);
    connect(m_firstSteps, &FirstSteps::ended, this, [this] { m_settings.setSawFirstSteps(); });
    connect(m_modes, &ModeSwitch::changed, this, [this] { m_firstSteps->setConcealed(m_modes->mode() != Mode::Chat); });
}

} // namespace deepscope
