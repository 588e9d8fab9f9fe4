// What the Help menu shows.
#pragma once

#include "models/run_store.h"

class QWidget;

namespace deepscope {

// Every command with a shortcut, as the menus name it.
void showShortcuts(QWidget *window);
// Version, licence, Qt, build, and the device in use; a button copies the system report.
void showAbout(QWidget *window, const RunStore &store);

} // namespace deepscope
