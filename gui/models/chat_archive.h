// The kept chats, read and written on a thread of their own: every call returns at once, and is carried out in order.
#pragma once

#include "chat_info.h"

#include <QObject>
#include <QStringList>
#include <QThread>

#include <functional>
#include <map>
#include <memory>
#include <optional>

namespace deepscope {

class ChatArchiveWorker;
class ChatDatabase;

// A turn that is being kept: its number in the run store, and where the archive puts it.
struct KeptTurn {
    uint32_t number = 0;
    std::shared_ptr<KeptPlace> place;
};

// What is on its way to the file, or was refused so far.
struct Unwritten {
    std::vector<uint32_t> turns; // oldest first
    int changes = 0;             // of the list: chats that were renamed, deleted or brought back

    bool empty() const { return turns.empty() && changes == 0; }
};

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
    KeptTurn begin(const ChatInfo &chat, KeptRun run, uint32_t number);
    void append(const KeptTurn &turn, std::vector<TokenTrace> tokens);
    void finish(const KeptTurn &turn, KeptRun end); // its tokens are the last ones
    void rename(const QString &chat, const QString &title);
    void setDeleted(const QStringList &chats, bool deleted);
    void tryAgain(); // after a problem: to open, or to write what could not be written so far
    Unwritten unwritten() const;

signals:
    void opened(const std::vector<deepscope::ChatInfo> &chats, bool writable);
    void refused(); // after opened(): nothing will be written; until then, what cannot be written waits
    void runsRead(const QString &chat, const deepscope::ReadRuns &read);
    void problem(const QString &sentence, bool mayPass); // opening or writing; the window shows all it did before
    void written();                                      // after a problem: all that waited
    void unwrittenChanged();

private:
    void post(std::function<void(ChatArchiveWorker &)> task);
    void write(std::optional<uint32_t> turn, std::function<void(ChatDatabase &)> task); // no turn: of the list
    void endWriting(std::optional<uint32_t> turn);
    void forgetUnwritten();

    QString m_folder;
    bool m_refuses = false;
    QThread m_thread;
    std::map<std::optional<uint32_t>, int> m_unwritten; // by turn: how often it is still to be written
    ChatArchiveWorker *m_worker;                        // lives on the thread
};

} // namespace deepscope
