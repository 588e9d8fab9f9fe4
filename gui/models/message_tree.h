// Messages as other programs keep them: each names the one before it, and several may follow one. Of that a chat is
// made: answers to one question are versions of a turn.
#pragma once

#include "chat_document.h"

#include <QCoreApplication>
#include <QHash>

#include <set>

namespace deepscope {

struct ForeignMessage {
    enum class Author : uint8_t { User, Assistant, System, Other, Nobody }; // Other: a tool. Nobody: it says nothing
    QString parent;                                                         // empty = it begins
    Author author = Author::Nobody;
    QString text, thought, model;
    double order = 0; // among those that follow the same; where it is equal, as in the file
};

// What could not be taken, for one sentence.
struct LeftOutParts {
    int attachments = 0; // images, files, sounds
    int others = 0;      // messages of tools, and of systems after the first one
    int branches = 0;    // questions beside another one
    int chats = 0;       // that had nothing to read, or more turns than one chat can have

    void add(const LeftOutParts &more);
    QString sentence() const; // empty = all was taken

    Q_DECLARE_TR_FUNCTIONS(deepscope::LeftOutParts)
};

class MessageTree {
public:
    void add(const QString &id, ForeignMessage message);
    // Behind the message that was added last.
    void append(ForeignMessage message);
    bool empty() const { return m_messages.empty(); }

    // Writes the turns into the document, which has none, and what a system says before them. `current` is the message
    // that was shown last; empty = the last one.
    void write(ChatDocument &document, const QString &current, LeftOutParts &leftOut) const;

private:
    std::vector<std::vector<int>> followers() const;
    std::set<int> shown(const QString &current) const;

    std::vector<ForeignMessage> m_messages; // in the order of the file
    QHash<QString, int> m_places;
    QString m_last;
};

// A thought that stands in the text itself, as "<think>…</think>" or "<details type="reasoning">…</details>" before the
// answer, goes to its own place.
void splitThought(ForeignMessage &message);

} // namespace deepscope
