// What a text document shows, as lines that a test can compare.
#pragma once

#include <QTextBlock>
#include <QTextDocument>
#include <QTextTable>

namespace deepscope::test {

// "**bold**", "*italic*", "~struck~", "`code`" and "[link]" around what is shown so; "¶" where a line ends in a block.
inline QString shownWords(const QTextBlock &block, bool headLine)
{
    QString words;
    for (auto it = block.begin(); !it.atEnd(); ++it) {
        const QTextCharFormat format = it.fragment().charFormat();
        const QString mark = QString(format.fontWeight() > QFont::Normal && !headLine ? "**" : "") +
                             (format.fontItalic() ? "*" : "") + (format.fontStrikeOut() ? "~" : "") +
                             (format.fontFixedPitch() ? "`" : "") + (format.isAnchor() ? "[" : "");
        QString close = mark;
        std::reverse(close.begin(), close.end());
        words += mark + it.fragment().text() + close.replace('[', ']');
    }
    return words.replace(QChar(QChar::LineSeparator), QString::fromUtf8("¶"));
}

// Each block with what it is: "h2 ", "code ", "rule", "cell 1 2 " (row and column), one ">" for each step that it is
// indented by.
inline QStringList shownBlocks(const QTextDocument &document)
{
    QStringList blocks;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        const QTextBlockFormat format = block.blockFormat();
        const QTextTable *table = QTextCursor(block).currentTable();
        const int row = table ? table->cellAt(QTextCursor(block)).row() : -1;
        QString line(format.indent(), '>');
        if (table)
            line += QString("cell %1 %2 ").arg(row).arg(table->cellAt(QTextCursor(block)).column());
        if (format.headingLevel() > 0)
            line += QString("h%1 ").arg(format.headingLevel());
        if (format.hasProperty(QTextFormat::BlockCodeFence))
            line += "code " + block.text();
        else if (format.hasProperty(QTextFormat::BlockTrailingHorizontalRulerWidth))
            line += "rule";
        else
            line += shownWords(block, format.headingLevel() > 0 || row == 0);
        const bool besideTable = line.isEmpty() && !table; // Qt keeps an empty block before and behind a table
        if (!besideTable)
            blocks << line;
    }
    return blocks;
}

} // namespace deepscope::test
