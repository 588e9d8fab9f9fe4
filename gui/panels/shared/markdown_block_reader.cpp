#include "panels/shared/markdown_block_reader.h"

#include "panels/shared/markdown_table.h"

#include <algorithm>

namespace deepscope {

namespace {

constexpr size_t MostNested = 12; // quotes and lists; deeper signs are text
constexpr int CodeIndent = 4;

} // namespace

size_t MarkdownBlockReader::matchContainers(MarkdownLine &line)
{
    for (size_t i = 0; i < m_open.size(); ++i) {
        const Container &container = m_open[i];
        if (container.quote) {
            if (line.isBlank() || line.indent() >= CodeIndent || line.text()[0] != u'>')
                return i;
            line.skipSign(1);
            line.skipBlanks(1);
        } else if (line.isBlank() ? container.isEmpty : line.indent() < container.width) {
            return i;
        } else {
            line.skipBlanks(container.width);
        }
    }
    return m_open.size();
}

void MarkdownBlockReader::readLine(int begin, int end)
{
    m_lineBegin = begin;
    m_lineEnd = end;
    MarkdownLine line(m_source, begin, end);
    size_t matched = matchContainers(line);
    const bool all = matched == m_open.size();
    if (all && hasLeaf(Kind::Code) && continuesCode(line))
        return;
    bool begun = false;
    const bool formula = all && m_inFormula && hasLeaf(Kind::Paragraph);
    while (!line.isBlank() && line.indent() < CodeIndent && !formula) {
        if (!begun && matched == m_open.size() && hasLeaf(Kind::Paragraph) && beginsFromParagraph(line))
            return;
        const bool quote = line.text()[0] == u'>' && !line.text().startsWith(u">>>") && m_open.size() < MostNested;
        if (quote) {
            closeTo(matched);
            flushMarkers();
            open({true});
            line.skipSign(1);
            line.skipBlanks(1);
            matched = m_open.size();
        } else if (beginsBlock(line, matched)) {
            return;
        } else if (!beginsItem(line, matched)) {
            break;
        }
        begun = true;
    }
    if (line.isBlank() && !begun)
        readBlankLine(line, matched);
    else if (!line.isBlank())
        readText(line, matched, begun);
}

bool MarkdownBlockReader::continuesCode(MarkdownLine &line)
{
    if (!m_fence.isNull()) {
        if (line.indent() < CodeIndent && closesFence(line.text(), m_fence, m_fenceLength)) {
            m_leaf->source.end = m_lineEnd;
            closeLeaf();
            return true;
        }
        line.skipBlanks(std::min(m_fenceIndent, line.indent()));
    } else if (line.isBlank() || line.indent() >= CodeIndent) {
        line.skipBlanks(std::min(CodeIndent, line.indent()));
    } else {
        return false;
    }
    addLine(line, true);
    return true;
}

// What turns the paragraph above into something else: a line of "=" below a title, the second line of a table.
bool MarkdownBlockReader::beginsFromParagraph(const MarkdownLine &line)
{
    const QStringView text = line.text().trimmed();
    const MarkdownBlock::Line last = m_leaf->lines.back();
    const QStringView above = m_source.mid(last.text.begin, last.text.end - last.text.begin);
    const auto isLetter = [](QChar character) { return character.isLetter(); };
    if (text.size() >= 3 && text.count(u'=') == text.size() && m_leaf->lines.size() == 1 &&
        std::any_of(above.begin(), above.end(), isLetter)) {
        m_leaf->kind = Kind::Heading;
        m_leaf->level = 1;
        m_leaf->source.end = m_lineEnd;
        closeLeaf();
        return true;
    }
    const std::vector<Qt::Alignment> columns = tableColumns(m_source, {line.textBegin(), line.end()});
    if (columns.empty() || !above.contains(u'|') || tableCells(m_source, last.text).size() != columns.size())
        return false;
    if (m_leaf->lines.size() > 1) { // the lines before the head stay a paragraph
        m_leaf->lines.pop_back();
        m_leaf->source.end = m_leaf->lines.back().lineEnd;
        const int head = behindLineEnd(m_source, m_leaf->source.end);
        begin(Kind::Table).source.begin = head;
        m_leaf->lines = {last};
    }
    m_leaf->kind = Kind::Table;
    m_leaf->columns = columns;
    m_leaf->source.end = m_lineEnd;
    return true;
}

bool MarkdownBlockReader::beginsBlock(MarkdownLine &line, size_t &matched)
{
    const QStringView text = line.text();
    if (const int level = headingLevel(text); level > 0) {
        closeTo(matched);
        begin(Kind::Heading).level = level;
        line.skipSign(level);
        addLine(line, false);
        CharacterRange &words = m_leaf->lines.back().text;
        words.end = words.begin + headingWords(m_source.mid(words.begin, words.end - words.begin));
        closeLeaf();
        return true;
    }
    if (const int length = fenceLength(text); length > 0) {
        closeTo(matched);
        MarkdownBlock &code = begin(Kind::Code);
        m_fence = text[0];
        m_fenceLength = length;
        m_fenceIndent = line.indent();
        line.skipSign(length);
        int end = line.textBegin();
        while (end < line.end() && !m_source[end].isSpace())
            ++end;
        code.language = {line.textBegin(), end};
        return true;
    }
    if (isRule(text)) {
        closeTo(matched);
        begin(Kind::Rule);
        closeLeaf();
        return true;
    }
    return false;
}

bool MarkdownBlockReader::beginsItem(MarkdownLine &line, size_t &matched)
{
    const QStringView text = line.text();
    const int length = listSign(text);
    if (length == 0 || m_open.size() >= MostNested)
        return false;
    if (matched == m_open.size() && hasLeaf(Kind::Paragraph)) { // it would break into the paragraph
        const CharacterRange above = m_leaf->lines.back().text;
        const bool inItem = !m_open.empty() && !m_open.back().quote;
        const bool mayBreak = length == 1 || text.left(length - 1) == u"1" || inItem;
        if (!mayBreak || text.mid(length).trimmed().isEmpty() ||
            isSum(m_source.mid(above.begin, above.end - above.begin), text))
            return false;
    }
    closeTo(matched);
    const int before = line.indent();
    const int sign = line.textBegin();
    line.skipSign(length);
    const bool onlyOne = line.isBlank() || line.indent() > CodeIndent;
    const int after = onlyOne ? 1 : line.indent();
    open({false, before + length + after, line.isBlank()});
    m_markers.push_back({sign, sign + length});
    line.skipBlanks(after);
    const QStringView rest = line.text();
    const bool task = rest.size() > 3 && rest[0] == u'[' && QStringView(u" xX").contains(rest[1]) && rest[2] == u']' &&
                      rest[3].isSpace() && line.indent() == 0;
    if (task) {
        m_markers.push_back({line.textBegin(), line.textBegin() + 3});
        line.skipSign(3);
        line.skipBlanks(line.indent());
    }
    matched = m_open.size();
    return true;
}

void MarkdownBlockReader::readText(MarkdownLine &line, size_t matched, bool begun)
{
    const bool inItem = !m_open.empty() && !m_open.back().quote; // there, people indent as they like
    const bool paragraph = hasLeaf(Kind::Paragraph) && !begun;
    if (paragraph) { // also one in a quote or an item that this line's signs leave out
        addLine(line, matched == m_open.size() && !inItem);
        return;
    }
    closeTo(matched);
    if (hasLeaf(Kind::Table) && line.text().contains(u'|')) {
        addLine(line, false);
        return;
    }
    closeLeaf();
    if (line.indent() >= CodeIndent) {
        begin(Kind::Code);
        m_fence = QChar();
        line.skipBlanks(CodeIndent);
        addLine(line, true);
        return;
    }
    begin(Kind::Paragraph);
    addLine(line, line.indent() > 1 && m_open.empty());
}

void MarkdownBlockReader::readBlankLine(const MarkdownLine &line, size_t matched)
{
    const bool all = matched == m_open.size();
    closeTo(matched);
    if (all && hasLeaf(Kind::Code))
        addLine(line, true);
    else
        closeLeaf();
}

} // namespace deepscope
