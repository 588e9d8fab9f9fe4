// One line of Markdown while its signs are taken off from the left: quote marks, list markers, indentation.
#pragma once

#include "panels/shared/token_spans.h"

#include <QStringView>

namespace deepscope {

// A run of blanks counts in columns; a tab reaches to the next multiple of four.
class MarkdownLine {
public:
    MarkdownLine(QStringView source, int begin, int end); // places in the source, without the line end

    bool isBlank() const { return m_text == m_end; }
    int indent() const { return m_indent; }  // blank columns before the next character
    int textBegin() const { return m_text; } // the place of that character; end() of a blank line
    int begin() const { return m_at; }       // what is left of the line, blanks included
    int end() const { return m_end; }
    int partOfTab() const { return m_rest; } // columns that are left of a tab before begin()
    QStringView text() const { return m_source.mid(m_text, m_end - m_text); }

    void skipBlanks(int columns);  // no more than are there
    void skipSign(int characters); // with the blanks before them

private:
    void look();

    QStringView m_source;
    int m_at, m_end;
    int m_column = 0;
    int m_rest = 0;
    int m_text = 0;
    int m_indent = 0;
};

// "-", "*", "+", "12.", "3)" with a blank or the line's end behind it: the characters of the sign; 0 = none.
int listSign(QStringView text);
// "***", "---", "- - -": a line across.
bool isRule(QStringView text);
// "# ", ..., "###### " with words behind them: the level; 0 = none.
int headingLevel(QStringView text);
// "```" or "~~~", or more of them: how many; 0 = no fence opens here.
int fenceLength(QStringView text);
// Whether this line closes the fence that was opened so.
bool closesFence(QStringView text, QChar fence, int length);
// Of what stands behind a heading's signs: its length without the signs that may close it.
int headingWords(QStringView text);
// "+ 34" below "12": a sum, no list.
bool isSum(QStringView above, QStringView line);
// Whether a formula ("$$" or "\[") is open behind the line.
bool leavesFormulaOpen(QStringView line, bool openBefore);
// The place behind the line end that is here.
int behindLineEnd(QStringView source, int lineEnd);

} // namespace deepscope
