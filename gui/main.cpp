// The workbench: reads its arguments, opens the window, and the model or recording that was named.
#include "api/lab_record.h"
#include "app/command_line.h"
#include "app/end_signals.h"
#include "app/main_window.h"
#include "app/safe_application.h"
#include "app/system_report.h"
#include "commit.h"
#include "paint/texts.h"

#include <QStandardPaths>

#include <cstdio>

#ifdef _WIN32
#include <windows.h>
#endif

namespace {

// A windowed program of Windows has no standard output unless it is redirected: --help goes to the terminal that
// started it.
void useTerminal()
{
#ifdef _WIN32
    if (GetFileType(GetStdHandle(STD_OUTPUT_HANDLE)) == FILE_TYPE_UNKNOWN && AttachConsole(ATTACH_PARENT_PROCESS)) {
        std::freopen("CONOUT$", "w", stdout);
        std::freopen("CONOUT$", "w", stderr);
    }
#endif
}

// Before there is a window system to connect to: --help works in a plain terminal.
deepscope::CommandLine readCommandLine(int argumentCount, char **arguments)
{
    const QCoreApplication application(argumentCount, arguments);
    QCoreApplication::setApplicationVersion(QStringLiteral(DEEPSCOPE_VERSION));
    return deepscope::parseCommandLine(QCoreApplication::arguments());
}

bool isRecording(const QString &file)
{
    return file.endsWith(QStringLiteral(".run"), Qt::CaseInsensitive) ||
           file.endsWith(QLatin1String(deepscope::LabRecordEnding), Qt::CaseInsensitive);
}

int run(int argumentCount, char **arguments)
{
    using namespace deepscope;
    useTerminal();
    const CommandLine line = readCommandLine(argumentCount, arguments);
    if (!line.problem.isEmpty()) {
        std::fprintf(stderr, "deepscope: %s\n", qPrintable(line.problem));
        return static_cast<int>(ErrorKind::Usage);
    }
    if (!line.answer.isEmpty()) {
        std::fputs(qPrintable(line.answer), stdout);
        return 0;
    }

    SafeApplication application(argumentCount, arguments);
    application.setProperty(CommitProperty, QStringLiteral(DEEPSCOPE_COMMIT));
    auto settings = line.settingsFile.isEmpty() ? std::make_unique<QSettings>()
                                                : std::make_unique<QSettings>(line.settingsFile, QSettings::IniFormat);
    useLanguage(Settings::languageIn(*settings));
    const QString dataFolder =
        line.dataFolder.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) : line.dataFolder;
    const EndSignals endSignals; // until all is written, a second one changes nothing
    MainWindow window(localEngine(), localLab(), std::move(settings), dataFolder);
    window.setOverrides(line.options);
    QObject::connect(&endSignals, &EndSignals::received, &window, &MainWindow::closeUnasked);
    window.show();
    // A recording opens beside the default model, so that questions can be asked too.
    if (line.file.isEmpty() || isRecording(line.file))
        window.open(QStringLiteral("default"));
    if (!line.file.isEmpty())
        window.open(line.file);
    return QApplication::exec();
}

} // namespace

int main(int argumentCount, char **arguments)
{
    const int status = run(argumentCount, arguments);
#ifdef _WIN32
    // All that is ours is closed. What would follow, the C++ library giving back its key for thread-local data, waits
    // for ever about every second time (pthread_key_delete of mingw-w64 10, for a reader that has long gone).
    std::fflush(nullptr);
    TerminateProcess(GetCurrentProcess(), UINT(status));
#endif
    return status;
}
