#include "app/end_signals.h"

#include <utility>

#ifdef Q_OS_UNIX
#include <csignal>
#include <fcntl.h>
#include <unistd.h>
#endif

namespace deepscope {

#ifdef Q_OS_UNIX

namespace {

constexpr int Signals[] = {SIGTERM, SIGHUP, SIGINT};

// A handler may do next to nothing, so it writes a byte, and the event loop reads it.
int pipeEnds[2] = {-1, -1};

void handle(int)
{
    const char byte = 1;
    if (write(pipeEnds[1], &byte, 1) < 0)
        return; // the pipe is full of signals already
}

void setHandlers(void (*handler)(int))
{
    struct sigaction action = {}, before = {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    for (const int number : Signals) {
        sigaction(number, nullptr, &before);
        if (before.sa_handler != SIG_IGN) // as nohup wants it
            sigaction(number, &action, nullptr);
    }
}

} // namespace

EndSignals::EndSignals(QObject *parent) : QObject(parent)
{
    if (pipe(pipeEnds) != 0)
        return;
    for (const int end : pipeEnds) {
        fcntl(end, F_SETFD, FD_CLOEXEC);
        fcntl(end, F_SETFL, O_NONBLOCK);
    }
    m_notifier = std::make_unique<QSocketNotifier>(pipeEnds[0], QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] {
        char byte = 0;
        while (read(pipeEnds[0], &byte, 1) > 0)
            ;
        emit received();
    });
    setHandlers(handle);
}

EndSignals::~EndSignals()
{
    if (!m_notifier)
        return;
    setHandlers(SIG_DFL);
    m_notifier.reset();
    for (int &end : pipeEnds)
        close(std::exchange(end, -1));
}

#else

EndSignals::EndSignals(QObject *parent) : QObject(parent) {}
EndSignals::~EndSignals() = default;

#endif

} // namespace deepscope
