#include "stack_catcher.h"

#include <QFileInfo>
#include <QProcess>

#include <algorithm>
#include <array>
#include <atomic>
#include <csignal>

#include <dlfcn.h>
#include <execinfo.h>

namespace deepscope::soak {

namespace {

constexpr int MostFrames = 64, MostNames = 24;
constexpr int Signal = SIGUSR2;

// Written by the signal, in the interrupted thread, which alone reads it.
std::array<void *, MostFrames> caught;
std::atomic<int> caughtFrames = 0;

void writeDown(int) { caughtFrames = backtrace(caught.data(), MostFrames); }

// What addr2line says of the addresses that lie in one file.
QStringList linesOf(const QString &file, const QStringList &addresses)
{
    QProcess process;
    process.start("addr2line", QStringList{"-Cfps", "-e", file} + addresses);
    if (!process.waitForFinished(30000))
        return {};
    return QString::fromLocal8Bit(process.readAllStandardOutput()).split('\n', Qt::SkipEmptyParts);
}

} // namespace

StackCatcher::StackCatcher() : m_thread(pthread_self())
{
    backtrace(caught.data(), 1); // loads what it needs, which no signal may do
    struct sigaction action = {};
    action.sa_handler = writeDown;
    action.sa_flags = SA_RESTART;
    sigaction(Signal, &action, nullptr);
}

StackCatcher::~StackCatcher() { std::signal(Signal, SIG_IGN); }

void StackCatcher::ask() { pthread_kill(m_thread, Signal); }

std::vector<void *> StackCatcher::take()
{
    const int frames = caughtFrames.exchange(0);
    return std::vector<void *>(caught.begin(), caught.begin() + std::max(frames, 0)); // of pointers, not of these two
}

QStringList namesOf(const std::vector<void *> &stack)
{
    QStringList names;
    for (size_t place = 2; place < stack.size() && names.size() < MostNames; ++place) { // behind the signal's own
        Dl_info info = {};
        if (!dladdr(stack[place], &info) || !info.dli_fname)
            continue;
        const QString file = QString::fromLocal8Bit(info.dli_fname);
        const bool own = !file.contains(".so");
        if (own) {
            const auto offset = quintptr(stack[place]) - quintptr(info.dli_fbase) - 1; // the call, not what follows it
            names += linesOf(file, {"0x" + QString::number(offset, 16)});
        } else if (info.dli_sname) {
            names << QString("%1 (%2)").arg(QString::fromLatin1(info.dli_sname), QFileInfo(file).fileName());
        }
    }
    return names;
}

} // namespace deepscope::soak
