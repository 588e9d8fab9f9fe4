// Chats in the forms of other programs. Each form is a function that says whether it is this one, and one that reads
// it.
#pragma once

#include "message_tree.h"

#include <QJsonValue>

namespace deepscope {

struct ForeignChat {
    QString title;
    QDateTime created, changed;
    MessageTree messages;
    QString system;  // what stands apart from the messages
    QString current; // the message that was shown last; empty = the last one
    LeftOutParts leftOut;
};

// Nothing: it is no chat of a known form.
std::optional<ForeignChat> readForeignChat(const QJsonValue &value);

} // namespace deepscope
