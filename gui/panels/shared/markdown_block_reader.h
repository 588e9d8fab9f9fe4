// Reads Markdown line by line into blocks: which containers and which block are open, and what a line does to them.
#pragma once

#include "panels/shared/markdown_blocks.h"
#include "panels/shared/markdown_line.h"

#include <optional>

namespace deepscope {

class MarkdownBlockReader {
public:
    // Reads the whole lines of a growing source that are not read yet. Blocks that they close, which stay as they are
    // whatever follows; of long code also its lines so far.
    std::vector<MarkdownBlock> readLines(const QString &source);
    // What is still open, as if the source ended there.
    std::vector<MarkdownBlock> openBlocks(const QString &source) const;

private:
    using Kind = MarkdownBlock::Kind;
    struct Container {
        bool quote = false;
        int width = 0;        // of an item: the columns that its lines are indented by
        bool isEmpty = false; // an item without anything yet
    };

    void readLine(int begin, int end);
    bool hasLeaf(Kind kind) const { return m_leaf && m_leaf->kind == kind; }
    size_t matchContainers(MarkdownLine &line);
    bool continuesCode(MarkdownLine &line);
    bool beginsBlock(MarkdownLine &line, size_t &matched);
    bool beginsFromParagraph(const MarkdownLine &line);
    bool beginsItem(MarkdownLine &line, size_t &matched);
    void readText(MarkdownLine &line, size_t matched, bool begun);
    void readBlankLine(const MarkdownLine &line, size_t matched);

    void closeTo(size_t containers);
    void closeLeaf();
    void closeLines();
    void open(const Container &container);
    MarkdownBlock &begin(Kind kind);
    void setDepth(MarkdownBlock &block) const;
    void flushMarkers();
    void addLine(const MarkdownLine &line, bool withBlanks);

    QStringView m_source;
    int m_next = 0; // the place of the next line
    std::vector<MarkdownBlock> m_closed;
    std::vector<Container> m_open;
    std::vector<CharacterRange> m_markers; // wait for the block that they stand before
    std::optional<MarkdownBlock> m_leaf;   // still open
    QChar m_fence;                         // of open code; null: it is indented
    int m_fenceLength = 0, m_fenceIndent = 0;
    bool m_inFormula = false; // "$$" or "\[" is open in the paragraph
    int m_lineBegin = 0, m_lineEnd = 0;
};

} // namespace deepscope
