// Reads one formula of TeX from left to right.
#pragma once

#include "panels/shared/markdown_formula.h"

namespace deepscope {

class FormulaReader {
public:
    FormulaReader(QStringView text, int begin, int end);
    MarkdownFormula read();

private:
    struct Argument { // what a command takes: a group without its braces, or one sign
        int begin = 0, end = 0;
        int behind = 0; // the place behind it; 0: there is none
        bool grouped = false;
    };

    QChar at(int place) const { return place < m_end ? m_text[place] : QChar(); }
    int behindBlanks(int place) const;
    int closing(int brace) const { return m_closing[static_cast<size_t>(brace - m_begin)]; } // -1: there is none
    int behindName(int backslash) const;
    QString nameAt(int backslash) const;
    Argument argument(int place) const;
    bool isOneSign(const Argument &argument) const;

    void readAll(int begin, int end);
    int readNext(int place); // gives the place behind it
    // These give 0 where an argument is missing: the command stays as it is written.
    int readCommand(int place);
    int readSpecial(int place, int behind, const QString &name);
    int readSymbol(int place, int behind, const QString &name);
    int readScript(int place);
    int readFraction(int behind);
    int readRoot(int place, int behind);
    int readAccent(int behind, const QString &name);
    int readWords(int behind, uint8_t style);
    int readStyled(int behind, uint8_t style);
    int readLetters(int behind);
    int readEnvironment(int place, int behind, bool begins);
    int readUnknown(int place, int behind);

    void add(QChar character, int place);
    void add(const QString &text, int place);
    void addAsWritten(int begin, int end);
    void addBlank();
    void addOperator(const QString &shown, int place);
    void addArgument(const Argument &argument, bool bracketed);
    bool inScript() const { return m_style & (Subscript | Superscript); }

    QStringView m_text;
    int m_begin, m_end;
    std::vector<int> m_closing; // of each brace
    MarkdownFormula m_shown;
    uint8_t m_style = FormulaText;
    bool m_upright = false;
    std::vector<QString> m_environments;
    int m_depth = 0;
};

} // namespace deepscope
