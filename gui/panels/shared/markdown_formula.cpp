#include "panels/shared/markdown_formula.h"

#include "panels/shared/formula_reader.h"

#include <QTextCharFormat>

#include <algorithm>

namespace deepscope {

namespace {

constexpr int BeginProperty = QTextFormat::UserProperty + 4, EndProperty = QTextFormat::UserProperty + 5;

} // namespace

MarkdownFormula readFormula(QStringView text, int begin, int end) { return FormulaReader(text, begin, end).read(); }

bool looksLikeFormula(QStringView between)
{
    if (between.isEmpty() || QStringView(u"-/,;:.(").contains(between.back()))
        return false;
    // A word of two letters or more that stands alone, outside of braces and commands, is one of a sentence.
    int depth = 0, letters = 0;
    bool aloneSoFar = true;
    for (qsizetype i = 0; i <= between.size(); ++i) {
        const QChar character = i < between.size() ? between[i] : QChar(u' ');
        const bool isLetter = character.isLetter();
        if (isLetter) {
            ++letters;
            continue;
        }
        if (letters > 1 && depth == 0 && aloneSoFar && character.isSpace() && letters < between.size())
            return false;
        depth += character == u'{' ? 1 : character == u'}' ? -1 : 0;
        letters = 0;
        aloneSoFar = character.isSpace();
    }
    return true;
}

void setFormula(QTextCharFormat &format, CharacterRange source)
{
    format.setProperty(BeginProperty, source.begin);
    format.setProperty(EndProperty, source.end);
}

CharacterRange formulaOf(const QTextCharFormat &format)
{
    return {format.intProperty(BeginProperty), format.intProperty(EndProperty)};
}

} // namespace deepscope
