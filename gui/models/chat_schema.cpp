#include "chat_schema.h"

#include <QtEndian>

namespace deepscope {

namespace {

constexpr int VersionAt = 60, ApplicationIdAt = 68;

uint32_t numberAt(const QByteArray &bytes, int place) { return qFromBigEndian<uint32_t>(bytes.constData() + place); }

} // namespace

// Times are milliseconds since 1970, UTC. A run file is `recording`, and behind it the `records` of its run in order:
// they are added while the run goes on. Both stand last, because a list reads what is before them, and large values lie
// on pages of their own.
const ChatSchema &chatSchema()
{
    static const ChatSchema schema = {
        {QStringLiteral("CREATE TABLE conversations ("
                        "id TEXT PRIMARY KEY NOT NULL, title TEXT NOT NULL, "
                        "model_name TEXT NOT NULL, model_path TEXT NOT NULL, model_bytes INTEGER NOT NULL, "
                        "created INTEGER NOT NULL, changed INTEGER NOT NULL, "
                        "deleted INTEGER)"), // when; it can be undone until the program ends
         QStringLiteral("CREATE TABLE runs ("
                        "conversation TEXT NOT NULL REFERENCES conversations(id) ON DELETE CASCADE, "
                        "position INTEGER NOT NULL, question TEXT NOT NULL, summary TEXT NOT NULL, "
                        "failure TEXT NOT NULL, recording BLOB NOT NULL, "
                        "PRIMARY KEY (conversation, position))")},
        {QStringLiteral("CREATE TABLE records ("
                        "conversation TEXT NOT NULL, position INTEGER NOT NULL, part INTEGER NOT NULL, "
                        "bytes BLOB NOT NULL, PRIMARY KEY (conversation, position, part), "
                        "FOREIGN KEY (conversation, position) REFERENCES runs(conversation, position) "
                        "ON DELETE CASCADE)")},
        // A table of its own: what stands behind a recording is read through all of it. Until here each run went on
        // with the one before it.
        {QStringLiteral("CREATE TABLE branches ("
                        "conversation TEXT NOT NULL, position INTEGER NOT NULL, "
                        "follows INTEGER, " // position of the run that it goes on with; NULL = it begins the chat
                        "chosen INTEGER NOT NULL, PRIMARY KEY (conversation, position), "
                        "FOREIGN KEY (conversation, position) REFERENCES runs(conversation, position) "
                        "ON DELETE CASCADE)"),
         QStringLiteral(
             "INSERT INTO branches SELECT conversation, position, (SELECT max(position) FROM runs AS earlier "
             "WHERE earlier.conversation = runs.conversation AND earlier.position < runs.position), 0 "
             "FROM runs")},
        // Tokens first ... behind - 1 of a run, and what a person calls them.
        {QStringLiteral("CREATE TABLE labels ("
                        "conversation TEXT NOT NULL, position INTEGER NOT NULL, name TEXT NOT NULL, "
                        "first INTEGER NOT NULL, behind INTEGER NOT NULL, "
                        "PRIMARY KEY (conversation, position, name, first), "
                        "FOREIGN KEY (conversation, position) REFERENCES runs(conversation, position) "
                        "ON DELETE CASCADE)")},
    };
    return schema;
}

DatabaseHead readDatabaseHead(const QByteArray &bytes)
{
    if (bytes.size() < DatabaseHeadBytes || !bytes.startsWith(QByteArray("SQLite format 3\0", 16)))
        return {};
    return {true, numberAt(bytes, VersionAt), numberAt(bytes, ApplicationIdAt)};
}

} // namespace deepscope
