// FormulaReader: words, letters, accents, environments, and how all of it is noted.
#include "panels/shared/formula_reader.h"

#include "panels/shared/shown_characters.h"

#include <QHash>

#include <algorithm>

namespace deepscope {

namespace {

// Signs that are written over or below each letter before them; 0: the command is none.
QChar accent(const QString &name)
{
    static const QHash<QString, char16_t> accents{
        {QStringLiteral("hat"), 0x0302},       {QStringLiteral("widehat"), 0x0302},
        {QStringLiteral("bar"), 0x0304},       {QStringLiteral("overline"), 0x0305},
        {QStringLiteral("vec"), 0x20D7},       {QStringLiteral("tilde"), 0x0303},
        {QStringLiteral("dot"), 0x0307},       {QStringLiteral("ddot"), 0x0308},
        {QStringLiteral("widetilde"), 0x0303}, {QStringLiteral("acute"), 0x0301},
        {QStringLiteral("underline"), 0x0332}};
    return QChar(accents.value(name, u'\0'));
}

QChar doubleStruck(QChar letter)
{
    static const QString plain = QStringLiteral("CHNPQRZ"), struck = QStringLiteral("ℂℍℕℙℚℝℤ");
    const qsizetype index = plain.indexOf(letter);
    return index < 0 ? letter : struck[index];
}

// What a matrix stands in.
QString bracketOf(const QString &environment, bool begins)
{
    if (environment == u"pmatrix")
        return begins ? QStringLiteral("(") : QStringLiteral(")");
    if (environment == u"bmatrix")
        return begins ? QStringLiteral("[") : QStringLiteral("]");
    if (environment == u"vmatrix")
        return QStringLiteral("|");
    return environment == u"cases" && begins ? QStringLiteral("{ ") : QString();
}

} // namespace

int FormulaReader::readAccent(int behind, const QString &name)
{
    const QChar sign = accent(name);
    const Argument inside = sign.isNull() ? Argument{} : argument(behind);
    if (inside.behind == 0)
        return 0;
    const bool line = name == u"overline" || name == u"underline"; // over all of it, else over the first
    const qsizetype from = m_shown.text.size();
    addArgument(inside, false);
    for (qsizetype i = m_shown.text.size(); i > from; --i)
        if (line || i == from + 1) {
            const auto after = static_cast<long>(i);
            m_shown.text.insert(i, sign);
            m_shown.places.insert(m_shown.places.begin() + after, -1);
            m_shown.styles.insert(m_shown.styles.begin() + after, m_shown.styles[static_cast<size_t>(i - 1)]);
        }
    return inside.behind;
}

// Words keep their blanks.
int FormulaReader::readWords(int behind, uint8_t style)
{
    const Argument inside = argument(behind);
    if (inside.behind == 0)
        return 0;
    const uint8_t before = m_style;
    m_style |= style;
    m_upright = true;
    for (int place = inside.begin; place < inside.end; ++place) {
        const bool escaped = at(place) == u'\\' && QStringView(u"{}%$#_& ").contains(at(place + 1));
        if (!escaped && at(place) != u'{' && at(place) != u'}')
            add(at(place).isSpace() ? QChar(u' ') : at(place), place);
    }
    m_upright = false;
    m_style = before;
    return inside.behind;
}

int FormulaReader::readStyled(int behind, uint8_t style)
{
    const Argument inside = argument(behind);
    if (inside.behind == 0)
        return 0;
    const uint8_t before = m_style;
    m_style |= style;
    addArgument(inside, false);
    m_style = before;
    return inside.behind;
}

int FormulaReader::readLetters(int behind)
{
    const Argument inside = argument(behind);
    if (inside.behind == 0)
        return 0;
    m_upright = true;
    for (int place = inside.begin; place < inside.end; ++place)
        add(doubleStruck(at(place)), place);
    m_upright = false;
    return inside.behind;
}

// "\begin{pmatrix}" and its end; of others the rows alone are seen.
int FormulaReader::readEnvironment(int place, int behind, bool begins)
{
    const Argument name = argument(behind);
    if (!name.grouped)
        return 0;
    const QString environment = m_text.mid(name.begin, name.end - name.begin).toString();
    add(bracketOf(environment, begins), place);
    if (begins)
        m_environments.push_back(environment);
    else if (!m_environments.empty())
        m_environments.pop_back();
    int next = behindBlanks(name.behind);
    if (begins && environment == u"array" && at(next) == u'{' && closing(next) >= 0)
        next = behindBlanks(closing(next) + 1); // how its columns are set
    return next;
}

// With its braces, so that it can be read as what it is.
int FormulaReader::readUnknown(int place, int behind)
{
    m_upright = true;
    addAsWritten(place, behind);
    m_upright = false;
    while (at(behind) == u'{' && closing(behind) >= 0) {
        add(u'{', behind);
        readAll(behind + 1, closing(behind));
        add(u'}', closing(behind));
        behind = closing(behind) + 1;
    }
    return behind;
}

void FormulaReader::add(QChar character, int place)
{
    const bool letter =
        !m_upright && ((character >= u'a' && character <= u'z') || (character >= u'A' && character <= u'Z'));
    m_shown.text += character == QChar::LineSeparator ? character : shownCharacter(character);
    m_shown.places.push_back(place);
    m_shown.styles.push_back(static_cast<uint8_t>(m_style | (letter ? Italic : 0)));
}

void FormulaReader::add(const QString &text, int place)
{
    const bool before = m_upright;
    m_upright = true;
    for (qsizetype i = 0; i < text.size(); ++i)
        add(text[i], i == 0 ? place : -1);
    m_upright = before;
}

void FormulaReader::addAsWritten(int begin, int end)
{
    for (int place = begin; place < end; ++place)
        add(m_text[place], place);
}

void FormulaReader::addBlank()
{
    const QString &text = m_shown.text;
    if (!text.isEmpty() && text.back() != u' ' && text.back() != QChar::LineSeparator)
        add(u' ', -1);
}

void FormulaReader::addOperator(const QString &shown, int place)
{
    if (!inScript())
        addBlank();
    add(shown, place);
    if (!inScript())
        addBlank();
}

void FormulaReader::addArgument(const Argument &argument, bool bracketed)
{
    if (bracketed)
        add(u'(', argument.grouped && (m_shown.places.empty() || m_shown.places.back() < argument.begin - 1)
                      ? argument.begin - 1
                      : -1);
    readAll(argument.begin, argument.end);
    if (bracketed)
        add(u')', argument.grouped ? argument.end : -1);
}

} // namespace deepscope
