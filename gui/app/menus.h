// The menu bar.
#pragma once

#include "app/actions.h"

#include <QList>

class QMainWindow;
class QMenu;

namespace deepscope {

// `panels` are the actions that show and hide the docks, `examples` a menu of recorded runs.
void buildMenus(QMainWindow &window, const Actions &actions, const QList<QAction *> &panels, QMenu *examples);

} // namespace deepscope
