#include "panels/shared/formula_reader.h"

#include "panels/shared/formula_symbols.h"

#include <algorithm>
#include <utility>

namespace deepscope {

namespace {

constexpr int MostNested = 12; // deeper parts stay as they are written
constexpr QChar LineEnd(QChar::LineSeparator), Minus(0x2212), Prime(0x2032);

bool isLatin(QChar character)
{
    return (character >= u'a' && character <= u'z') || (character >= u'A' && character <= u'Z');
}

bool isMatrix(const QString &environment) { return environment.contains(u"matrix"); }

} // namespace

FormulaReader::FormulaReader(QStringView text, int begin, int end)
    : m_text(text), m_begin(begin), m_end(end), m_closing(static_cast<size_t>(end - begin), -1)
{
    std::vector<int> open;
    for (int place = begin; place < end; ++place) {
        if (text[place] == u'\\')
            ++place;
        else if (text[place] == u'{')
            open.push_back(place);
        else if (text[place] == u'}' && !open.empty()) {
            m_closing[static_cast<size_t>(open.back() - begin)] = place;
            open.pop_back();
        }
    }
}

MarkdownFormula FormulaReader::read()
{
    readAll(m_begin, m_end);
    while (m_shown.text.endsWith(u' ') || m_shown.text.endsWith(LineEnd)) {
        m_shown.text.chop(1);
        m_shown.places.pop_back();
        m_shown.styles.pop_back();
    }
    return m_shown;
}

int FormulaReader::behindBlanks(int place) const
{
    while (place < m_end && m_text[place].isSpace())
        ++place;
    return place;
}

int FormulaReader::behindName(int backslash) const
{
    int behind = backslash + 1;
    while (behind < m_end && isLatin(m_text[behind]))
        ++behind;
    return behind == backslash + 1 ? std::min(behind + 1, m_end) : behind;
}

QString FormulaReader::nameAt(int backslash) const
{
    return m_text.mid(backslash + 1, behindName(backslash) - backslash - 1).toString();
}

FormulaReader::Argument FormulaReader::argument(int place) const
{
    place = behindBlanks(place);
    if (place >= m_end || at(place) == u'}' || at(place) == u'&')
        return {};
    if (at(place) == u'{') {
        const int close = closing(place);
        return close < 0 ? Argument{} : Argument{place + 1, close, close + 1, true};
    }
    const int behind =
        at(place) == u'\\' ? behindName(place) : std::min(place + (at(place).isHighSurrogate() ? 2 : 1), m_end);
    return {place, behind, behind, false};
}

bool FormulaReader::isOneSign(const Argument &argument) const
{
    const QStringView inside = m_text.mid(argument.begin, argument.end - argument.begin).trimmed();
    const auto inNumber = [](QChar character) { return character.isDigit() || character == u'.'; };
    if (inside.size() <= 1 || std::all_of(inside.begin(), inside.end(), inNumber))
        return true;
    return inside[0] == u'\\' && std::all_of(inside.begin() + 1, inside.end(), isLatin) &&
           formulaSymbol(inside.mid(1).toString()).kind == FormulaSymbol::Kind::Sign;
}

void FormulaReader::readAll(int begin, int end)
{
    if (m_depth >= MostNested)
        return addAsWritten(begin, end);
    ++m_depth;
    const int before = std::exchange(m_end, end); // no command takes anything from behind it
    for (int place = begin; place < end;)
        place = std::min(readNext(place), end);
    m_end = before;
    --m_depth;
}

int FormulaReader::readNext(int place)
{
    const QChar character = m_text[place];
    if (character.isSpace() || character == u'~') {
        if (!inScript())
            addBlank();
        return place + 1;
    }
    switch (character.unicode()) {
    case u'\\':
        return readCommand(place);
    case u'^':
    case u'_':
        return readScript(place);
    case u'{':
        if (const int close = closing(place); close >= 0 && close < m_end) {
            readAll(place + 1, close);
            return close + 1;
        }
        break;
    case u'&':
        addBlank();
        return place + 1;
    case u'=':
    case u'<':
    case u'>':
        addOperator(QString(character), place);
        return place + 1;
    case u'-':
        add(Minus, place);
        return place + 1;
    case u'\'':
        add(Prime, place);
        return place + 1;
    default:
        break;
    }
    add(character, place);
    return place + 1;
}

int FormulaReader::readCommand(int place)
{
    const int behind = behindName(place);
    const QString name = nameAt(place);
    if (const int special = readSpecial(place, behind, name); special > 0)
        return special;
    return readSymbol(place, behind, name);
}

// What takes arguments, or parts rows; 0: it is none of these.
int FormulaReader::readSpecial(int place, int behind, const QString &name)
{
    if (name == u"frac" || name == u"dfrac" || name == u"tfrac" || name == u"cfrac")
        return readFraction(behind);
    if (name == u"sqrt")
        return readRoot(place, behind);
    if (name == u"boxed" || name == u"fbox")
        return readStyled(behind, Framed);
    if (name == u"mathbf" || name == u"bm" || name == u"boldsymbol")
        return readStyled(behind, Bold);
    if (name == u"text" || name == u"mathrm" || name == u"textrm" || name == u"mbox" || name == u"operatorname" ||
        name == u"textit" || name == u"texttt" || name == u"mathsf" || name == u"textsf")
        return readWords(behind, 0);
    if (name == u"textbf")
        return readWords(behind, Bold);
    if (name == u"mathbb")
        return readLetters(behind);
    if (name == u"mathcal" || name == u"mathscr" || name == u"mathit" || name == u"mathfrak")
        return readStyled(behind, 0);
    if (name == u"begin" || name == u"end")
        return readEnvironment(place, behind, name == u"begin");
    if (name == u"\\") {
        const bool matrix = !m_environments.empty() && isMatrix(m_environments.back());
        if (matrix)
            add(QStringLiteral("; "), place);
        else
            add(LineEnd, place);
        return behindBlanks(behind);
    }
    return readAccent(behind, name);
}

int FormulaReader::readSymbol(int place, int behind, const QString &name)
{
    using Kind = FormulaSymbol::Kind;
    const FormulaSymbol symbol = formulaSymbol(name);
    const int next = behindBlanks(behind);
    switch (symbol.kind) {
    case Kind::None:
        return readUnknown(place, behind);
    case Kind::Sign:
        add(symbol.shown, place);
        // A blank that only ends the name is none.
        return isLatin(name[0]) && (at(next).isLetterOrNumber() || at(next) == u'\\') ? next : behind;
    case Kind::Operator:
        addOperator(symbol.shown, place);
        return next;
    case Kind::Function:
        if (!m_shown.text.isEmpty() && m_shown.text.back().isLetterOrNumber())
            addBlank();
        m_upright = true;
        addAsWritten(place + 1, behind);
        m_upright = false;
        if (isLatin(at(next)) || at(next).isDigit() || at(next) == u'\\')
            addBlank();
        return next;
    case Kind::Blank:
        addBlank();
        return behind;
    case Kind::Nothing:
        return at(next) == u'.' && name != u"!" ? next + 1 : next; // "\left." is a bracket that is not seen
    }
    return behind;
}

// In a script, another one stays as it is written.
int FormulaReader::readScript(int place)
{
    const Argument script = argument(place + 1);
    if (script.behind == 0) {
        add(m_text[place], place);
        return place + 1;
    }
    if (inScript()) {
        add(m_text[place], place);
        addArgument(script, !isOneSign(script));
        return script.behind;
    }
    const uint8_t before = m_style;
    m_style = static_cast<uint8_t>(m_style | (m_text[place] == u'^' ? Superscript : Subscript));
    addArgument(script, false);
    m_style = before;
    return script.behind;
}

int FormulaReader::readFraction(int behind)
{
    const Argument above = argument(behind);
    const Argument below = above.behind > 0 ? argument(above.behind) : Argument{};
    if (below.behind == 0)
        return 0;
    const auto isProduct = [this](const Argument &part) {
        const QStringView inside = m_text.mid(part.begin, part.end - part.begin);
        return std::all_of(inside.begin(), inside.end(), [](QChar c) { return c.isLetterOrNumber() || c == u'.'; });
    };
    const bool bracketed = !isOneSign(above) && !isProduct(above);
    addArgument(above, bracketed);
    add(u'/', above.grouped && !bracketed ? above.end : below.grouped ? below.begin - 1 : -1);
    addArgument(below, !isOneSign(below));
    return below.behind;
}

int FormulaReader::readRoot(int place, int behind)
{
    const int next = behindBlanks(behind);
    int degree = 0;
    if (at(next) == u'[') {
        degree = static_cast<int>(m_text.left(m_end).indexOf(u']', next));
        if (degree < 0)
            return 0;
    }
    const Argument inside = argument(degree > 0 ? degree + 1 : behind);
    if (inside.behind == 0)
        return 0;
    if (degree > 0) {
        const uint8_t before = m_style;
        m_style |= Superscript;
        readAll(next + 1, degree);
        m_style = before;
    }
    add(QChar(0x221A), degree > 0 ? degree : place);
    addArgument(inside, !isOneSign(inside));
    return inside.behind;
}

} // namespace deepscope
