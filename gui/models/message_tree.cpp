#include "message_tree.h"

#include "paint/number_format.h"
#include "paint/texts.h"

#include <QRegularExpression>

#include <algorithm>
#include <map>
#include <set>

namespace deepscope {

namespace {

using Author = ForeignMessage::Author;

void addText(QString &text, const QString &more)
{
    if (!text.isEmpty() && !more.isEmpty())
        text += QStringLiteral("\n\n");
    text += more;
}

// Writes the turns of a tree. A message of a tool, or of a system later on, stands for what is before it, and an answer
// that follows an answer goes on with it.
class TurnWriter {
public:
    TurnWriter(ChatDocument &document, LeftOutParts &leftOut) : m_document(document), m_leftOut(leftOut) {}

    // Where one stands in the chat: behind this version (-1 = at the beginning), which may wait for its answer.
    struct Standing {
        int version = -1;
        bool open = false;
    };

    Standing take(const ForeignMessage &message, Standing before, bool isShown)
    {
        if (message.author == Author::Other || message.author == Author::Nobody) {
            m_leftOut.others += message.author == Author::Other;
            return before;
        }
        if (message.author == Author::System) {
            takeSystem(message.text, before);
            return before;
        }
        if (message.author == Author::User)
            return {add({before.version, message.text}, isShown), true};
        if (before.version >= 0 && !before.open) {
            addText(versionAt(before.version).answer, message.text);
            addText(versionAt(before.version).thought, message.thought);
            return before;
        }
        return {addAnswer(message, before.version, isShown), false};
    }

    // What the file shows counts where several versions stand beside each other.
    void choose()
    {
        std::map<int, int> beside; // how many follow the same
        for (const DocumentAnswer &answer : m_document.answers)
            ++beside[answer.after];
        for (DocumentAnswer &answer : m_document.answers)
            answer.chosen = answer.counts && beside[answer.after] > 1;
    }

private:
    struct Question {
        int after;
        QString text;
    };

    // One for the whole chat: what the model was told later on has no place.
    void takeSystem(const QString &text, Standing before)
    {
        if (before.version < 0 && m_document.system.isEmpty())
            m_document.system = text;
        else
            m_leftOut.others += !text.isEmpty() && text != m_document.system;
    }

    DocumentAnswer &versionAt(int place) { return m_document.answers[size_t(place)]; }

    int add(const Question &question, bool counts)
    {
        DocumentAnswer &answer = m_document.answers.emplace_back();
        answer.after = question.after;
        answer.question = question.text;
        answer.counts = counts;
        return int(m_document.answers.size()) - 1;
    }

    // The first answer fills the version that waits; others stand beside it.
    int addAnswer(const ForeignMessage &message, int asked, bool isShown)
    {
        int place = asked;
        if (asked < 0 || !m_answered.insert(asked).second)
            place =
                asked < 0 ? add({-1, {}}, isShown) : add({versionAt(asked).after, versionAt(asked).question}, isShown);
        DocumentAnswer &version = versionAt(place);
        version.answer = message.text;
        version.thought = message.thought;
        version.model = message.model;
        version.counts = isShown;
        return place;
    }

