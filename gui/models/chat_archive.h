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
#include <set>

namespace deepscope {

class ChatArchiveWorker;
class ChatDatabase;

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
    // Answers with moreRead(): those that there are beside these, and again those of them that were cut off.
    void readMore(const QString &chat, const std::vector<KeptTurn> &known, const std::set<uint32_t> &cutOff);
    // A run that begins, as far as it is known; its tokens follow in order, and its end. What could not be written
    // waits with all that follows it. A chat that is not new must be there; else gone() says that it is not. `after` is
    // the place of the run that it goes on with; null = it begins the chat.
    KeptTurn begin(const ChatInfo &chat, KeptRun run, uint32_t number, bool isNew,
                   const std::shared_ptr<KeptPlace> &after);
    // A whole chat at once; the places of its runs.
    std::vector<std::shared_ptr<KeptPlace>> add(const ImportedChat &chat);
    void append(const KeptTurn &turn, std::vector<TokenTrace> tokens);
    void finish(const KeptTurn &turn, KeptRun end);         // its tokens are the last ones
    void unchoose(const std::shared_ptr<KeptPlace> &place); // nor another version of its turn
    void choose(const std::shared_ptr<KeptPlace> &place);   // among the versions of its turn
    void changeLabels(const std::shared_ptr<KeptPlace> &place, const TokenLabels &before, const TokenLabels &now);
    void rename(const QString &chat, const QString &title);
    void setDeleted(const QStringList &chats, bool deleted);
    void tryAgain(); // after a problem: to open, or to write what could not be written so far
    Unwritten unwritten() const;
    bool refuses() const { return m_refuses; } // nothing will be written

signals:
    void opened(const std::vector<deepscope::ChatInfo> &chats, bool writable);
    void listed(const std::vector<deepscope::ChatInfo> &chats); // anew, since another program has written
    void moreRead(const QString &chat, const deepscope::MoreRuns &more);
    void refused(); // after opened(): nothing will be written; until then, what cannot be written waits
    void runsRead(const QString &chat, const deepscope::ReadRuns &read);
    void problem(const QString &sentence, bool mayPass); // opening or writing; the window shows all it did before
    void written();                                      // after a problem: all that waited
    void unwrittenChanged();
    void gone(const deepscope::KeptTurn &turn); // deleted by another program: it is not written

private:
    void post(std::function<void(ChatArchiveWorker &)> task);
    void change(std::function<void(ChatDatabase &)> task);                      // of the list
    void write(const KeptTurn &turn, std::function<bool(ChatDatabase &)> task); // false: it is gone
    void post(std::optional<uint32_t> turn, std::function<void(ChatArchiveWorker &, ChatDatabase &)> task);
    void endWriting(std::optional<uint32_t> turn);
    void forgetUnwritten();

    QString m_folder;
    bool m_refuses = false;
    QThread m_thread;
    std::map<std::optional<uint32_t>, int> m_unwritten; // by turn: how often it is still to be written
    ChatArchiveWorker *m_worker;                        // lives on the thread
};

} // namespace deepscope
