// Sizes of type by role. Body is the system's font as it is.
#pragma once

#include <QFont>

namespace deepscope {

QFont titleFont(const QFont &body);
QFont smallFont(const QFont &body);

inline constexpr int Step = 4; // logical pixels; all spacing is a multiple of it

} // namespace deepscope
