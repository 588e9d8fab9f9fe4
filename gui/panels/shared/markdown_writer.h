// Writes Markdown's blocks at the end of a text document, and notes where in the source each character comes from.
#pragma once

#include "panels/shared/markdown_inlines.h"

#include <QTextCursor>
#include <QTextFormat>

namespace deepscope {

class MarkdownWriter {
public:
    // `sourceOf`: by document position; -1: of no character. The last block of the document is to be filled where
    // `lastIsFree`; else the first new block goes behind it.
    MarkdownWriter(QTextDocument *document, QStringView source, std::vector<int> &sourceOf, bool lastIsFree);

    // Gives the document position at which it begins.
    int write(const MarkdownBlock &block);
    bool lastIsFree() const { return m_lastIsFree; } // below a table there is always a block

private:
    QStringView textOf(CharacterRange range) const { return m_source.mid(range.begin, range.end - range.begin); }
    QTextBlockFormat formatOf(const MarkdownBlock &block) const;
    void beginBlock(const QTextBlockFormat &format, const QTextCharFormat &characters);
    void leaveFree();
    void writeWords(const MarkdownBlock &block);
    void writeMarkers(const MarkdownBlock &block, const QTextCharFormat &characters);
    void writeCode(const MarkdownBlock &block);
    void writeTable(const MarkdownBlock &block);
    void setStyle(QTextCharFormat &format, uint8_t style) const;
    void insert(const MarkdownInlines &inlines, const QTextCharFormat &characters);
    void insert(const QString &text, const std::vector<int> &sources, const QTextCharFormat &characters);

    QStringView m_source;
    std::vector<int> &m_sourceOf;
    bool m_lastIsFree;
    QTextCursor m_cursor;
    qreal m_margin; // above and below a paragraph
    QStringList m_codeFamilies;
};

} // namespace deepscope
