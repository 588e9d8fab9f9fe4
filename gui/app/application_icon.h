// The program's icon, for title bars and task lists.
#pragma once

#include <QIcon>

namespace deepscope {

QIcon applicationIcon();

} // namespace deepscope
