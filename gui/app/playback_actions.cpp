#include "app/playback_actions.h"

#include "paint/glyph_icon.h"
#include "panels/shared/bar_list.h"
#include "panels/shared/data_panel.h"
#include "panels/token_strip/pace_menu.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>

namespace deepscope {

namespace {

bool isInPanel(const QWidget *widget)
{
    while (widget && !qobject_cast<const DataPanel *>(widget))
        widget = widget->parentWidget();
    return widget;
}

bool needsItsKeys(const QWidget *widget)
{
    return qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const QAbstractItemView *>(widget) ||
           qobject_cast<const QAbstractSpinBox *>(widget) || qobject_cast<const QComboBox *>(widget) ||
           qobject_cast<const QLineEdit *>(widget) || qobject_cast<const BarList *>(widget);
}

} // namespace

PlaybackActions::PlaybackActions(const Actions &actions, Playback &playback, Settings &settings, QWidget *window)
    : QObject(window), m_actions(actions), m_playback(playback)
{
    playback.setPace(settings.pace());
    actions.pace->setMenu(new PaceMenu(playback, window));
    connect(actions.play, &QAction::triggered, &playback, &Playback::playOrPause);
    connect(actions.stepForward, &QAction::triggered, &playback, [&playback] { playback.step(1); });
    connect(actions.stepBack, &QAction::triggered, &playback, [&playback] { playback.step(-1); });
    connect(actions.stopPlaying, &QAction::triggered, &playback, &Playback::stop);
    connect(&playback, &Playback::stateChanged, this, &PlaybackActions::showState);
    connect(&playback, &Playback::paceChanged, this, [&playback, &settings] { settings.setPace(playback.pace()); });
    qApp->installEventFilter(this);
    showState();
}

void PlaybackActions::showState()
{
    const QString reason = m_playback.reasonAgainst();
    const bool playing = m_playback.state() == Playback::State::Playing;
    m_actions.play->setText(playing ? tr("&Pause") : tr("&Play"));
    m_actions.play->setIcon(glyphIcon(playing ? Glyph::Pause : Glyph::Play));
    for (QAction *action : {m_actions.play, m_actions.stepForward, m_actions.stepBack}) {
        action->setEnabled(reason.isEmpty());
        action->setStatusTip(reason);
    }
    m_actions.stopPlaying->setEnabled(m_playback.isOn());
}

// A widget that takes the key for itself is not overridden by the command's shortcut.
bool PlaybackActions::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const QWidget *focused = QApplication::focusWidget(); // the event goes up from there
        const QKeySequence key(static_cast<QKeyEvent *>(event)->keyCombination());
        const bool isOurs = key == m_actions.play->shortcut() || key == m_actions.stepForward->shortcut() ||
                            key == m_actions.stepBack->shortcut();
        if (isOurs && (!isInPanel(focused) || needsItsKeys(focused))) {
            event->accept();
            return true;
        }
    }
    return QObject::eventFilter(watched, event);
}

} // namespace deepscope
