// The arrow keys of pictures whose cells are layers and experts: Left and Right by expert, Up and Down by layer.
#pragma once

#include "models/selection.h"

class QKeyEvent;

namespace deepscope {

// True when the key was a plain arrow; `run` may be null.
bool handleExpertKey(const QKeyEvent &event, Selection &selection, const Run *run);

} // namespace deepscope
