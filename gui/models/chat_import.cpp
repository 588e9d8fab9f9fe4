#include "chat_import.h"

#include "chat_json.h"
#include "foreign_chats.h"
#include "paint/number_format.h"
#include "paint/texts.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStringDecoder>

#include <algorithm>

namespace deepscope {

namespace {

QString knownForms()
{
    return tr("A chat that this program exported works, a list of messages in OpenAI's form, and exports of ChatGPT, "
              "LM Studio and Open WebUI.");
}

// The place of the first byte that is no UTF-8; -1 = all are.
qsizetype firstWrongByte(const QByteArray &bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(bytes);
    if (!decoder.hasError())
        return -1;
    qsizetype begin = 0, end = bytes.size(); // up to `begin` all is well
    while (end - begin > 1) {
        const qsizetype middle = begin + (end - begin) / 2;
        QStringDecoder part(QStringDecoder::Utf8);
        const QString read = part(QByteArrayView(bytes).first(middle));
        (part.hasError() ? end : begin) = middle;
    }
    return begin;
}

QString parseProblem(const QByteArray &bytes, const QJsonParseError &error)
{
    if (const qsizetype wrong = firstWrongByte(bytes); wrong >= 0)
        return tr("it is not UTF-8 text: byte %1 is of no character").arg(formatExactCount(uint64_t(wrong) + 1));
    const auto line =
        uint64_t(std::count(bytes.begin(), bytes.begin() + std::min(error.offset, int(bytes.size())), '\n'));
    if (error.error == QJsonParseError::DeepNesting)
        return tr("it is nested too deeply at line %1 for a chat").arg(formatExactCount(line + 1));
    return tr("it is not whole JSON: %1 at line %2").arg(error.errorString(), formatExactCount(line + 1));
}

// A question stands in each of its versions. Empty: it can be shown.
QString tooLongText(const ChatDocument &document)
{
    qsizetype all = 0, longest = document.system.size();
    for (const DocumentAnswer &answer : document.answers)
        for (const QString &text : {answer.question, answer.thought, answer.answer}) {
            all += text.size();
            longest = std::max(longest, text.size());
        }
    if (longest > LongestText)
        return tr("a text of it has %1 characters, and one can have %2 at most")
            .arg(formatExactCount(uint64_t(longest)), formatExactCount(uint64_t(LongestText)));
    return all <= LargestChatFile
               ? QString()
               : tr("with all its versions it has %1 characters, and a chat can have %2")
                     .arg(formatExactCount(uint64_t(all)), formatExactCount(uint64_t(LargestChatFile)));
}

class ChatReader {
    Q_DECLARE_TR_FUNCTIONS(deepscope::ChatReader)

public:
    // False: it is of no known form.
    bool read(const QJsonValue &value)
    {
        if (isChatJson(value.toObject())) {
            m_known = true;
            ChatDocument document;
            m_problem = readChatJson(value.toObject(), document);
            if (m_problem.isEmpty())
                take(document);
            else
                ++m_leftOut.chats;
            return true;
        }
        const std::optional<ForeignChat> chat = readForeignChat(value);
        if (!chat)
            return false;
        m_known = true;
        ChatDocument document{chat->title, chat->created, chat->changed, {}, chat->system};
        LeftOutParts leftOut = chat->leftOut;
        chat->messages.write(document, chat->current, leftOut);
        m_leftOut.add(leftOut);
        take(document);
        return true;
    }

    ReadChats result(const QString &name)
    {
        if (!m_chats.empty())
            return {std::move(m_chats), m_leftOut.sentence(), {}};
        if (!m_problem.isEmpty())
            return {{}, {}, tr("%1 cannot be imported: %2.").arg(name, m_problem)};
        return {{}, {}, tr("%1 holds no chat that can be imported. %2").arg(name, knownForms()), !m_known};
    }

private:
    void take(const ChatDocument &document)
    {
        const bool says = std::ranges::any_of(document.answers, [](const DocumentAnswer &answer) {
            return !answer.question.trimmed().isEmpty() || !answer.answer.trimmed().isEmpty();
        });
        const auto turns = qint64(document.answers.size());
        if (turns > MostTurns)
            m_problem = tr("it has %1, and a chat can come in with %2 at most")
                            .arg(formatPlural(turns, Noun::Turn), formatExactCount(uint64_t(MostTurns)));
        const QString tooLong = tooLongText(document);
        if (!tooLong.isEmpty())
            m_problem = tooLong;
        if (!says || turns > MostTurns || !tooLong.isEmpty())
            ++m_leftOut.chats;
        else
            m_chats.push_back(importedChat(document));
    }

    std::vector<ImportedChat> m_chats;
    LeftOutParts m_leftOut;
    QString m_problem;    // of the last one that could not be read
    bool m_known = false; // something had the form of a chat
};

} // namespace

ReadChats readChats(const QByteArray &bytes, const QString &name)
{
    if (bytes.size() > LargestChatFile)
        return {
            {}, {}, tr("%1 is larger than %2, which is more than chats take.").arg(name, formatBytes(LargestChatFile))};
    QJsonParseError error;
    const QJsonDocument json = QJsonDocument::fromJson(bytes, &error);
    if (error.error != QJsonParseError::NoError)
        return {{}, {}, tr("%1 cannot be imported: %2.").arg(name, parseProblem(bytes, error)), true};
    ChatReader reader;
    const QJsonValue all = json.isArray() ? QJsonValue(json.array()) : QJsonValue(json.object());
    if (!reader.read(all))
        for (const QJsonValue one : all.toArray())
            reader.read(one);
    return reader.result(name);
}

} // namespace deepscope
