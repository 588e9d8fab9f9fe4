// The program's own form of a chat as JSON, from which it can be had again.
//
//     {"format": "deepscope-chat", "version": 1, "title": …, "created": …, "changed": …,   times as ISO 8601, in UTC
//      "messages": [{"role": "system" | "user" | "assistant", "content": …, "reasoning_content": …}], the turns that
//                                                                  count, in the form that OpenAI's interface takes
//      "turns": [{"question": …, "thought": …, "answer": …, "model": …,  all versions of all turns, oldest first
//                 "follows": 0,       the place in this list of the version that it goes on with; null = it begins
//                 "counts": true,     the chat goes on with it, of those that follow the same
//                 "chosen": false,    by a person
//                 "ending": "end" | "limit" | "context" | "cancelled" | "failed" | "stop", "failure": …,
//                 "system": …, "max_tokens": …, "thought_limit": …, "stop": [texts],
//                 "sampling": {"temperature": …, "seed": …, …}, "making": [lines], "figures": {"think_tokens": …, …}}]}
//
// What an importing program does not need may be missing: "question" and "answer" are enough for a turn. A new field
// leaves the version as it is; what would mislead an older reader raises it.
#pragma once

#include "chat_document.h"

#include <QJsonObject>

namespace deepscope {

QByteArray chatJson(const ChatDocument &document);

bool isChatJson(const QJsonObject &object); // of any version
// A sentence that is not empty says what is wrong.
QString readChatJson(const QJsonObject &object, ChatDocument &document);

} // namespace deepscope
