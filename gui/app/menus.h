// The menu bar.
#pragma once

#include "app/actions.h"

#include <QList>

class QMainWindow;
class QMenu;

namespace deepscope {

// What is there in one mode alone; the menus that hold such commands, too.
struct ModeCommands {
    QList<QAction *> chat, learning;
};

// `panels` are the actions that show and hide the docks, `examples` a menu of recorded runs.
ModeCommands buildMenus(QMainWindow &window, const Actions &actions, const QList<QAction *> &panels, QMenu *examples);

} // namespace deepscope
