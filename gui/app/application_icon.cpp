#include "app/application_icon.h"

// Outside every namespace, as the macro needs it.
static void makeIconsAvailable() { Q_INIT_RESOURCE(icons); }

namespace deepscope {

QIcon applicationIcon()
{
    makeIconsAvailable();
    return QIcon(QStringLiteral(":/icons/deepscope.png"));
}

} // namespace deepscope
