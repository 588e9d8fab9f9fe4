// ChatArchive's part on the other thread: holds the database, and what waits to be written to it.
#pragma once

#include "chat_database.h"

#include <QObject>
#include <QTimer>

#include <deque>
#include <functional>
#include <optional>

namespace deepscope {

class ChatArchiveWorker : public QObject {
    Q_OBJECT

public:
    using Write = std::function<void(ChatDatabase &)>;

    explicit ChatArchiveWorker(const QString &path) : m_path(path) {}

    void open();
    void read(const QString &chat);
    void readMore(const QString &chat, const std::vector<KeptTurn> &known, const std::set<uint32_t> &cutOff);
    // What fails is kept, and tried again before whatever is written next: the order stays. The same trouble is told
    // once, and again when a person asked for another try.
    void write(Write write);
    void purgeAtEnd(const QStringList &chats, bool purge); // of deleted ones
    void tryAgain();
    void end();

signals:
    void opened(const std::vector<deepscope::ChatInfo> &chats, bool writable);
    void runsRead(const QString &chat, const deepscope::ReadRuns &read);
    void listed(const std::vector<deepscope::ChatInfo> &chats); // another program has written
    void moreRead(const QString &chat, const deepscope::MoreRuns &more);
    void refused(); // nothing will be written, ever
    void problem(const QString &sentence, bool mayPass);
    void written();
    void wrote(std::optional<uint32_t> turn);
    void gone(const deepscope::KeptTurn &turn);

private:
    void lookForChanges();
    void writeWaiting();
    void wait(const ChatTrouble &trouble);
    bool canWrite() const { return m_database && !m_database->readOnlyBecause(); }
    void report(const ChatTrouble &trouble) { emit problem(trouble.sentence(), trouble.mayPass()); }

    QString m_path;
    std::unique_ptr<ChatDatabase> m_database; // null = could not be opened
    bool m_refuses = false;                   // what is to be written is dropped
    std::deque<Write> m_waiting;
    QString m_told;        // why the newest attempt to write failed; empty = it did not
    QStringList m_deleted; // to be purged at the end
    QTimer *m_look = nullptr;
    int m_foreignChanges = 0;       // as the database counted them last
    std::vector<ChatInfo> m_listed; // as the list was told last
};

} // namespace deepscope
