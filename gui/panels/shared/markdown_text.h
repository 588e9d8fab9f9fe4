// Streamed markdown in a text document, with the way from each shown character back to its place in the source.
// Only the last, open block is rendered again when text arrives, and of a long one its end; what is finished is frozen.
#pragma once

#include "panels/shared/markdown_cut.h"
#include "panels/shared/token_spans.h"

#include <QPointer>
#include <QTextDocument>
#include <QTextList>

namespace deepscope {

// The source position of every shown character, -1 where the source has none (a list's bullet, a table's frame).
// Ascending. Line prefixes of markdown (list numbers, #, >, fences) are skipped; a shown character is the next equal
// one of the source, so text without syntax maps exactly, and characters of syntax belong to nothing.
std::vector<int> alignToSource(const QString &shown, const QString &source);

// Where the first `source` characters hold whole blocks that later text cannot change: the length of that part.
int finishedBlocks(const QString &source);

class LongLines;

class MarkdownText {
public:
    // `lines`: how the document is cut; positions here are of its text. None: it never is.
    explicit MarkdownText(QTextDocument *document, LongLines *lines = nullptr) : m_document(document), m_lines(lines) {}

    // The source so far; only ever grows. When it has ended, nothing is left that its beginning may look different for.
    void update(const QString &source, bool ended = false);

    int sourceAt(int position) const;                 // -1: none
    TextRange shownRange(TextRange source) const;     // of syntax, the nearest shown character
    int changedFrom() const { return m_changedFrom; } // by the last update, a position in the document

private:
    void removeOpenPart();
    void freeze(const QString &source, int length, MarkdownCut next);
    void appendRendered(const QString &source, int sourceBegin);
    int insertPart(const QTextDocument &part, int from); // where it begins in the document
    void findLists();
    void joinLists(const QTextDocument &part, int begin);

    QTextDocument *m_document;
    LongLines *m_lines;
    std::vector<int> m_sourceOf; // by position in the text
    std::vector<int> m_shownOf;  // by source position; -1: not shown
    int m_frozenSource = 0;      // length of the frozen part, in the source and in the text
    int m_frozenShown = 0;
    MarkdownCut m_open;                         // how the open block was cut last
    int m_blockSource = 0, m_blockShown = 0;    // where it begins
    bool m_provisional = false;                 // it may look different as a whole
    std::vector<QPointer<QTextList>> m_inLists; // that the open part goes on with, outermost first
    int m_changedFrom = 0;
};

} // namespace deepscope
