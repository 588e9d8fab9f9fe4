// The window's own icons: shapes on a 16 x 16 grid in the colour of the text, so that they fit any theme and scale.
#pragma once

#include <QIcon>

namespace deepscope {

enum class Glyph { Open, NewChat, Stop, Back, Forward, Clear, Play, Pause, StepBack, StepForward, Overview };

QIcon glyphIcon(Glyph glyph);

} // namespace deepscope
