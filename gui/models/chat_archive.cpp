#include "chat_archive.h"

#include "chat_archive_worker.h"

#include <QDir>

namespace deepscope {

ChatArchive::ChatArchive(const QString &folder, QObject *parent)
    : QObject(parent), m_folder(folder),
      m_worker(new ChatArchiveWorker(QDir(folder).filePath(QStringLiteral("chats.sqlite"))))
{
    m_thread.setObjectName(QStringLiteral("chats"));
    m_worker->moveToThread(&m_thread);
    connect(m_worker, &ChatArchiveWorker::opened, this, &ChatArchive::opened);
    connect(m_worker, &ChatArchiveWorker::runsRead, this, &ChatArchive::runsRead);
    connect(m_worker, &ChatArchiveWorker::problem, this, &ChatArchive::problem);
    connect(m_worker, &ChatArchiveWorker::written, this, &ChatArchive::written);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.start();
}

ChatArchive::~ChatArchive()
{
    post([this](ChatArchiveWorker &worker) {
        worker.end();
        m_thread.quit();
    });
    m_thread.wait();
}

void ChatArchive::post(std::function<void(ChatArchiveWorker &)> task)
{
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, task = std::move(task)] { task(*worker); }, Qt::QueuedConnection);
}

void ChatArchive::open()
{
    post([](ChatArchiveWorker &worker) { worker.open(); });
}

void ChatArchive::read(const QString &chat)
{
    post([chat](ChatArchiveWorker &worker) { worker.read(chat); });
}

void ChatArchive::add(const ChatInfo &chat, KeptRun run)
{
    // Shared, because a queued call is copied.
    post([chat, kept = std::make_shared<KeptRun>(std::move(run))](ChatArchiveWorker &worker) {
        worker.write([chat, kept](ChatDatabase &database) { database.add(chat, *kept); });
    });
}

void ChatArchive::rename(const QString &chat, const QString &title)
{
    post([chat, title](ChatArchiveWorker &worker) {
        worker.write([chat, title](ChatDatabase &database) { database.rename(chat, title); });
    });
}

void ChatArchive::setDeleted(const QStringList &chats, bool deleted)
{
    post([chats, deleted](ChatArchiveWorker &worker) { worker.setDeleted(chats, deleted); });
}

void ChatArchive::tryAgain()
{
    post([](ChatArchiveWorker &worker) { worker.tryAgain(); });
}

} // namespace deepscope
