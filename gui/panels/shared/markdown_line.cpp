#include "panels/shared/markdown_line.h"

#include <algorithm>

namespace deepscope {

namespace {

constexpr int TabStop = 4;

bool isBlankCharacter(QChar character) { return character == u' ' || character == u'\t'; }

int runLength(QStringView text, QChar character)
{
    const auto other = std::find_if(text.begin(), text.end(), [character](QChar c) { return c != character; });
    return static_cast<int>(other - text.begin());
}

} // namespace

MarkdownLine::MarkdownLine(QStringView source, int begin, int end) : m_source(source), m_at(begin), m_end(end)
{
    look();
}

void MarkdownLine::look()
{
    int column = m_column + m_rest;
    for (m_text = m_at; m_text < m_end && isBlankCharacter(m_source[m_text]); ++m_text)
        column += m_source[m_text] == u'\t' ? TabStop - column % TabStop : 1;
    m_indent = column - m_column;
}

void MarkdownLine::skipBlanks(int columns)
{
    while (columns > 0) {
        if (m_rest == 0) {
            if (m_at >= m_end || !isBlankCharacter(m_source[m_at]))
                break;
            m_rest = m_source[m_at] == u'\t' ? TabStop - m_column % TabStop : 1;
            ++m_at;
        }
        const int taken = std::min(columns, m_rest);
        m_rest -= taken;
        m_column += taken;
        columns -= taken;
    }
    look();
}

void MarkdownLine::skipSign(int characters)
{
    m_column += m_indent + characters;
    m_rest = 0;
    m_at = m_text + characters;
    look();
}

int listSign(QStringView text)
{
    constexpr int MostDigits = 9;
    int length = 0;
    while (length < text.size() && length <= MostDigits && text[length] >= u'0' && text[length] <= u'9')
        ++length;
    const QStringView signs = length == 0 ? QStringView(u"-*+") : QStringView(u".)");
    if (length > MostDigits || length >= text.size() || !signs.contains(text[length]))
        return 0;
    ++length;
    return length == text.size() || isBlankCharacter(text[length]) ? length : 0;
}

bool isRule(QStringView text)
{
    if (text.isEmpty() || !QStringView(u"*-_").contains(text[0]))
        return false;
    const auto belongs = [&](QChar character) { return character == text[0] || isBlankCharacter(character); };
    return text.count(text[0]) >= 3 && std::all_of(text.begin(), text.end(), belongs);
}

int headingLevel(QStringView text)
{
    const int level = runLength(text, u'#');
    if (level < 1 || level > 6 || level >= text.size() || !isBlankCharacter(text[level]))
        return 0;
    return text.mid(level).trimmed().isEmpty() ? 0 : level; // a sign alone is text
}

int fenceLength(QStringView text)
{
    if (text.isEmpty() || (text[0] != u'`' && text[0] != u'~'))
        return 0;
    const int length = runLength(text, text[0]);
    if (length < 3 || (text[0] == u'`' && text.mid(length).contains(u'`')))
        return 0; // "```x```" is code within its line
    return length;
}

bool closesFence(QStringView text, QChar fence, int length)
{
    const int run = runLength(text, fence);
    return run >= length && text.mid(run).trimmed().isEmpty();
}

int headingWords(QStringView text)
{
    qsizetype end = text.size();
    while (end > 0 && text[end - 1] == u'#')
        --end;
    if (end == 0 || !text[end - 1].isSpace())
        return static_cast<int>(text.size()); // "C#" is a word
    while (end > 0 && text[end - 1].isSpace())
        --end;
    return static_cast<int>(end);
}

bool isSum(QStringView above, QStringView line)
{
    const auto isNumber = [](QStringView text) {
        const auto isDigit = [](QChar character) { return character.isDigit(); };
        const auto belongs = [](QChar c) { return c.isDigit() || QStringView(u" \t.,+-*/=%$€£").contains(c); };
        return std::any_of(text.begin(), text.end(), isDigit) && std::all_of(text.begin(), text.end(), belongs);
    };
    return isNumber(above) && isNumber(line);
}

bool leavesFormulaOpen(QStringView line, bool openBefore)
{
    bool open = openBefore;
    for (qsizetype i = 0; i + 1 < line.size(); ++i) {
        const bool dollars = line[i] == u'$' && line[i + 1] == u'$';
        if (dollars)
            open = !open;
        else if (line[i] == u'\\' && (line[i + 1] == u'[' || line[i + 1] == u']'))
            open = line[i + 1] == u'[';
        if (dollars || line[i] == u'\\')
            ++i;
    }
    return open;
}

int behindLineEnd(QStringView source, int lineEnd) { return lineEnd + (source.mid(lineEnd, 2) == u"\r\n" ? 2 : 1); }

} // namespace deepscope
