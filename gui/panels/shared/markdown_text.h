// Streamed markdown in a text document, with the way from each shown character back to its place in the source.
// Only the last, open block is rendered again when text arrives; finished blocks are frozen.
#pragma once

#include "panels/shared/token_spans.h"

#include <QTextDocument>

namespace deepscope {

// The source position of every shown character, -1 where the source has none (a list's bullet, a table's frame).
// Ascending. Line prefixes of markdown (list numbers, #, >, fences) are skipped; a shown character is the next equal
// one of the source, so text without syntax maps exactly, and characters of syntax belong to nothing.
std::vector<int> alignToSource(const QString &shown, const QString &source);

// Where the first `source` characters hold whole blocks that later text cannot change: the length of that part.
int finishedBlocks(const QString &source);

class MarkdownText {
public:
    explicit MarkdownText(QTextDocument *document) : m_document(document) {}

    void update(const QString &source); // the source so far; only ever grows

    int sourceAt(int position) const;             // of a document position; -1: none
    TextRange shownRange(TextRange source) const; // document positions; of syntax, the nearest shown character

private:
    void removeOpenPart();
    void appendRendered(const QString &source, int sourceBegin);

    QTextDocument *m_document;
    std::vector<int> m_sourceOf; // by document position
    std::vector<int> m_shownOf;  // by source position; -1: not shown
    int m_frozenSource = 0;      // length of the frozen part, in the source and in the document
    int m_frozenShown = 0;
};

} // namespace deepscope
