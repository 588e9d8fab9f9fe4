// The tables that chats are kept in, version by version.
#pragma once

#include <QByteArray>
#include <QStringList>

#include <vector>

namespace deepscope {

// Statements that lead from version i to version i + 1; an empty file has version 0. A step that was shipped is never
// changed: what is new is a new step at the end.
using ChatSchema = std::vector<QStringList>;
const ChatSchema &chatSchema();

// Stands in the file's head, so that a file of another program is told apart ("DSCH").
inline constexpr uint32_t ChatApplicationId = 0x44534348;

// What the first bytes of a file say (sqlite.org/fileformat.html, 1.3). Asking SQLite would write beside the file.
struct DatabaseHead {
    bool isDatabase = false;
    uint32_t version = 0; // user_version
    uint32_t applicationId = 0;
};
inline constexpr int DatabaseHeadBytes = 100;
DatabaseHead readDatabaseHead(const QByteArray &bytes);

} // namespace deepscope
