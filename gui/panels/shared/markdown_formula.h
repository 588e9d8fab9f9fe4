// A formula of TeX as text that can be read: signs for commands, sub- and superscripts, fractions in one line. What is
// not known stays as it is written. Each character that stands for something written knows where that is.
#pragma once

#include "panels/shared/markdown_emphasis.h"
#include "panels/shared/token_spans.h"

#include <QString>

class QTextCharFormat;

namespace deepscope {

struct MarkdownFormula {
    QString text;                // ends of rows are QChar::LineSeparator; empty: there is nothing to show
    std::vector<int> places;     // of each character, in what was given, rising; -1: of none
    std::vector<uint8_t> styles; // MarkdownStyle
};

// What stands between the signs of a formula: [begin, end) of a text.
MarkdownFormula readFormula(QStringView text, int begin, int end);

// Whether what stands between two single dollars is meant as a formula, not as prices or words.
bool looksLikeFormula(QStringView between);

// Characters of a formula know all of it, with its signs, in the source: it is copied as a whole.
void setFormula(QTextCharFormat &format, CharacterRange source);
CharacterRange formulaOf(const QTextCharFormat &format); // empty: it is none

} // namespace deepscope
