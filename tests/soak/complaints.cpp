#include "complaints.h"

#include <QCoreApplication>
#include <QThread>

#include <cstdio>

namespace deepscope::soak {

namespace {

Complaints *listener = nullptr;

// What the platform says of itself, without a screen or without fonts for what a model writes, is nobody's mistake.
bool isOfThePlatform(const QString &message)
{
    return message.startsWith("This plugin does not support") || message.startsWith("QStandardPaths:") ||
           message.contains("OpenType support missing");
}

void hear(QtMsgType type, const QMessageLogContext &, const QString &message)
{
    if (type == QtDebugMsg || type == QtInfoMsg || isOfThePlatform(message))
        return;
    const bool here = QCoreApplication::instance() && QThread::currentThread() == qApp->thread();
    if (listener && here)
        listener->say(message);
    else
        std::fprintf(stderr, "%s\n", qPrintable(message));
    if (listener && !here && QCoreApplication::instance())
        QMetaObject::invokeMethod(
            qApp,
            [message] {
                if (listener)
                    listener->say("on another thread: " + message);
            },
            Qt::QueuedConnection);
}

} // namespace

Complaints::Complaints()
{
    listener = this;
    qInstallMessageHandler(hear);
}

Complaints::~Complaints()
{
    qInstallMessageHandler(nullptr);
    listener = nullptr;
}

void Complaints::setAction(int number, const QString &name)
{
    m_action = QString("action %1 “%2”").arg(number).arg(name);
}

void Complaints::say(const QString &sentence)
{
    m_all << m_action + ": " + sentence;
    std::fprintf(stderr, "WRONG after %s\n", qPrintable(m_all.back()));
}

} // namespace deepscope::soak
