#include "models/engine_sentences.h"

#include "models/engine_sentence_tables.h"

#include <QRegularExpression>

#include <algorithm>
#include <optional>
#include <vector>

namespace deepscope {

namespace {

const QRegularExpression &place()
{
    static const QRegularExpression expression(QStringLiteral("%(\\d)"));
    return expression;
}

class Pattern {
public:
    explicit Pattern(const SentenceTemplate &sentence) : m_english(sentence.english)
    {
        const QString text = QString::fromUtf8(m_english), nested = QString::fromLatin1(sentence.nested);
        m_isSentence = text.endsWith(u'.');
        QString expression;
        qsizetype at = 0;
        for (auto each = place().globalMatch(text); each.hasNext();) {
            const QRegularExpressionMatch match = each.next();
            addLiteral(expression, text.mid(at, match.capturedStart() - at));
            at = match.capturedEnd();
            m_nested.push_back(nested.contains(match.captured(1)));
            const bool figures = nested.startsWith(u'#') && !m_nested.back();
            expression += figures ? QStringLiteral("([-+.0-9e]+)") : QStringLiteral("(.+?)");
        }
        addLiteral(expression, text.mid(at));
        m_expression.setPattern(QRegularExpression::anchoredPattern(expression));
        m_expression.setPatternOptions(QRegularExpression::DotMatchesEverythingOption);
    }

    bool isSentence() const { return m_isSentence; }
    qsizetype literals() const { return m_literals; } // characters: the more, the surer

    // The text in the language of the window; nothing where it is no such one. `inner` translates what is nested.
    template <typename Inner>
    std::optional<QString> translate(const QString &text, Inner &&inner) const
    {
        if (text.size() < m_literals || !text.contains(m_longest))
            return std::nullopt;
        const QRegularExpressionMatch match = m_expression.match(text);
        if (!match.hasMatch())
            return std::nullopt;
        const QString to = QCoreApplication::translate("Engine", m_english);
        if (to == QString::fromUtf8(m_english))
            return text;
        QString filled; // not by arg(): what is put in may hold %1 itself
        qsizetype at = 0;
        for (auto each = place().globalMatch(to); each.hasNext();) {
            const QRegularExpressionMatch gap = each.next();
            const int number = gap.capturedView(1).toInt();
            const QString captured = match.captured(number);
            filled += QStringView(to).mid(at, gap.capturedStart() - at);
            filled += number > 0 && size_t(number) <= m_nested.size() && m_nested[size_t(number - 1)] ? inner(captured)
                                                                                                      : captured;
            at = gap.capturedEnd();
        }
        return filled.append(QStringView(to).mid(at));
    }

private:
    void addLiteral(QString &expression, QString literal)
    {
        m_literals += literal.size();
        // A part of a sentence may have become its beginning.
        if (expression.isEmpty() && !m_isSentence && !literal.isEmpty() && literal[0].isLower()) {
            expression = u'[' + literal.left(1) + literal.left(1).toUpper() + u']';
            literal.remove(0, 1);
        }
        expression += QRegularExpression::escape(literal);
        if (literal.size() > m_longest.size())
            m_longest = literal;
    }

    const char *m_english;
    QRegularExpression m_expression;
    QString m_longest; // literal: looked for first, which is quicker
    qsizetype m_literals = 0;
    std::vector<bool> m_nested; // by place
    bool m_isSentence = false;
};

const std::vector<Pattern> &patterns()
{
    static const std::vector<Pattern> all = [] {
        std::vector<Pattern> made;
        for (const std::span<const SentenceTemplate> table : sentenceTables())
            for (const SentenceTemplate &sentence : table)
                made.emplace_back(sentence);
        std::ranges::stable_sort(made, std::ranges::greater(), &Pattern::literals);
        return made;
    }();
    return all;
}

QString inner(const QString &text);

std::optional<QString> matched(const QString &text, bool sentence)
{
    for (const Pattern &pattern : patterns())
        if (pattern.isSentence() == sentence)
            if (std::optional<QString> found = pattern.translate(text, inner))
                return found;
    return std::nullopt;
}

// "NAME: what is wrong", or "NAME: what is being read: what is wrong". Only the colon behind which known words begin
// tells where the name ends.
std::optional<QString> behindName(const QString &text)
{
    const QString colon = QStringLiteral(": ");
    for (qsizetype at = text.indexOf(colon); at > 0; at = text.indexOf(colon, at + 1)) {
        const std::optional<QString> wrong = matched(text.mid(at + colon.size()), false);
        if (!wrong)
            continue;
        const QString before = text.left(at);
        const qsizetype read = before.lastIndexOf(colon) < 0 ? 0 : before.lastIndexOf(colon) + colon.size();
        return before.left(read) + matched(before.mid(read), false).value_or(before.mid(read)) + colon + *wrong;
    }
    return std::nullopt;
}

std::optional<QString> ofOne(const QString &text)
{
    if (std::optional<QString> found = matched(text, true))
        return found;
    const bool stops = text.endsWith(u'.');
    const QString words = stops ? text.chopped(1) : text;
    std::optional<QString> found = matched(words, false);
    if (!found)
        found = behindName(words);
    return found && stops ? *found + u'.' : found;
}

// A template may be of several sentences, and a name may hold a full stop: the longest that is known comes first.
std::optional<QString> translated(const QString &text)
{
    constexpr qsizetype Most = 12; // more is no sentence of the engine
    const QString gap = QStringLiteral(". ");
    const QStringList pieces = text.split(gap);
    if (pieces.size() > Most)
        return std::nullopt;
    QStringList parts;
    bool known = false;
    for (qsizetype from = 0, behind = 0; from < pieces.size(); from = behind) {
        std::optional<QString> found;
        for (behind = pieces.size(); behind > from; --behind) {
            const QString part = pieces.sliced(from, behind - from).join(gap);
            found = ofOne(behind < pieces.size() ? part + u'.' : part);
            if (found || behind == from + 1)
                break;
        }
        known = known || found;
        parts << found.value_or(behind < pieces.size() ? pieces[from] + u'.' : pieces[from]);
    }
    return known ? std::optional(parts.join(u' ')) : std::nullopt;
}

// A list if all of it is known, since the place of a template may take in several; else one thing.
std::optional<QString> ofList(const QString &text)
{
    for (const QString &separator : {QStringLiteral("; "), QStringLiteral(", ")}) {
        QStringList parts = text.split(separator);
        const bool known = parts.size() > 1 && std::ranges::all_of(parts, [](QString &part) {
                               const std::optional<QString> found = ofList(part);
                               part = found.value_or(part);
                               return bool(found);
                           });
        if (known)
            return parts.join(separator);
    }
    return translated(text);
}

QString inner(const QString &text) { return ofList(text).value_or(text); }

bool isTranslated()
{
    constexpr const char *Any = "the file is empty";
    return QCoreApplication::translate("Engine", Any) != QLatin1String(Any);
}

} // namespace

QString engineSentence(const QString &english)
{
    // What a template of chats or a model says may be long, and is not the engine's.
    constexpr qsizetype Longest = 1 << 16;
    if (english.isEmpty() || english.size() > Longest || !isTranslated())
        return english;
    return translated(english).value_or(english);
}

QString engineSentence(const std::string &english) { return engineSentence(QString::fromStdString(english)); }

QString engineSentence(const char *english) { return engineSentence(QString::fromUtf8(english)); }

} // namespace deepscope
