#include "panels/shared/markdown_emphasis.h"

#include <algorithm>
#include <array>
#include <optional>

namespace deepscope {

namespace {

bool isWord(QChar character)
{
    return character.unicode() < 0x80 && (character.isLetterOrNumber() || character == u'_');
}

bool isDigit(QChar character) { return character >= u'0' && character <= u'9'; }

bool isSign(QChar character) { return character.isPunct() || character.isSymbol() || character.isSurrogate(); }

// Scripts that are written without blanks: their letters do not hold a mark fast, as those of other words do.
bool isWide(QChar character)
{
    const char16_t code = character.unicode();
    return (code >= 0x2E80 && code <= 0xA4CF) || (code >= 0xAC00 && code <= 0xD7AF) ||
           (code >= 0xF900 && code <= 0xFAFF) || (code >= 0xFF00 && code <= 0xFFEF);
}

// Signs of a calculation, a pattern or a comment, seen from their neighbours.
bool isNoMark(QChar before, QChar sign, int length, QChar after)
{
    if (sign == u'~')
        return length != 2;
    if (sign == u'_')
        return false;
    if (isDigit(before) && isDigit(after))
        return true;
    if (QStringView(u"([{").contains(before) && QStringView(u")]}").contains(after))
        return true;
    return before == u'/' || after == u'/';
}

bool mayOpen(QChar before, int length, QChar after)
{
    if (length == 1)
        return !isWord(before) && !QStringView(u")]}").contains(before);
    return !isDigit(before) && before != u')' && !(isWord(before) && isDigit(after));
}

bool mayClose(int length, QChar after)
{
    return length == 1 ? !isWord(after) && !QStringView(u"([{").contains(after) : !isDigit(after);
}

} // namespace

MarkdownEmphasis::MarkdownEmphasis(QStringView text)
    : m_text(text), m_changes(static_cast<size_t>(text.size()) + 1), m_marks(static_cast<size_t>(text.size()))
{
}

void MarkdownEmphasis::add(int begin, int end)
{
    const QChar sign = m_text[begin];
    const QChar before = begin > 0 ? m_text[begin - 1] : QChar(u' ');
    const QChar after = end < m_text.size() ? m_text[end] : QChar(u' ');
    if (isNoMark(before, sign, end - begin, after))
        return;
    const bool leans = !after.isSpace() && (!isSign(after) || before.isSpace() || isSign(before) || isWide(before));
    const bool leansBack = !before.isSpace() && (!isSign(before) || after.isSpace() || isSign(after) || isWide(after));
    Run run{begin, end, leans, leansBack, end - begin};
    if (sign == u'_') {
        run.opens = leans && (!leansBack || isSign(before));
        run.closes = leansBack && (!leans || isSign(after));
    } else if (sign == u'*') {
        run.opens = leans && mayOpen(before, run.length, after);
        run.closes = leansBack && mayClose(run.length, after);
    }
    if (run.opens || run.closes)
        m_runs.push_back(run);
}

bool MarkdownEmphasis::belongTogether(const Run &opening, const Run &closing) const
{
    const bool underscores = m_text[opening.begin] == u'_';
    if (!opening.opens || m_text[opening.begin] != m_text[closing.begin] ||
        (underscores && opening.length != closing.length)) // _private and __init__
        return false;
    // CommonMark's rule of three.
    if ((opening.closes || closing.opens) && (opening.length + closing.length) % 3 == 0 &&
        (opening.length % 3 != 0 || closing.length % 3 != 0))
        return false;
    constexpr qsizetype LongestName = 64;
    const QStringView between = m_text.mid(opening.end, closing.begin - opening.end);
    if (between.isEmpty())
        return true;
    const auto inName = [](QChar c) { return (c >= u'a' && c <= u'z') || isDigit(c) || c == u'_'; };
    if (underscores && opening.length == 2 && between.size() <= LongestName &&
        std::all_of(between.begin(), between.end(), inName))
        return false; // __init__
    const bool inWord = (opening.begin > 0 && isWord(m_text[opening.begin - 1]) && isWord(between.front())) ||
                        (closing.end < m_text.size() && isWord(m_text[closing.end]) && isWord(between.back()));
    return !inWord || !between.left(LongestName).contains(u' '); // a**b + c**d
}

void MarkdownEmphasis::apply(Run &opening, Run &closing)
{
    const bool struck = m_text[closing.begin] == u'~';
    const bool both = opening.end - opening.begin >= 2 && closing.end - closing.begin >= 2;
    const int signs = both ? 2 : 1;
    int Change::*const style = struck ? &Change::struck : both ? &Change::bold : &Change::italic;
    opening.end -= signs;
    m_changes[static_cast<size_t>(opening.end)].*style += 1;
    m_changes[static_cast<size_t>(closing.begin)].*style -= 1;
    for (int i = 0; i < signs; ++i) {
        m_marks[static_cast<size_t>(opening.end + i)] = true;
        m_marks[static_cast<size_t>(closing.begin + i)] = true;
    }
    closing.begin += signs;
}

void MarkdownEmphasis::pairRuns(size_t from)
{
    std::vector<size_t> open; // runs that may still open something
    // Per sign and length, how many of the open runs were searched in vain.
    std::array<size_t, 3 * 2 * 3> searched{};
    for (size_t i = from; i < m_runs.size(); ++i) {
        Run &closing = m_runs[i];
        const QChar sign = m_text[closing.begin];
        const size_t signPlace = sign == u'*' ? 0 : sign == u'_' ? 1 : 2;
        size_t &vain =
            searched[(signPlace * 2 + (closing.opens ? 1 : 0)) * 3 + static_cast<size_t>(closing.length % 3)];
        while (closing.closes && closing.begin < closing.end) {
            size_t place = open.size();
            vain = std::min(vain, open.size());
            while (place > vain && !belongTogether(m_runs[open[place - 1]], closing))
                --place;
            if (place == vain) {
                vain = open.size();
                break;
            }
            Run &opening = m_runs[open[place - 1]];
            apply(opening, closing);
            open.resize(opening.begin < opening.end ? place : place - 1);
        }
        if (closing.opens && closing.begin < closing.end)
            open.push_back(i);
    }
    m_runs.resize(from);
}

void MarkdownEmphasis::closeGroup(size_t group) { pairRuns(group); }

MarkdownEmphasis::Result MarkdownEmphasis::finished()
{
    pairRuns(0);
    Result result{std::vector<uint8_t>(m_marks.size()), std::move(m_marks)};
    Change sum;
    for (size_t i = 0; i < result.styles.size(); ++i) {
        sum.italic += m_changes[i].italic;
        sum.bold += m_changes[i].bold;
        sum.struck += m_changes[i].struck;
        result.styles[i] = static_cast<uint8_t>((sum.italic > 0 ? Italic : 0) | (sum.bold > 0 ? Bold : 0) |
                                                (sum.struck > 0 ? Struck : 0));
    }
    return result;
}

} // namespace deepscope
