// Goes from one mode of the window to the other: its middle, its panels as they lay when it was left, its menus and
// what stands in its tool bar.
#pragma once

#include "app/dock_set.h"
#include "app/menus.h"
#include "app/settings.h"

#include <QObject>

class QStackedWidget;

namespace deepscope {

class ModeSwitch : public QObject {
    Q_OBJECT

public:
    struct Side {
        QWidget *middle = nullptr;
        DockSet *docks = nullptr;
        QList<QAction *> commands; // that are there in this mode alone
    };

    // All that is given must outlive it, but the docks need only stay until the window goes. The first mode is Chat.
    ModeSwitch(const Actions &actions, Settings &settings, QStackedWidget &middle, const Side &chat,
               const Side &learning, QObject *parent);

    void begin(); // in the mode of the last time
    Mode mode() const { return m_mode; }
    void go(Mode mode);
    void resetLayout() { m_sides[int(m_mode)].docks->reset(); }
    void save(); // the layouts, and the mode

signals:
    void changed();

private:
    void enter(Mode mode);

    const Actions &m_actions;
    Settings &m_settings;
    QStackedWidget &m_middle;
    Side m_sides[2]; // by mode
    Mode m_mode = Mode::Chat;
};

} // namespace deepscope
