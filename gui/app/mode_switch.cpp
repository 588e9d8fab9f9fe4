#include "app/mode_switch.h"

#include <QAction>
#include <QStackedWidget>

namespace deepscope {

ModeSwitch::ModeSwitch(const Actions &actions, Settings &settings, QStackedWidget &middle, const Side &chat,
                       const Side &learning, QObject *parent)
    : QObject(parent), m_actions(actions), m_settings(settings), m_middle(middle), m_sides{chat, learning}
{
    for (const Side &side : m_sides)
        middle.addWidget(side.middle);
    connect(actions.modeChat, &QAction::triggered, this, [this] { go(Mode::Chat); });
    connect(actions.modeLearning, &QAction::triggered, this, [this] { go(Mode::Learning); });
}

void ModeSwitch::begin() { enter(m_settings.mode()); }

void ModeSwitch::go(Mode mode)
{
    if (mode == m_mode)
        return;
    save();
    enter(mode);
    m_middle.currentWidget()->setFocus(Qt::OtherFocusReason);
}

void ModeSwitch::enter(Mode mode)
{
    m_mode = mode;
    const Side &here = m_sides[int(mode)], &there = m_sides[1 - int(mode)];
    for (QAction *command : there.commands)
        command->setVisible(false);
    for (QAction *command : here.commands)
        command->setVisible(true);
    there.docks->leave();
    here.docks->enter(m_settings.windowLayout(mode));
    m_middle.setCurrentWidget(here.middle);
    (mode == Mode::Chat ? m_actions.modeChat : m_actions.modeLearning)->setChecked(true);
    emit changed();
}

void ModeSwitch::save()
{
    m_settings.setWindowLayout(m_mode, m_sides[int(m_mode)].docks->save());
    m_settings.setMode(m_mode);
}

} // namespace deepscope
