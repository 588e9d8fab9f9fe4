// The keys that move the focus, the same in every picture: Left and Right by token, Up and Down by layer, Page keys by
// sentence, with Control by phase, Home to the first token, End follows, Escape clears one level, + - 0 zoom.
#pragma once

#include "models/selection.h"

class QKeyEvent;

namespace deepscope {

// True when the key was one of these and something changed.
bool handleSelectionKey(const QKeyEvent &event, Selection &selection);

} // namespace deepscope
