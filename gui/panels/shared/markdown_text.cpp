#include "panels/shared/markdown_text.h"

#include "panels/shared/long_lines.h"

#include <QRegularExpression>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocumentFragment>
#include <QTextTable>

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

bool isNumbered(const QTextList &list) { return list.format().style() <= QTextListFormat::ListDecimal; }

bool isListItem(QStringView line)
{
    static const QRegularExpression expression(QStringLiteral("^\\s*(?:[-*+]|\\d{1,9}[.)])(?:\\s|$)"));
    return expression.match(line.toString()).hasMatch();
}

std::unique_ptr<QTextDocument> rendered(const QString &source, bool whole, const QTextDocument &like)
{
    auto document = std::make_unique<QTextDocument>();
    document->setDefaultFont(like.defaultFont());
    QTextCursor all(document.get());
    all.beginEditBlock(); // else each stretch of a long line costs the whole line
    document->setMarkdown(source, QTextDocument::MarkdownFeatures(QTextDocument::MarkdownDialectGitHub) |
                                      QTextDocument::MarkdownNoHTML);
    all.endEditBlock();
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

void MarkdownText::update(const QString &source, bool ended)
{
    const auto open = [&] { return m_open.lead + source.mid(m_frozenSource); };
    const auto finished = [&] { return finishedBlocks(open()) - static_cast<int>(m_open.lead.size()); };
    if (m_provisional && (ended || finished() > 0)) {
        m_frozenSource = m_blockSource;
        m_frozenShown = m_blockShown;
        m_open = {};
        m_provisional = false;
    }
    removeOpenPart();
    if (const int length = finished(); length > 0) {
        freeze(source, length, {});
        m_blockSource = m_frozenSource;
        m_blockShown = m_frozenShown;
    }
    while (!ended) {
        const int lead = static_cast<int>(m_open.lead.size());
        MarkdownCut cut = cutOpenMarkdown(open(), lead);
        if (cut.at <= lead)
            break;
        const int length = cut.at - lead;
        freeze(source, length, std::move(cut));
    }
    appendRendered(source.mid(m_frozenSource), m_frozenSource);
}

void MarkdownText::freeze(const QString &source, int length, MarkdownCut next)
{
    appendRendered(source.mid(m_frozenSource, length), m_frozenSource);
    m_frozenSource += length;
    m_frozenShown = static_cast<int>(m_sourceOf.size());
    m_provisional = m_provisional || !next.exact;
    m_open = std::move(next);
    findLists();
}

// The lists that the lead's blocks stand for are those of the same depth that the frozen part ends in.
void MarkdownText::findLists()
{
    m_inLists.assign(static_cast<size_t>(m_open.leadBlocks), nullptr);
    size_t missing = m_inLists.size();
    for (QTextBlock block = m_document->lastBlock(); missing > 0 && block.isValid(); block = block.previous()) {
        QTextList *list = block.textList();
        const auto depth = list ? static_cast<size_t>(list->format().indent()) : 0;
        if (depth > 0 && depth <= missing) {
            m_inLists[depth - 1] = list;
            missing = depth - 1;
        }
    }
}

void MarkdownText::removeOpenPart()
{
    const int cuts = m_lines ? m_lines->count() : 0;
    const int begin = m_frozenShown == 0 ? 0 : cuts == 0 ? m_frozenShown : m_lines->inDocument(m_frozenShown - 1) + 1;
    m_changedFrom = begin;
    m_sourceOf.resize(static_cast<size_t>(m_frozenShown));
    m_shownOf.resize(static_cast<size_t>(m_frozenSource), -1);
    if (m_lines)
        m_lines->forgetFrom(begin);
    QTextCursor cursor(m_document);
    cursor.setPosition(begin);
    const QTextBlockFormat frozen = begin > 0 ? cursor.blockFormat() : QTextBlockFormat();
    cursor.movePosition(QTextCursor::End, QTextCursor::KeepAnchor);
    cursor.removeSelectedText();
    cursor.setBlockFormat(frozen); // an empty block, such as a rule, would take that of the block removed
}

void MarkdownText::appendRendered(const QString &source, int sourceBegin)
{
    const QString &lead = m_open.lead;
    if (lead.isEmpty() && source.trimmed().isEmpty())
        return;
    const auto part = rendered(lead + source, sourceBegin == 0, *m_document);
    if (m_open.headsTable)
        if (const auto frames = part->rootFrame()->childFrames(); !frames.isEmpty())
            if (auto *table = qobject_cast<QTextTable *>(frames.front()))
                table->removeRows(0, 1);
    const QTextBlock first = part->findBlockByNumber(m_open.leadBlocks);
    if (!first.isValid())
        return;
    const int from = first.position() + std::min(m_open.leadCharacters, first.length() - 1);
    const int begin = insertPart(*part, from);

    // What the lead shows is aligned too, so that all else is read as what it is.
    QString shown = part->toRawText().left(from);
    const auto before = static_cast<size_t>(shown.size());
    const int cuts = m_lines ? m_lines->count() : 0; // all of them in the frozen part
    m_sourceOf.resize(static_cast<size_t>(begin - cuts), -1);
    const int end = m_document->characterCount() - 1;
    for (int position = begin; position < end; ++position)
        shown += m_document->characterAt(position);
    m_shownOf.resize(static_cast<size_t>(sourceBegin + source.size()), -1);
    const auto leadSize = static_cast<int>(m_open.headsTable ? 0 : lead.size());
    std::vector<int> positions = alignToSource(shown, m_open.headsTable ? source : lead + source);
    positions.erase(positions.begin(), positions.begin() + static_cast<long>(before));
    for (const int position : positions) {
        const bool isShown = position >= leadSize;
        if (isShown)
            m_shownOf[static_cast<size_t>(sourceBegin + position - leadSize)] = static_cast<int>(m_sourceOf.size());
        m_sourceOf.push_back(isShown ? sourceBegin + position - leadSize : -1);
    }
    joinLists(*part, begin);
}

// All of a part from there on, behind what is shown.
int MarkdownText::insertPart(const QTextDocument &part, int from)
{
    const QTextBlock opens = part.findBlock(from);
    QTextCursor cursor(m_document);
    cursor.movePosition(QTextCursor::End);
    const bool first = m_document->isEmpty(), goesOn = m_open.leadCharacters > 0;
    QTextBlockFormat opening = opens.blockFormat();
    opening.setObjectIndex(-1); // a list of the other document
    if (first)
        cursor.setBlockFormat(opening);
    else if (!goesOn)
        cursor.insertBlock(opening, opens.charFormat());
    const int begin = cursor.position();
    QTextCursor rest(opens);
    rest.setPosition(from);
    rest.movePosition(QTextCursor::End, QTextCursor::KeepAnchor);
    if (rest.hasSelection()) // a rule is nothing but its block's format
        cursor.insertFragment(QTextDocumentFragment(rest));
    // A fragment that opens with a list makes a block for it and leaves the one made here empty.
    cursor.setPosition(begin);
    if (!first && !goesOn && cursor.block().length() == 1 && opens.length() > 1)
        cursor.deleteChar();
    return begin;
}

// A numbered list that the lead began is the one that is there. One without numbers looks the same in several parts,
// and every change of a list lays out all of it.
void MarkdownText::joinLists(const QTextDocument &part, int begin)
{
    if (m_open.leadBlocks == 0)
        return;
    QTextBlock shown = m_document->findBlock(begin);
    for (QTextBlock block = part.findBlockByNumber(m_open.leadBlocks); block.isValid() && shown.isValid();
         block = block.next(), shown = shown.next())
        for (int lead = 0; lead < m_open.leadBlocks && block.textList(); ++lead)
            if (QTextList *list = m_inLists[static_cast<size_t>(lead)];
                list && isNumbered(*list) && part.findBlockByNumber(lead).textList() == block.textList() &&
                shown.textList() != list)
                list->add(shown);
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
