// The menu bar.
#pragma once

#include "app/actions.h"

#include <QList>

class QMainWindow;

namespace deepscope {

// `panels` are the actions that show and hide the docks.
void buildMenus(QMainWindow &window, const Actions &actions, const QList<QAction *> &panels);

} // namespace deepscope
