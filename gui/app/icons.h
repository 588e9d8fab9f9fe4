// The window's own icons: strokes on a 16 x 16 grid in the colour of the text, so that they fit any theme and scale.
#pragma once

#include <QIcon>

namespace deepscope {

enum class Glyph { Open, NewChat, Stop, Back, Forward, Clear };

QIcon glyphIcon(Glyph glyph);

// The program's icon, for title bars and task lists.
QIcon applicationIcon();

} // namespace deepscope
