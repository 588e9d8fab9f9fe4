#include "app/safe_application.h"

#include "app/application_icon.h"

#include <QStyleFactory>

namespace deepscope {

SafeApplication::SafeApplication(int &argumentCount, char **arguments) : QApplication(argumentCount, arguments)
{
    setApplicationName(QStringLiteral("Deepscope"));
    setOrganizationName(QStringLiteral("Deepscope"));
    setApplicationVersion(QStringLiteral(DEEPSCOPE_VERSION));
    setDesktopFileName(QStringLiteral("org.deepscope.Deepscope"));
    setStyle(QStyleFactory::create(QStringLiteral("Fusion"))); // one look everywhere, and it takes our palettes
    setWindowIcon(applicationIcon());
}

// Qt must not see an exception pass through its event loop.
bool SafeApplication::notify(QObject *receiver, QEvent *event)
{
    try {
        return QApplication::notify(receiver, event);
    } catch (const std::exception &error) {
        qCritical("Deepscope: %s", error.what());
    } catch (...) {
        qCritical("Deepscope: an unknown exception was stopped at the event loop.");
    }
    return false;
}

} // namespace deepscope
