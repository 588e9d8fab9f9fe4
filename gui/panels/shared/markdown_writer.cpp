#include "panels/shared/markdown_writer.h"

#include "panels/shared/markdown_code.h"
#include "panels/shared/markdown_formula.h"
#include "panels/shared/markdown_quotes.h"
#include "panels/shared/markdown_table.h"
#include "panels/shared/shown_characters.h"

#include <QFontDatabase>
#include <QFontMetricsF>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextTable>

#include <algorithm>
#include <bit>

namespace deepscope {

namespace {

using Kind = MarkdownBlock::Kind;

constexpr size_t MostColumns = 64; // of a table
constexpr int CellPadding = 4;
constexpr int CodePadding = 8;
constexpr QColor CodeGround(128, 128, 128, 44); // of code in a line and of results, on light and dark grounds

void setCode(QTextCharFormat &format, const QStringList &families)
{
    format.setFontFamilies(families);
    format.setFontFixedPitch(true);
}

bool isBox(QStringView marker) { return marker.startsWith(u'['); }

// What stands before an item: a bullet for "-" and "*", a box for "[ ]", anything else as it is written.
QString shownMarker(QStringView marker, int depth)
{
    const QChar bullets[] = {QChar(0x2022), QChar(0x25E6), QChar(0x25AA)};
    if (marker == u"-" || marker == u"*")
        return QString(bullets[std::max(depth - 1, 0) % 3]);
    if (isBox(marker))
        return QString(QChar(marker[1] == u' ' ? 0x2610 : 0x2611));
    return marker.toString();
}

} // namespace

MarkdownWriter::MarkdownWriter(QTextDocument *document, QStringView source, std::vector<int> &sourceOf, bool lastIsFree)
    : m_source(source), m_sourceOf(sourceOf), m_lastIsFree(lastIsFree), m_cursor(document),
      m_margin(document->defaultFont().pointSizeF() * 2 / 3),
      m_codeFamilies(QFontDatabase::systemFont(QFontDatabase::FixedFont).families())
{
    m_cursor.movePosition(QTextCursor::End);
}

int MarkdownWriter::write(const MarkdownBlock &block)
{
    const int end = m_cursor.document()->characterCount() - 1;
    if (block.kind == Kind::Code && m_lastIsFree && end > 0)
        leaveFree();
    const int begin = m_lastIsFree ? end : end + 1;
    switch (block.kind) {
    case Kind::Code:
        writeCode(block);
        break;
    case Kind::Table:
        writeTable(block);
        break;
    case Kind::Paragraph:
    case Kind::Heading:
    case Kind::Rule:
        writeWords(block);
    }
    return begin;
}

// The block behind a table has no margin above, in which the head of code could stand; it stays empty and next to
// nothing high.
void MarkdownWriter::leaveFree()
{
    QTextCharFormat low;
    low.setFontPointSize(1);
    m_cursor.movePosition(QTextCursor::End);
    m_cursor.setBlockCharFormat(low);
    m_lastIsFree = false;
}

QTextBlockFormat MarkdownWriter::formatOf(const MarkdownBlock &block) const
{
    QTextBlockFormat format;
    format.setIndent(block.depth);
    if (block.quotes != 0)
        setQuotes(format, block.quotes);
    format.setTopMargin(block.kind == Kind::Heading ? 2 * m_margin : m_margin);
    format.setBottomMargin(m_margin);
    if (block.kind == Kind::Heading)
        format.setHeadingLevel(block.level);
    if (block.kind == Kind::Rule)
        format.setProperty(QTextFormat::BlockTrailingHorizontalRulerWidth,
                           QTextLength(QTextLength::PercentageLength, 100));
    return format;
}

void MarkdownWriter::beginBlock(const QTextBlockFormat &format, const QTextCharFormat &characters)
{
    m_cursor.movePosition(QTextCursor::End);
    if (m_lastIsFree) {
        m_cursor.setBlockFormat(format);
        m_cursor.setBlockCharFormat(characters);
    } else {
        m_cursor.insertBlock(format, characters);
    }
    m_lastIsFree = false;
}

void MarkdownWriter::writeWords(const MarkdownBlock &block)
{
    QTextCharFormat characters;
    if (block.kind == Kind::Heading) {
        characters.setProperty(QTextFormat::FontSizeAdjustment, 4 - block.level);
        characters.setFontWeight(QFont::Bold);
    }
    beginBlock(formatOf(block), characters);
    writeMarkers(block, characters);
    insert(readInlines(m_source, block.lines), characters);
}

void MarkdownWriter::writeMarkers(const MarkdownBlock &block, const QTextCharFormat &characters)
{
    QString text;
    std::vector<int> sources;
    const auto isItem = [&](CharacterRange range) { return !isBox(textOf(range)); };
    int depth = block.depth - std::popcount(block.quotes) -
                static_cast<int>(std::count_if(block.markers.begin(), block.markers.end(), isItem));
    for (size_t i = 0; i < block.markers.size(); ++i) {
        const CharacterRange range = block.markers[i];
        const QStringView marker = textOf(range);
        const bool box = isBox(marker);
        depth += box ? 0 : 1;
        const bool boxFollows = i + 1 < block.markers.size() && isBox(textOf(block.markers[i + 1]));
        if (boxFollows && marker.size() == 1)
            continue; // the box is the bullet
        const QString shown = shownMarker(marker, depth);
        text += shown + u' ';
        for (int character = 0; character < shown.size(); ++character)
            sources.push_back(range.begin + character);
        const bool blank = range.end < m_source.size() && (m_source[range.end] == u' ' || m_source[range.end] == u'\t');
        sources.push_back(blank ? range.end : -1);
    }
    if (text.isEmpty())
        return;
    insert(text, sources, characters);
    // It hangs before the words: their lines begin below each other.
    const qreal width = QFontMetricsF(m_cursor.document()->defaultFont()).horizontalAdvance(text);
    QTextBlockFormat format = m_cursor.blockFormat();
    format.setTextIndent(-std::min(width, block.depth * m_cursor.document()->indentWidth()));
    m_cursor.setBlockFormat(format);
}

void MarkdownWriter::writeCode(const MarkdownBlock &block)
{
    QTextCharFormat characters;
    setCode(characters, m_codeFamilies);
    const QFont font = m_cursor.document()->defaultFont();
    const std::vector<MarkdownBlock::Line> lines =
        block.lines.empty() ? std::vector<MarkdownBlock::Line>(1) : block.lines;
    for (size_t i = 0; i < lines.size(); ++i) {
        QTextBlockFormat format = formatOf(block);
        const bool begins = i == 0 && !block.goesOn;
        format.setTopMargin(!begins ? 0 : m_margin + (block.isFenced() ? codeHeadHeight(font) : 0));
        format.setBottomMargin(i + 1 == lines.size() && !block.endsLater ? m_margin + CodePadding : 0);
        format.setLeftMargin(CodePadding);
        format.setRightMargin(CodePadding);
        if (begins)
            setCodeBegins(format, block.isFenced());
        format.setProperty(QTextFormat::BlockCodeFence, QStringLiteral("`"));
        format.setProperty(QTextFormat::BlockCodeLanguage, textOf(block.language).toString());
        beginBlock(format, characters);
        const CharacterRange range = lines[i].text;
        QString text(lines[i].blanks, u' ');
        std::vector<int> sources(static_cast<size_t>(lines[i].blanks), -1);
        for (int place = range.begin; place < range.end; ++place) {
            text += shownCharacter(m_source[place]);
            sources.push_back(place);
        }
        insert(text, sources, characters);
    }
}

void MarkdownWriter::writeTable(const MarkdownBlock &block)
{
    std::vector<std::vector<CharacterRange>> rows;
    size_t columns = 0;
    for (const MarkdownBlock::Line &line : block.lines) {
        rows.push_back(tableCells(m_source, line.text));
        if (rows.back().size() > MostColumns) { // the rest in the last one: no row makes a table of millions of cells
            rows.back()[MostColumns - 1].end = rows.back().back().end;
            rows.back().resize(MostColumns);
        }
        columns = std::max(columns, rows.back().size());
    }
    QTextTableFormat format;
    format.setBorderCollapse(true);
    format.setBorder(1);
    format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
    format.setBorderBrush(QColor(128, 128, 128, 96)); // on light and dark grounds
    format.setCellPadding(CellPadding);
    format.setCellSpacing(0);
    format.setTopMargin(m_margin);
    format.setBottomMargin(m_margin);
    format.setLeftMargin(block.depth * m_cursor.document()->indentWidth());
    m_cursor.movePosition(QTextCursor::End);
    QTextTable *table = m_cursor.insertTable(static_cast<int>(rows.size()), static_cast<int>(columns), format);
    for (size_t row = 0; row < rows.size(); ++row) {
        QTextCharFormat characters;
        if (row == 0)
            characters.setFontWeight(QFont::Bold);
        for (size_t column = 0; column < rows[row].size(); ++column) {
            m_cursor = table->cellAt(static_cast<int>(row), static_cast<int>(column)).firstCursorPosition();
            QTextBlockFormat cell;
            cell.setAlignment(column < block.columns.size() ? block.columns[column] : Qt::AlignLeft);
            m_cursor.setBlockFormat(cell);
            const CharacterRange range = rows[row][column];
            insert(readInlines(m_source, {{0, range, range.end}}, MarkdownPlace::TableCell), characters);
        }
    }
    m_cursor.movePosition(QTextCursor::End);
    m_cursor.setBlockFormat({});
    m_cursor.setBlockCharFormat({});
    m_lastIsFree = true;
}

void MarkdownWriter::setStyle(QTextCharFormat &format, uint8_t style) const
{
    if (style & Italic)
        format.setFontItalic(true);
    if (style & (Bold | Framed))
        format.setFontWeight(QFont::Bold);
    if (style & Struck)
        format.setFontStrikeOut(true);
    if (style & CodeText)
        setCode(format, m_codeFamilies);
    if (style & (CodeText | Framed))
        format.setBackground(CodeGround);
    if (style & Superscript)
        format.setVerticalAlignment(QTextCharFormat::AlignSuperScript);
    else if (style & Subscript)
        format.setVerticalAlignment(QTextCharFormat::AlignSubScript);
}

void MarkdownWriter::insert(const MarkdownInlines &inlines, const QTextCharFormat &characters)
{
    const auto size = static_cast<size_t>(inlines.text.size());
    for (size_t begin = 0; begin < size;) {
        const uint8_t style = inlines.styles[begin];
        const int link = inlines.links[begin], formula = inlines.formulas[begin];
        size_t end = begin + 1;
        while (end < size && inlines.styles[end] == style && inlines.links[end] == link &&
               inlines.formulas[end] == formula)
            ++end;
        QTextCharFormat format = characters;
        setStyle(format, style);
        if (formula >= 0)
            setFormula(format, inlines.formulaSources[static_cast<size_t>(formula)]);
        if (link >= 0) {
            format.setAnchor(true);
            format.setFontUnderline(true);
            format.setAnchorHref(inlines.addresses[link]);
            format.setToolTip(inlines.addresses[link]); // it is not shown otherwise
        }
        insert(inlines.text.mid(static_cast<qsizetype>(begin), static_cast<qsizetype>(end - begin)),
               {inlines.sources.begin() + static_cast<long>(begin), inlines.sources.begin() + static_cast<long>(end)},
               format);
        begin = end;
    }
}

void MarkdownWriter::insert(const QString &text, const std::vector<int> &sources, const QTextCharFormat &characters)
{
    const auto begin = static_cast<size_t>(m_cursor.position());
    m_cursor.insertText(text, characters);
    m_sourceOf.resize(std::max(m_sourceOf.size(), begin + sources.size()), -1);
    for (size_t i = 0; i < sources.size(); ++i)
        m_sourceOf[begin + i] = sources[i];
}

} // namespace deepscope
