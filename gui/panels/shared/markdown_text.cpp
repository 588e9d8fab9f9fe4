#include "panels/shared/markdown_text.h"

#include "panels/shared/markdown_code.h"
#include "panels/shared/markdown_formula.h"
#include "panels/shared/markdown_writer.h"

#include <QTextBlock>
#include <QTextCursor>

#include <algorithm>
#include <iterator>

namespace deepscope {

namespace {

constexpr qreal IndentWidth = 32; // of a list or a quote: room for "100."

bool isLineEnd(QChar character) { return character == u'\n' || character == u'\r'; }

QString wholeLines(const QString &source, CharacterRange range)
{
    while (range.begin > 0 && !isLineEnd(source[range.begin - 1]))
        --range.begin;
    while (range.end < source.size() && !isLineEnd(source[range.end]))
        ++range.end;
    return source.mid(range.begin, range.end - range.begin);
}

} // namespace

MarkdownText::MarkdownText(QTextDocument *document) : m_document(document) { m_document->setIndentWidth(IndentWidth); }

void MarkdownText::update(const QString &source)
{
    QTextCursor edit(m_document);
    edit.beginEditBlock(); // laid out once
    removeOpenPart();
    m_changedFrom = m_frozenShown;
    write(m_reader.readLines(source), source);
    m_frozenShown = m_document->characterCount() - 1;
    m_frozenBlocks = m_placed.size();
    m_frozenLastIsFree = m_lastIsFree;
    write(m_reader.openBlocks(source), source);
    makeRoomAbove(*m_document);
    edit.endEditBlock();

    m_sourceOf.resize(static_cast<size_t>(m_document->characterCount()), -1);
    m_shownOf.resize(static_cast<size_t>(source.size()), -1);
    for (auto position = static_cast<size_t>(m_changedFrom); position < m_sourceOf.size(); ++position)
        if (m_sourceOf[position] >= 0)
            m_shownOf[static_cast<size_t>(m_sourceOf[position])] = static_cast<int>(position);
}

void MarkdownText::write(const std::vector<MarkdownBlock> &blocks, const QString &source)
{
    MarkdownWriter writer(m_document, source, m_sourceOf, m_lastIsFree);
    for (const MarkdownBlock &block : blocks) {
        const int shown = writer.write(block);
        if (block.goesOn)
            m_placed.back().source.end = block.source.end;
        else
            m_placed.push_back({block.kind, shown, block.source, block.isFenced()});
    }
    m_lastIsFree = writer.lastIsFree();
}

void MarkdownText::removeOpenPart()
{
    QTextCursor cursor(m_document);
    cursor.setPosition(m_frozenShown);
    const QTextBlockFormat frozen = m_frozenBlocks > 0 ? cursor.blockFormat() : QTextBlockFormat();
    cursor.movePosition(QTextCursor::End, QTextCursor::KeepAnchor);
    cursor.removeSelectedText();
    cursor.setBlockFormat(frozen); // an empty block, such as a rule, would take that of the block removed
    if (m_frozenLastIsFree)
        cursor.setBlockCharFormat({});
    for (auto position = static_cast<size_t>(m_frozenShown); position < m_sourceOf.size(); ++position)
        if (m_sourceOf[position] >= 0)
            m_shownOf[static_cast<size_t>(m_sourceOf[position])] = -1;
    m_sourceOf.resize(static_cast<size_t>(m_frozenShown), -1);
    m_placed.resize(m_frozenBlocks);
    m_lastIsFree = m_frozenLastIsFree;
}

int MarkdownText::sourceAt(int position) const
{
    return position >= 0 && static_cast<size_t>(position) < m_sourceOf.size()
               ? m_sourceOf[static_cast<size_t>(position)]
               : -1;
}

CharacterRange MarkdownText::shownRange(CharacterRange source) const
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
    return after == m_shownOf.end() ? CharacterRange{} : CharacterRange{*after, *after + 1};
}

const MarkdownText::Placed *MarkdownText::placedAt(int position) const
{
    const auto begins = [](int value, const Placed &placed) { return value < placed.shown; };
    const auto behind = std::upper_bound(m_placed.begin(), m_placed.end(), position, begins);
    return behind == m_placed.begin() ? nullptr : &*std::prev(behind);
}

bool MarkdownText::isPlain(CharacterRange shown) const
{
    QTextCursor cursor(m_document);
    const auto formatAt = [&](int position) {
        cursor.setPosition(position + 1);
        return cursor.charFormat();
    };
    const QTextCharFormat ofBlock = m_document->findBlock(shown.begin).charFormat();
    return formatAt(shown.begin) == ofBlock && formatAt(shown.end - 1) == ofBlock;
}

// The characters themselves, of a formula all of them; the lines of the document part them.
QString MarkdownText::wordsOf(const QString &source, CharacterRange shown) const
{
    QString words;
    CharacterRange last;
    QTextCursor cursor(m_document);
    for (int position = shown.begin; position < shown.end; ++position) {
        const int from = sourceAt(position);
        cursor.setPosition(position + 1); // its format is that of the character before it
        if (const CharacterRange formula = formulaOf(cursor.charFormat()); !formula.empty()) {
            if (formula != last)
                words += source.mid(formula.begin, formula.end - formula.begin);
            last = formula;
            continue;
        }
        if (m_document->characterAt(position) == QChar::ParagraphSeparator ||
            m_document->characterAt(position) == QChar::LineSeparator)
            words += u'\n';
        else
            words += from < 0 ? m_document->characterAt(position) : source[from];
    }
    return words;
}

std::vector<int> MarkdownText::codeHeads() const
{
    std::vector<int> begins;
    for (const Placed &placed : m_placed)
        if (placed.fenced)
            begins.push_back(placed.shown);
    return begins;
}

QString MarkdownText::codeAt(const QString &source, int position) const
{
    const Placed *code = placedAt(position);
    if (!code || code->kind != MarkdownBlock::Kind::Code)
        return {};
    const auto behind = static_cast<size_t>(code - m_placed.data()) + 1;
    const int end = behind < m_placed.size() ? m_placed[behind].shown : m_document->characterCount();
    return wordsOf(source, {code->shown, end - 1});
}

QString MarkdownText::copied(const QString &source, CharacterRange shown) const
{
    const CharacterRange all{0, m_document->characterCount() - 1};
    if (shown.begin <= all.begin && shown.end >= all.end)
        return source;
    const auto isText = [this](int position) { return sourceAt(position) >= 0; };
    while (!shown.empty() && !isText(shown.end - 1))
        --shown.end;
    while (!shown.empty() && !isText(shown.begin))
        ++shown.begin;
    if (shown.empty())
        return {};
    const Placed *first = placedAt(shown.begin), *last = placedAt(shown.end - 1);
    if (first != last)
        return wholeLines(source, {first->source.begin, last->source.end});
    if (first->kind == MarkdownBlock::Kind::Code)
        return wordsOf(source, shown);
    const CharacterRange range{sourceAt(shown.begin), sourceAt(shown.end - 1) + 1};
    if (m_document->findBlock(shown.begin) != m_document->findBlock(shown.end - 1))
        return wholeLines(source, range);
    return isPlain(shown) ? source.mid(range.begin, range.end - range.begin) : wordsOf(source, shown);
}

} // namespace deepscope
