// The file that chats are kept in: SQLite, one row a chat, one row a run with its run file inside. Synchronous, for one
// thread; ChatArchive gives it one. Everything here throws ChatTrouble.
#pragma once

#include "chat_info.h"
#include "chat_schema.h"
#include "chat_trouble.h"

#include <QCoreApplication>
#include <QSqlDatabase>
#include <QStringList>

#include <map>
#include <memory>
#include <optional>
#include <set>

namespace deepscope {

class ChatDatabase {
    Q_DECLARE_TR_FUNCTIONS(deepscope::ChatDatabase)

public:
    // Opens the file, or makes it and its folder; an older version is brought up to the schema's. A newer, damaged or
    // foreign file is refused and not touched. Where nothing can be written, what is there can still be read. Where the
    // folder (of a network, say) allows no write-ahead log, a rollback journal does.
    explicit ChatDatabase(const QString &path, const ChatSchema &schema = chatSchema());
    ~ChatDatabase();
    ChatDatabase(const ChatDatabase &) = delete;
    ChatDatabase &operator=(const ChatDatabase &) = delete;

    // Why nothing can be written; none = it can.
    const std::optional<ChatTrouble> &readOnlyBecause() const { return m_readOnlyBecause; }

    std::vector<ChatInfo> list() const; // without deleted ones, newest first
    ReadRuns runs(const QString &chat) const { return runsWithout(chat, {}); }
    ReadRuns runsWithout(const QString &chat, const std::set<int> &positions) const;
    // Another number whenever another program, or another connection of this one, has written (PRAGMA data_version).
    int foreignChanges() const;
    // Adds a run to a chat, after another of its runs, and the chat where it is new or gone; both or nothing. Its
    // tokens may follow.
    KeptPlace begin(const ChatInfo &chat, const KeptRun &run);
    // Records of its run file that follow what is there. False: the run is gone, since another program deleted it.
    bool append(const KeptPlace &place, const std::string &records);
    // The last records, and what the list says of the run from now on. False as above.
    bool finish(const KeptPlace &place, const std::string &records, const KeptRun &run);
    // What a window did to the labels that it knew; those that another one gave meanwhile stay.
    void changeLabels(const KeptPlace &place, const TokenLabels &before, const TokenLabels &now);
    void unchoose(const KeptPlace &place); // nor another version of its turn
    void choose(const KeptPlace &place);   // among those that go on with the same run
    bool holds(const QString &chat) const; // also a deleted one that is not purged so far
    void rename(const QString &chat, const QString &title);
    // Deleted chats stay in the file until they are purged.
    void setDeleted(const QStringList &chats, bool deleted);
    void purge(const QStringList &chats);
    void purgeDeletedBefore(const QDateTime &time);

private:
    void checkHead() const;
    // Alone: nothing beside the file can be made either, so SQLite must not try. WithoutSharing: to write, but not by
    // memory that is shared with other programs, as a log needs it.
    enum class Mode : uint8_t { Write, WithoutSharing, WithLog, Alone };
    void open(Mode mode);
    void openToWrite();
    void openToRead();
    void close();
    void prepare();
    void chooseJournal();
    void migrate();
    int version() const;
    struct Branch {
        int after = -1;
        bool chosen = false;
    };
    std::map<int, Branch> branches(const QString &chat) const; // by position
    QByteArray records(const KeptPlace &place) const;          // behind the run's recording
    TokenLabels labels(const KeptPlace &place) const;
    void addLabels(const KeptPlace &place, const TokenLabels &labels);
    QSqlQuery run(const QString &statement, const QVariantList &values = {}) const;
    template <typename Work>
    void transaction(Work work);

    QString m_path;
    const ChatSchema m_schema;
    QSqlDatabase m_database;
    bool m_shares = true; // memory beside the file, with other programs
    std::optional<ChatTrouble> m_readOnlyBecause;
};

} // namespace deepscope
