// Reads chats out of the bytes of a JSON file: the program's own, lists of messages in OpenAI's form, and what ChatGPT,
// LM Studio and Open WebUI export. May take long, and touches nothing: for a thread of its own.
#pragma once

#include "chat_document.h"

namespace deepscope {

inline constexpr qint64 LargestChatFile = 64 << 20; // bytes
inline constexpr qsizetype LongestText = 1 << 20;   // of a question, a thought or an answer, in characters
inline constexpr int MostTurns = 1000;              // of a chat that comes in: all are shown at once

struct ReadChats {
    std::vector<ImportedChat> chats; // none: there is a problem
    QString leftOut;                 // one sentence on what could not be taken; empty = all was
    QString problem;                 // one sentence; empty = none
    bool isOther = false;            // then: it is no JSON, or holds nothing in the form of a chat
};

ReadChats readChats(const QByteArray &bytes, const QString &fileName);

} // namespace deepscope
