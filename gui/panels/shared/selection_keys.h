// The keys that move the focus where the strip or a panel has the keyboard: Left and Right by token, Up and Down by
// layer, Page keys by phase, Home and End to the first and the last token; with Shift they choose a range, Up and Down
// an expert; Escape clears one level, + - 0 zoom. With Control they work in the whole window, see Actions.
#pragma once

#include "models/selection.h"

class QKeyEvent;

namespace deepscope {

// True when the key was one of these and something changed.
bool handleSelectionKey(const QKeyEvent &event, Selection &selection);

} // namespace deepscope
