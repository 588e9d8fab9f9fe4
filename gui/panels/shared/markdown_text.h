// Streamed Markdown in a text document, with the way from each shown character back to its place in the source.
// Only what is still open is written again when text arrives: the last block, or the last lines of long code.
#pragma once

#include "panels/shared/markdown_block_reader.h"

#include <QTextDocument>

namespace deepscope {

class MarkdownText {
public:
    explicit MarkdownText(QTextDocument *document);

    void update(const QString &source); // the source so far; only ever grows

    int settled() const { return m_frozenShown; }     // document characters that later text leaves alone
    int changedFrom() const { return m_changedFrom; } // by the last update, a document position
    int sourceAt(int position) const;                 // of a document position; -1: none
    CharacterRange
    shownRange(CharacterRange source) const; // document positions; of syntax, the nearest shown character
    // The Markdown of what is between two document positions: within a paragraph or a cell its words, within code its
    // lines, of several blocks all of them whole. `source` as at the last update.
    QString copied(const QString &source, CharacterRange shown) const;
    // Of code with a fence, where it begins; and the whole code that stands at a document position, if one does.
    std::vector<int> codeHeads() const;
    QString codeAt(const QString &source, int position) const;

private:
    struct Placed {
        MarkdownBlock::Kind kind;
        int shown; // document position at which it begins
        CharacterRange source;
        bool fenced = false;
    };

    void removeOpenPart();
    void write(const std::vector<MarkdownBlock> &blocks, const QString &source);
    const Placed *placedAt(int position) const;
    QString wordsOf(const QString &source, CharacterRange shown) const;
    bool isPlain(CharacterRange shown) const;

    QTextDocument *m_document;
    std::vector<int> m_sourceOf; // by document position
    std::vector<int> m_shownOf;  // by source position; -1: not shown
    std::vector<Placed> m_placed;
    MarkdownBlockReader m_reader;
    int m_frozenShown = 0; // length of what stays, in the document, and its blocks
    size_t m_frozenBlocks = 0;
    int m_changedFrom = 0;
    bool m_lastIsFree = true, m_frozenLastIsFree = true;
};

} // namespace deepscope
