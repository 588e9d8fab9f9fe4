// The kept chats, read and written on a thread of their own: every call returns at once, and is carried out in order.
#pragma once

#include "chat_info.h"

#include <QObject>
#include <QStringList>
#include <QThread>

#include <functional>

namespace deepscope {

class ChatArchiveWorker;

class ChatArchive : public QObject {
    Q_OBJECT

public:
    // `folder` is made where it does not exist.
    explicit ChatArchive(const QString &folder, QObject *parent = nullptr);
    ~ChatArchive() override; // waits until all is written; what was deleted is then gone for good

    const QString &folder() const { return m_folder; }

    void open();                    // answers with opened()
    void read(const QString &chat); // answers with runsRead()
    void add(const ChatInfo &chat, KeptRun run);
    void rename(const QString &chat, const QString &title);
    void setDeleted(const QStringList &chats, bool deleted);
    void tryAgain(); // after a problem: to open, or to write what could not be written so far

signals:
    void opened(const std::vector<deepscope::ChatInfo> &chats, bool writable);
    void runsRead(const QString &chat, const deepscope::ReadRuns &read);
    void problem(const QString &sentence, bool mayPass); // opening or writing; the window shows all it did before
    void written();                                      // after a problem: all that waited

private:
    void post(std::function<void(ChatArchiveWorker &)> task);

    QString m_folder;
    QThread m_thread;
    ChatArchiveWorker *m_worker; // lives on the thread
};

} // namespace deepscope
