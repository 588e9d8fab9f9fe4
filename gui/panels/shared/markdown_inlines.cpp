#include "panels/shared/markdown_inlines.h"

#include "panels/shared/markdown_formula.h"
#include "panels/shared/markdown_links.h"
#include "panels/shared/shown_characters.h"

#include <algorithm>
#include <utility>

namespace deepscope {

namespace {

constexpr QChar LineEnd(QChar::LineSeparator);
constexpr QChar Indent(0x2003); // before a formula on lines of its own

struct Characters {
    QString text;
    std::vector<int> sources;
};

Characters joined(QStringView source, const std::vector<MarkdownBlock::Line> &lines)
{
    Characters all;
    const auto add = [&](QChar character, int from) {
        all.text += character;
        all.sources.push_back(from);
    };
    for (size_t i = 0; i < lines.size(); ++i) {
        for (int blank = 0; blank < lines[i].blanks; ++blank)
            add(u' ', -1);
        for (int at = lines[i].text.begin; at < lines[i].text.end; ++at)
            add(source[at], at);
        if (i + 1 < lines.size())
            add(LineEnd, lines[i].lineEnd);
    }
    return all;
}

class InlineReader {
public:
    InlineReader(Characters characters, MarkdownPlace place)
        : m_text(std::move(characters.text)), m_sources(std::move(characters.sources)), m_place(place),
          m_emphasis(m_text), m_hidden(m_sources.size()), m_code(m_sources.size()), m_links(m_sources.size(), -1)
    {
    }

    MarkdownInlines read();

private:
    int size() const { return static_cast<int>(m_text.size()); }
    QChar at(int place) const { return place >= 0 && place < size() ? m_text[place] : LineEnd; }
    bool beginsLine(int place) const { return at(place - 1) == LineEnd; }
    int behindRun(int begin) const;
    void hide(int begin, int end) { std::fill(m_hidden.begin() + begin, m_hidden.begin() + end, true); }
    void link(int begin, int end, const QString &address);

    int readNext(int begin); // gives the place behind it
    int readCode(int begin);
    int readBackslash(int begin);
    int readDollar(int begin);
    int formula(int begin, int sign, int closing, bool ofItsOwn);
    int readAddress(int begin);
    int closeBracket(int closing);
    bool isEscape(int backslash) const;
    struct Formula { // with signs of so many characters around it
        int begin, sign, end;
        bool ofItsOwn; // on lines of its own
    };
    bool addFormula(const Formula &formula, uint8_t style, MarkdownInlines &shown) const;
    void add(QChar character, size_t place, uint8_t style, MarkdownInlines &shown) const;

