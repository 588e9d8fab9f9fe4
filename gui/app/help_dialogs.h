// What the Help menu shows.
#pragma once

#include "app/options_planner.h"
#include "models/run_store.h"

class QWidget;

namespace deepscope {

// Every command with a shortcut, as the menus name it.
void showShortcuts(QWidget *window);
// Version, licence, Qt, build, and the device in use; a button copies the system report. Devices are asked for on
// another thread.
void showAbout(QWidget *window, const RunStore &store, const OptionsPlanner::DeviceSource &devices = listDevices);

} // namespace deepscope
