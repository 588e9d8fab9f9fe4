// A chat and its run as they are kept, for tests of what is kept.
#pragma once

#include "models/chat_info.h"
#include "scripted_run.h"

namespace deepscope::test {

inline ChatInfo chatInfo(const QString &id, const QDateTime &changed = QDateTime::currentDateTime())
{
    ChatInfo chat;
    chat.id = id;
    chat.title = "Title of " + id;
    chat.modelName = "Small";
    chat.modelPath = "default";
    chat.modelBytes = 12345;
    chat.created = chat.changed = changed;
    chat.turns = 1;
    return chat;
}

inline KeptRun keptRun(const std::string &question = "What is 47 + 85?")
{
    return {{smallModel(), question, tracesOf(1, additionPieces()), summaryOf(1)}, "think 11 · answer 3\n0.1 s", {}};
}

} // namespace deepscope::test