    QString m_text;
    std::vector<int> m_sources;
    MarkdownPlace m_place;
    MarkdownEmphasis m_emphasis;
    std::vector<bool> m_hidden, m_code;
    std::vector<int> m_links;
    QStringList m_addresses;
    std::vector<Formula> m_formulas;
    struct Bracket {
        int at;
        size_t group;
    };
    std::vector<Bracket> m_brackets;
    std::vector<int> m_neverClosed; // lengths of runs of backticks that none of the same length follows
    bool m_roundNeverCloses = false;
};

int InlineReader::behindRun(int begin) const
{
    int end = begin;
    while (end < size() && m_text[end] == m_text[begin])
        ++end;
    return end;
}

void InlineReader::link(int begin, int end, const QString &address)
{
    std::fill(m_links.begin() + begin, m_links.begin() + end, static_cast<int>(m_addresses.size()));
    m_addresses << address;
}

int InlineReader::readNext(int begin)
{
    switch (m_text[begin].unicode()) {
    case u'`':
        return readCode(begin);
    case u'\\':
        return readBackslash(begin);
    case u'$':
        return readDollar(begin);
    case u'*':
    case u'_':
    case u'~':
        m_emphasis.add(begin, behindRun(begin));
        return behindRun(begin);
    case u'[':
        if (at(begin - 1) != u'!') // an image stays as it is written: nothing is fetched
            m_brackets.push_back({begin, m_emphasis.group()});
        else
            m_brackets.push_back({-1, 0});
        return begin + 1;
    case u']':
        return closeBracket(begin);
    case u'h':
    case u'w':
        return readAddress(begin);
    default:
        return begin + 1;
    }
}

int InlineReader::readCode(int begin)
{
    const int inside = behindRun(begin);
    const int ticks = inside - begin;
    if (std::find(m_neverClosed.begin(), m_neverClosed.end(), ticks) != m_neverClosed.end())
        return inside;
    int closing = inside;
    while (closing < size()) {
        const int behind = m_text[closing] == u'`' ? behindRun(closing) : closing + 1;
        if (m_text[closing] == u'`' && behind - closing == ticks)
            break;
        closing = behind;
    }
    if (closing >= size()) {
        m_neverClosed.push_back(ticks);
        return inside;
    }
    const bool blanks = closing - inside > 2 && m_text[inside] == u' ' && m_text[closing - 1] == u' ' &&
                        !QStringView(m_text).mid(inside, closing - inside).trimmed().isEmpty();
    hide(begin, inside + (blanks ? 1 : 0)); // one blank at each side keeps ticks of the code from those around it
    hide(closing - (blanks ? 1 : 0), closing + ticks);
    std::fill(m_code.begin() + inside, m_code.begin() + closing, true);
    for (int i = inside; m_place == MarkdownPlace::TableCell && i < closing; ++i)
        if (m_text[i] == u'\\' && at(i + 1) == u'|')
            hide(i, i + 1);
    return closing + ticks;
}

// A backslash is a mark only where Markdown would read the next character as one; else it is said.
bool InlineReader::isEscape(int backslash) const
{
    const QChar next = at(backslash + 1);
    if (QStringView(u"*_`#~|<>$&").contains(next))
        return true;
    if (next == u'!')
        return at(backslash + 2) == u'[';
    int begin = backslash;
    while (next == u'.' && at(begin - 1).isDigit())
        --begin;
    return (next == u'-' || next == u'+' || (next == u'.' && begin < backslash)) && beginsLine(begin);
}

int InlineReader::readBackslash(int begin)
{
    const QChar next = at(begin + 1);
    if (next == u'(' && !m_roundNeverCloses) {
        const int closing = static_cast<int>(m_text.indexOf(QStringLiteral("\\)"), begin + 2));
        m_roundNeverCloses = closing < 0;
        return closing < 0 ? begin + 2 : formula(begin, 2, closing, false);
    }
    if (next == u'[') { // a formula of its own; open, it reaches to the end
        const int closing = static_cast<int>(m_text.indexOf(QStringLiteral("\\]"), begin + 2));
        return closing < 0 ? size() : formula(begin, 2, closing, true);
    }
    if (isEscape(begin))
        hide(begin, begin + 1);
    else if (!QStringView(u"\\()[]{}").contains(next))
        return begin + 1;
    return std::min(begin + 2, size());
}

// Gives the place behind it.
int InlineReader::formula(int begin, int sign, int closing, bool ofItsOwn)
{
    m_formulas.push_back({begin, sign, closing + sign, ofItsOwn});
    return closing + sign;
}

int InlineReader::readDollar(int begin)
{
    if (at(begin + 1) == u'$') {
        const int closing = static_cast<int>(m_text.indexOf(QStringLiteral("$$"), begin + 2));
        if (closing >= 0)
            return formula(begin, 2, closing, true);
        return beginsLine(begin) ? size() : begin + 2;
    }
    if (at(begin + 1).isSpace())
        return begin + 1;
    int closing = begin + 1;
    while (at(closing) != LineEnd && at(closing) != u'$')
        closing += at(closing) == u'\\' ? 2 : 1;
    const bool closes = at(closing) == u'$' && !at(closing - 1).isSpace() && !at(closing + 1).isDigit();
    if (closes && !at(closing + 1).isLetter() &&
        looksLikeFormula(QStringView(m_text).mid(begin + 1, closing - begin - 1)))
        return formula(begin, 1, closing, false);
    return closes ? closing + 1 : begin + 1;
}

int InlineReader::readAddress(int begin)
{
    const int end = bareAddressEnd(m_text, begin);
    if (end == begin)
        return begin + 1;
    const QString address = m_text.mid(begin, end - begin);
    link(begin, end, address.startsWith(u"www.") ? QStringLiteral("http://") + address : address);
    return end;
}

int InlineReader::closeBracket(int closing)
{
    if (m_brackets.empty())
        return closing + 1;
    const Bracket opening = m_brackets.back();
    m_brackets.pop_back();
    const QChar before = at(opening.at - 1);
    const bool behindWord = before.unicode() < 0x80 && (before.isLetterOrNumber() || before == u')' || before == u']');
    const LinkTarget target = opening.at < 0 ? LinkTarget{} : linkTarget(m_text, closing + 1, behindWord);
    if (target.end == 0 || closing == opening.at + 1)
        return closing + 1;
    m_emphasis.closeGroup(opening.group);
    link(opening.at, target.end, target.address);
    hide(opening.at, opening.at + 1);
    hide(closing, target.end);
    m_brackets.clear(); // no link in a link
    return target.end;
}

void InlineReader::add(QChar character, size_t place, uint8_t style, MarkdownInlines &shown) const
{
    shown.text += character;
    shown.sources.push_back(m_sources[place]);
    shown.styles.push_back(style);
    shown.links.push_back(m_links[place]);
    shown.formulas.push_back(-1);
}

// One without anything in it stays as it is written.
bool InlineReader::addFormula(const Formula &formula, uint8_t style, MarkdownInlines &shown) const
{
    const MarkdownFormula drawn = readFormula(m_text, formula.begin + formula.sign, formula.end - formula.sign);
    const CharacterRange source{m_sources[static_cast<size_t>(formula.begin)],
                                m_sources[static_cast<size_t>(formula.end - 1)] + 1};
    if (drawn.text.isEmpty() || source.begin < 0 || source.end < 1)
        return false;
    const auto from = shown.text.size();
    const auto breakLine = [&](int place) { add(LineEnd, static_cast<size_t>(place), FormulaText, shown); };
    if (formula.ofItsOwn && !shown.text.isEmpty() && shown.text.back() != LineEnd)
        breakLine(formula.begin);
    for (qsizetype i = 0; i < drawn.text.size(); ++i) {
        if (formula.ofItsOwn && (i == 0 || drawn.text[i - 1] == LineEnd)) {
            add(Indent, static_cast<size_t>(formula.begin), FormulaText, shown);
            shown.sources.back() = -1;
        }
        const int place = drawn.places[static_cast<size_t>(i)];
        add(drawn.text[i], static_cast<size_t>(std::max(place, formula.begin)),
            static_cast<uint8_t>(style | drawn.styles[static_cast<size_t>(i)]), shown);
        if (place < 0)
            shown.sources.back() = -1;
    }
    if (formula.ofItsOwn && formula.end < size() && !QStringView(u".,;:!?)").contains(at(formula.end)) &&
        at(formula.end) != LineEnd)
        breakLine(formula.end - 1);
    std::fill(shown.formulas.begin() + from, shown.formulas.end(), static_cast<int>(shown.formulaSources.size()));
    shown.formulaSources.push_back(source);
    return true;
}

MarkdownInlines InlineReader::read()
{
    for (int next = 0; next < size();)
        next = std::min(readNext(next), size());
    const MarkdownEmphasis::Result emphasis = m_emphasis.finished();
    MarkdownInlines shown;
    shown.addresses = m_addresses;
    auto formula = m_formulas.begin();
    for (int i = 0; i < size(); ++i) {
        const auto place = static_cast<size_t>(i);
        while (formula != m_formulas.end() && formula->begin < i)
            ++formula;
        if (formula != m_formulas.end() && formula->begin == i && addFormula(*formula, emphasis.styles[place], shown)) {
            i = formula->end - 1;
            if (shown.text.back() == LineEnd && at(i + 1) == u' ') // between it and the words, a line ends
                ++i;
            continue;
        }
        if (!m_hidden[place] && !emphasis.marks[place])
            add(shownCharacter(m_text[i]), place,
                static_cast<uint8_t>(emphasis.styles[place] | (m_code[place] ? CodeText : 0)), shown);
    }
    return shown;
}

} // namespace

MarkdownInlines readInlines(QStringView source, const std::vector<MarkdownBlock::Line> &lines, MarkdownPlace place)
{
    return InlineReader(joined(source, lines), place).read();
}

} // namespace deepscope
