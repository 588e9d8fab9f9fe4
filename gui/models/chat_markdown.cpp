#include "chat_markdown.h"

#include "paint/number_format.h"
#include "paint/texts.h"

#include <QLocale>
#include <QRegularExpression>

namespace deepscope {

namespace {

// Names and words of the program, which are no Markdown.
QString escaped(const QString &text)
{
    QString escaped;
    for (const QChar character : text) {
        if (QStringView(u"\\`*_[]<>#|~$&").contains(character))
            escaped += u'\\';
        escaped += character;
    }
    return escaped;
}

// A quotation is the one form that no line of the text can end.
QString quoted(const QString &text)
{
    QString quoted;
    for (const QString &line : text.split(u'\n'))
        quoted += line.isEmpty() ? QStringLiteral(">\n") : QStringLiteral("> %1\n").arg(line);
    return quoted;
}

// A block of code that the text leaves open would take all that follows into it.
QString closed(const QString &text)
{
    static const QRegularExpression fence(QStringLiteral("^ {0,3}(`{3,}|~{3,})(.*)$"));
    QString open;
    for (const QString &line : text.split(u'\n')) {
        const QRegularExpressionMatch match = fence.match(line);
        if (!match.hasMatch())
            continue;
        const QString marks = match.captured(1);
        if (open.isEmpty())
            open = marks[0] == u'`' && match.captured(2).contains(u'`') ? QString() : marks;
        else if (marks[0] == open[0] && marks.size() >= open.size() && match.captured(2).trimmed().isEmpty())
            open.clear();
    }
    return open.isEmpty() ? text : text + (text.endsWith(u'\n') ? QString() : QStringLiteral("\n")) + open;
}

// What was written before it: settings are said where they change.
struct Said {
    QString system;
    QStringList making;
};

void write(QString &text, const DocumentAnswer &answer, int place, Said &said)
{
    if (answer.system != said.system)
        text += QStringLiteral("\n## %1\n\n%2")
                    .arg(tr("System Text"),
                         answer.system.isEmpty() ? tr("None from here on.") + u'\n' : quoted(answer.system));
    said.system = answer.system;
    text += QStringLiteral("\n## %1\n\n%2\n").arg(tr("Question %1").arg(place), closed(answer.question));
    if (!answer.thought.isEmpty())
        text += QStringLiteral("\n### %1\n\n%2").arg(tr("Thought"), quoted(answer.thought));
    if (!answer.answer.isEmpty())
        text += QStringLiteral("\n### %1\n\n%2\n").arg(tr("Answer"), closed(answer.answer));
    QStringList notes = answer.figures;
    if (!answer.failure.isEmpty() && !notes.contains(answer.failure))
        notes << answer.failure;
    if (answer.making != said.making)
        notes << answer.making;
    said.making = answer.making;
    text += notes.isEmpty() ? QString() : QStringLiteral("\n");
    for (const QString &note : notes)
        text += QStringLiteral("- %1\n").arg(escaped(note));
}

} // namespace

QString documentLine(const ChatDocument &document)
{
    const std::vector<const DocumentAnswer *> path = document.path();
    QStringList parts;
    if (!path.empty() && !path.back()->model.isEmpty())
        parts << path.back()->model;
    parts << formatDay(document.created.date(), true) << formatPlural(qint64(path.size()), Noun::Question);
    return parts.join(QStringLiteral(", "));
}

QByteArray chatMarkdown(const ChatDocument &document)
{
    QString text = QStringLiteral("# %1\n\n%2\n").arg(escaped(document.title), escaped(documentLine(document)));
    Said said;
    int place = 0;
    for (const DocumentAnswer *answer : document.path())
        write(text, *answer, ++place, said);
    return text.toUtf8();
}

} // namespace deepscope
