// The kept chats, read and written on a thread of their own: every call returns at once, and is carried out in order.
#pragma once

#include "chat_info.h"

#include <QObject>
#include <QStringList>
#include <QThread>

#include <functional>
#include <memory>

namespace deepscope {

class ChatArchiveWorker;
class ChatDatabase;

class ChatArchive : public QObject {
    Q_OBJECT

public:
    // `folder` is made where it does not exist.
    explicit ChatArchive(const QString &folder, QObject *parent = nullptr);
    ~ChatArchive() override; // waits until all is written; what was deleted is then gone for good

    const QString &folder() const { return m_folder; }

    void open();                    // answers with opened()
    void read(const QString &chat); // answers with runsRead()
    // A run that begins, as far as it is known; its tokens follow in order, and its end. What could not be written
    // waits with all that follows it.
    std::shared_ptr<KeptPlace> begin(const ChatInfo &chat, KeptRun run);
    void append(const std::shared_ptr<KeptPlace> &place, std::vector<TokenTrace> tokens);
    void finish(const std::shared_ptr<KeptPlace> &place, KeptRun end); // its tokens are the last ones
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
    void write(std::function<void(ChatDatabase &)> task);

    QString m_folder;
    QThread m_thread;
    ChatArchiveWorker *m_worker; // lives on the thread
};

} // namespace deepscope
