// A very long line of a plain text costs its whole length whenever a word of it is laid out. Here it is cut into blocks
// where it wraps anyway, which nobody sees. A text has no cuts; its document has one character more for each.
#pragma once

#include "panels/shared/token_spans.h"

class QTextBlock;
class QTextBlockFormat;
class QTextDocument;

namespace deepscope {

class LongLines {
public:
    explicit LongLines(QTextDocument *document) : m_document(document) {}

    // Cuts what is long of the block at a document position and of those after it. They must have the width at which
    // they are shown; for another one all are joined first.
    void cut(int from = 0);
    void join();
    void clear() { m_cuts.clear(); } // all of it is

    bool empty() const { return m_cuts.empty(); }
    int count() const { return static_cast<int>(m_cuts.size()); }
    int inText(int documentPosition) const;
    int inDocument(int textPosition) const;
    CharacterRange inDocument(CharacterRange text) const;

private:
    void cutBlock(const QTextBlock &block);
    void restore(int documentPosition);

    QTextDocument *m_document;
    std::vector<int> m_cuts; // document positions of the separators, ascending
};

} // namespace deepscope
