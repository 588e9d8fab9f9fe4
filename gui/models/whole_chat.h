// A chat with all that was computed in it as a file of its own, to show to others or to compare its runs elsewhere: a
// database like the one that chats are kept in, with this chat alone.
#pragma once

#include "chat_import.h"
#include "chats.h"

#include <QByteArray>

namespace deepscope {

inline constexpr const char *WholeChatEnding = ".chat";
inline constexpr qint64 LargestWholeChat = qint64(1) << 30; // bytes

// Every run of a chat that is read, with what a person chose and labelled.
ImportedChat wholeChat(const Chat &chat, const RunStore &store);

// Both work on files, for a thread of their own.
struct WholeChatBytes {
    QByteArray bytes;
    QString problem; // one sentence; empty = none
};
WholeChatBytes wholeChatBytes(const ImportedChat &chat);
// The file is not touched. Each chat gets an id of its own: it may be here already.
ReadChats readWholeChat(const QString &path);

} // namespace deepscope
