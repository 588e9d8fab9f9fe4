// Streamed Markdown in a text document, with the way from each shown character back to its place in the source.
// Only the last, open block is written again when text arrives; settled blocks are frozen.
#pragma once

#include "panels/shared/markdown_blocks.h"

#include <QTextDocument>

namespace deepscope {

class MarkdownText {
public:
    explicit MarkdownText(QTextDocument *document);

    void update(const QString &source); // the source so far; only ever grows

    int settled() const { return m_frozenShown; } // document characters from its beginning that later text leaves alone
    int sourceAt(int position) const;             // of a document position; -1: none
    TextRange shownRange(TextRange source) const; // document positions; of syntax, the nearest shown character
    // The Markdown of what is between two document positions: within a paragraph or a cell its words, within code its
    // lines, of several blocks all of them whole. `source` as at the last update.
    QString copied(const QString &source, TextRange shown) const;

private:
    struct Placed {
        MarkdownBlock::Kind kind;
        int shown; // document position at which it begins
        TextRange source;
    };

    void removeOpenPart();
    const Placed *placedAt(int position) const;
    QString wordsOf(const QString &source, TextRange shown) const;
    bool isPlain(TextRange shown) const;

    QTextDocument *m_document;
    std::vector<int> m_sourceOf; // by document position
    std::vector<int> m_shownOf;  // by source position; -1: not shown
    std::vector<Placed> m_placed;
    int m_frozenSource = 0; // length of the frozen part, in the source and in the document
    int m_frozenShown = 0;
    size_t m_frozenBlocks = 0;
    bool m_lastIsFree = true, m_frozenLastIsFree = true;
};

} // namespace deepscope