    ChatDocument &m_document;
    LeftOutParts &m_leftOut;
    std::set<int> m_answered;
};

} // namespace

void LeftOutParts::add(const LeftOutParts &more)
{
    attachments += more.attachments;
    others += more.others;
    branches += more.branches;
    chats += more.chats;
}

QString LeftOutParts::sentence() const
{
    QStringList parts;
    const auto say = [&](int count, const char *noun) {
        if (count > 0)
            parts << deepscope::tr(noun, nullptr, count).arg(formatExactCount(uint64_t(count)));
    };
    say(attachments, QT_TRANSLATE_N_NOOP("deepscope", "%1 attachment(s)"));
    say(others, QT_TRANSLATE_N_NOOP("deepscope", "%1 system or tool message(s)"));
    say(branches, QT_TRANSLATE_N_NOOP("deepscope", "%1 changed question(s)"));
    say(chats, QT_TRANSLATE_N_NOOP("deepscope", "%1 empty or too long chat(s)"));
    return parts.isEmpty() ? QString() : tr("Left out: %1.").arg(parts.join(QStringLiteral(", ")));
}

void MessageTree::add(const QString &id, ForeignMessage message)
{
    if (m_places.contains(id))
        return;
    m_places[id] = int(m_messages.size());
    m_messages.push_back(std::move(message));
    m_last = id;
}

void MessageTree::append(ForeignMessage message)
{
    message.parent = m_last;
    add(QString::number(m_messages.size()), std::move(message));
}

// Below each message, and at the end those that nothing is before.
std::vector<std::vector<int>> MessageTree::followers() const
{
    std::vector<std::vector<int>> followers(m_messages.size() + 1);
    for (int i = 0; i < int(m_messages.size()); ++i) {
        const int parent = m_places.value(m_messages[size_t(i)].parent, -1);
        (parent < 0 || parent == i ? followers.back() : followers[size_t(parent)]).push_back(i);
    }
    for (std::vector<int> &one : followers)
        std::ranges::stable_sort(one, {}, [this](int at) { return m_messages[size_t(at)].order; });
    return followers;
}

// From the message that was shown last up to the first.
std::set<int> MessageTree::shown(const QString &current) const
{
    std::set<int> shown;
    int at = m_places.value(m_places.contains(current) ? current : m_last, -1);
    while (at >= 0 && shown.insert(at).second)
        at = m_places.value(m_messages[size_t(at)].parent, -1);
    return shown;
}

void MessageTree::write(ChatDocument &document, const QString &current, LeftOutParts &leftOut) const
{
    struct Step {
        int message;
        TurnWriter::Standing before;
    };
    const std::vector<std::vector<int>> followers = this->followers();
    const std::set<int> shown = this->shown(current);
    const auto isShown = [&](int at) { return shown.contains(at); };
    TurnWriter writer(document, leftOut);
    std::vector<Step> waiting;
    // Beside each other stand only answers to one question; of others the one that was shown, or the last.
    const auto follow = [&](const std::vector<int> &next, TurnWriter::Standing before) {
        std::vector<int> kept, others;
        for (const int at : next)
            (before.open && m_messages[size_t(at)].author == Author::Assistant ? kept : others).push_back(at);
        if (!others.empty()) {
            const auto seen = std::ranges::find_if(others, isShown);
            kept.push_back(seen == others.end() ? others.back() : *seen);
            leftOut.branches += int(others.size()) - 1;
        }
        for (auto at = kept.rbegin(); at != kept.rend(); ++at)
            waiting.push_back({*at, before});
    };
    follow(followers.back(), {});
    while (!waiting.empty()) {
        const Step step = waiting.back();
        waiting.pop_back();
        follow(followers[size_t(step.message)],
               writer.take(m_messages[size_t(step.message)], step.before, isShown(step.message)));
    }
    writer.choose();
}

void splitThought(ForeignMessage &message)
{
    static const QRegularExpression marks(
        QStringLiteral("^\\s*(?:<think>(.*?)</think>|"
                       "<details\\b[^>]*\\btype=\"reasoning\"[^>]*>\\s*(?:<summary>.*?</summary>)?(.*?)</details>)"),
        QRegularExpression::DotMatchesEverythingOption);
    const QRegularExpressionMatch match = marks.match(message.text);
    if (!match.hasMatch())
        return;
    static const QRegularExpression quotes(QStringLiteral("^> ?"), QRegularExpression::MultilineOption);
    addText(message.thought, (match.captured(1) + match.captured(2).remove(quotes)).trimmed());
    message.text = message.text.mid(match.capturedEnd()).trimmed();
}

} // namespace deepscope
