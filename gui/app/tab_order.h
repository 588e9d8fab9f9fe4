// The way of the Tab key through a window: what is in view, from left to right and from top to bottom, one part of the
// window after the other. Widgets come and go and docks change places, so the way is looked up at each step.
#pragma once

#include <Qt>

#include <vector>

class QDockWidget;
class QWidget;

namespace deepscope {

// Behind another tab; such a dock counts as shown for Qt.
bool liesBehind(const QDockWidget &dock);

// What takes the keyboard inside of `part`. What is hidden, disabled or behind another tab is left out, what a scroll
// area would have to scroll to is not. `always` is among them whether it takes the keyboard or not; null = none.
std::vector<QWidget *> tabStops(const QWidget &part, const QWidget *always = nullptr);

// Gives the keyboard to a widget, and scrolls there.
void giveKeyboard(QWidget &stop, Qt::FocusReason reason);

// Gives the keyboard to the next or previous stop of the window, behind the last one to the first. False: there is
// none.
bool moveByTab(QWidget &window, bool next);

} // namespace deepscope
