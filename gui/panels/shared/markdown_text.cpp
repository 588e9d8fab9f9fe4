#include "panels/shared/markdown_text.h"

#include <QRegularExpression>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocumentFragment>

#include <algorithm>
#include <iterator>
#include <memory>

namespace deepscope {

namespace {

const QRegularExpression &fenceLine()
{
    static const QRegularExpression expression(QStringLiteral("^ {0,3}(```+|~~~+)"));
    return expression;
}

const QRegularExpression &linePrefix()
{
    static const QRegularExpression expression(
        QStringLiteral("^\\s*(?:#{1,6}(?=\\s)|>|[-*+](?=\\s)|\\d{1,9}[.)](?=\\s))*\\s*(?:\\[[ xX]\\] )?"));
    return expression;
}

// The characters of the source that may be shown: all but line prefixes and fences.
std::vector<bool> mayBeShown(const QString &source)
{
    std::vector<bool> shown(static_cast<size_t>(source.size()), true);
    bool fenced = false;
    for (qsizetype begin = 0; begin < source.size();) {
        qsizetype end = source.indexOf(u'\n', begin);
        end = end < 0 ? source.size() : end;
        const QString line = source.mid(begin, end - begin);
        const bool fence = fenceLine().match(line).hasMatch();
        qsizetype hidden = 0;
        if (fence)
            hidden = line.size();
        else if (!fenced)
            hidden = linePrefix().match(line).capturedLength();
        std::fill_n(shown.begin() + begin, hidden, false);
        fenced = fenced != fence;
        begin = end + 1;
    }
    return shown;
}

bool isListItem(QStringView line)
{
    static const QRegularExpression expression(QStringLiteral("^\\s*(?:[-*+]|\\d{1,9}[.)])(?:\\s|$)"));
    return expression.match(line.toString()).hasMatch();
}

std::unique_ptr<QTextDocument> rendered(const QString &source, bool whole, const QTextDocument &like)
{
    auto document = std::make_unique<QTextDocument>();
    document->setDefaultFont(like.defaultFont());
    document->setMarkdown(source, QTextDocument::MarkdownFeatures(QTextDocument::MarkdownDialectGitHub) |
                                      QTextDocument::MarkdownNoHTML);
    // An answer of syntax alone shows nothing ("#" is an empty heading): then the characters themselves are the text.
    if (whole && document->toPlainText().trimmed().isEmpty() && !source.trimmed().isEmpty())
        document->setPlainText(source.trimmed());
    if (document->blockCount() > 1 && document->begin().length() == 1) { // the empty block that Qt puts before a rule
        const QTextBlockFormat format = document->begin().next().blockFormat();
        QTextCursor opening(document.get());
        opening.deleteChar();
        opening.setBlockFormat(format);
    }
    for (QTextBlock block = document->begin(); block.isValid(); block = block.next()) {
        QTextBlockFormat format = block.blockFormat();
        format.setNonBreakableLines(false); // a long line of code wraps instead of being cut
        QTextCursor(block).setBlockFormat(format);
    }
    return document;
}

} // namespace

std::vector<int> alignToSource(const QString &shown, const QString &source)
{
    const std::vector<bool> candidates = mayBeShown(source);
    std::vector<int> positions(static_cast<size_t>(shown.size()), -1);
    qsizetype next = 0;
    for (qsizetype i = 0; i < shown.size(); ++i) {
        const QChar character = shown[i];
        qsizetype at = next;
        if (character.isSpace()) { // blanks and line ends are shown as either; they never jump over text
            const QStringView closing = u"*_~`";
            while (at < source.size() && (!candidates[static_cast<size_t>(at)] || closing.contains(source[at])))
                ++at;
            if (at >= source.size() || !source[at].isSpace())
                continue;
        } else {
            while (at < source.size() && !(candidates[static_cast<size_t>(at)] && source[at] == character))
                ++at;
            if (at >= source.size())
                continue; // not in the source: an entity, a bullet
        }
        positions[static_cast<size_t>(i)] = static_cast<int>(at);
        next = at + 1;
    }
    return positions;
}

int finishedBlocks(const QString &source)
{
    bool fenced = false;
    bool afterBlank = false;
    bool inList = false;
    qsizetype finished = 0;
    for (qsizetype begin = 0; begin < source.size();) {
        const qsizetype end = source.indexOf(u'\n', begin);
        if (end < 0 && (fenced || !afterBlank))
            break;
        const QStringView line = QStringView(source).mid(begin, end < 0 ? -1 : end - begin);
        if (fenceLine().match(line.toString()).hasMatch())
            fenced = !fenced;
        const bool blank = line.trimmed().isEmpty();
        const bool continuesList = inList && (line.startsWith(u' ') || line.startsWith(u'\t') || isListItem(line));
        // A new block begins here; one that may still turn out to continue a list ("1", "-") waits for its line end.
        if (afterBlank && !blank && !continuesList && !(inList && end < 0)) {
            finished = begin;
            inList = false;
        }
        if (!blank)
            inList = isListItem(line) || continuesList;
        afterBlank = blank && !fenced;
        if (end < 0)
            break;
        begin = end + 1;
    }
    return static_cast<int>(finished);
}

void MarkdownText::update(const QString &source)
{
    removeOpenPart();
    const int finished = finishedBlocks(source.mid(m_frozenSource));
    if (finished > 0) {
        appendRendered(source.mid(m_frozenSource, finished), m_frozenSource);
        m_frozenSource += finished;
        m_frozenShown = m_document->characterCount() - 1;
    }
    appendRendered(source.mid(m_frozenSource), m_frozenSource);
}

void MarkdownText::removeOpenPart()
{
    QTextCursor cursor(m_document);
    cursor.setPosition(m_frozenShown);
    const QTextBlockFormat frozen = m_frozenShown > 0 ? cursor.blockFormat() : QTextBlockFormat();
    cursor.movePosition(QTextCursor::End, QTextCursor::KeepAnchor);
    cursor.removeSelectedText();
    cursor.setBlockFormat(frozen); // an empty block, such as a rule, would take that of the block removed
    m_sourceOf.resize(static_cast<size_t>(m_frozenShown));
    m_shownOf.resize(static_cast<size_t>(m_frozenSource), -1);
}

void MarkdownText::appendRendered(const QString &source, int sourceBegin)
{
    if (source.trimmed().isEmpty())
        return;
    const auto part = rendered(source, sourceBegin == 0, *m_document);
    QTextCursor cursor(m_document);
    cursor.movePosition(QTextCursor::End);
    const bool first = m_document->isEmpty();
    QTextBlockFormat opening = part->begin().blockFormat();
    opening.setObjectIndex(-1); // a list of the other document
    if (first)
        cursor.setBlockFormat(opening);
    else
        cursor.insertBlock(opening, part->begin().charFormat());
    const int begin = cursor.position();
    if (!part->isEmpty()) // a rule is nothing but its block's format
        cursor.insertFragment(QTextDocumentFragment(part.get()));
    // A fragment that opens with a list makes a block for it and leaves the one made here empty.
    cursor.setPosition(begin);
    if (!first && cursor.block().length() == 1 && part->begin().length() > 1)
        cursor.deleteChar();

    const QString shown = m_document->toRawText().mid(begin);
    m_sourceOf.resize(static_cast<size_t>(begin), -1);
    m_shownOf.resize(static_cast<size_t>(sourceBegin + source.size()), -1);
    for (const int position : alignToSource(shown, source)) {
        if (position >= 0)
            m_shownOf[static_cast<size_t>(sourceBegin + position)] = static_cast<int>(m_sourceOf.size());
        m_sourceOf.push_back(position < 0 ? -1 : sourceBegin + position);
    }
}

int MarkdownText::sourceAt(int position) const
{
    return position >= 0 && static_cast<size_t>(position) < m_sourceOf.size()
               ? m_sourceOf[static_cast<size_t>(position)]
               : -1;
}

TextRange MarkdownText::shownRange(TextRange source) const
{
    if (source.empty())
        return {};
    const auto isShown = [](int position) { return position >= 0; };
    const auto at = [this](int position) {
        return m_shownOf.begin() + std::min<long>(position, static_cast<long>(m_shownOf.size()));
    };
    const auto first = std::find_if(at(source.begin), at(source.end), isShown);
    if (first != at(source.end))
        return {*first, *std::max_element(first, at(source.end)) + 1};
    const auto before = std::find_if(std::make_reverse_iterator(at(source.begin)), m_shownOf.rend(), isShown);
    if (before != m_shownOf.rend())
        return {*before, *before + 1};
    const auto after = std::find_if(at(source.end), m_shownOf.end(), isShown);
    return after == m_shownOf.end() ? TextRange{} : TextRange{*after, *after + 1};
}

} // namespace deepscope
