#include "panels/shared/markdown_blocks.h"

#include "panels/shared/markdown_block_reader.h"

#include <algorithm>
#include <utility>

namespace deepscope {

void MarkdownBlockReader::closeTo(size_t containers)
{
    if (containers < m_open.size() || hasLeaf(Kind::Paragraph))
        closeLeaf();
    if (containers < m_open.size())
        flushMarkers();
    m_open.resize(containers);
}

void MarkdownBlockReader::closeLeaf()
{
    if (!m_leaf)
        return;
    if (m_leaf->kind == Kind::Code && m_fence.isNull()) // blank lines below indented code are not of it
        while (m_leaf->lines.back().text.empty() && m_leaf->lines.size() > 1) {
            m_leaf->lines.pop_back();
            m_leaf->source.end = m_leaf->lines.back().lineEnd;
        }
    m_read.blocks.push_back(std::move(*m_leaf));
    m_leaf.reset();
    m_inFormula = false;
}

void MarkdownBlockReader::open(const Container &container)
{
    closeLeaf();
    if (m_open.empty() && m_lineEnd < m_source.size())
        m_read.settled = m_lineBegin;
    for (Container &around : m_open)
        around.isEmpty = false;
    m_open.push_back(container);
}

MarkdownBlock &MarkdownBlockReader::begin(Kind kind)
{
    closeLeaf();
    if (m_open.empty() && m_lineEnd < m_source.size())
        m_read.settled = m_lineBegin;
    if (kind != Kind::Paragraph && kind != Kind::Heading)
        flushMarkers();
    for (Container &around : m_open)
        around.isEmpty = false;
    m_leaf.emplace();
    m_leaf->kind = kind;
    setDepth(*m_leaf);
    m_leaf->source = {m_markers.empty() ? m_lineBegin : std::min(m_lineBegin, m_markers.front().begin), m_lineEnd};
    m_leaf->markers = std::exchange(m_markers, {});
    return *m_leaf;
}

void MarkdownBlockReader::setDepth(MarkdownBlock &block) const
{
    block.depth = static_cast<int>(m_open.size());
    block.quotes = 0;
    for (size_t i = 0; i < m_open.size(); ++i)
        block.quotes |= m_open[i].quote ? 1U << i : 0U;
}

// Items in which nothing stands beside the sign.
void MarkdownBlockReader::flushMarkers()
{
    if (m_markers.empty())
        return;
    MarkdownBlock block;
    setDepth(block);
    block.markers = std::exchange(m_markers, {});
    block.source = {block.markers.front().begin, block.markers.back().end};
    m_read.blocks.push_back(std::move(block));
}

void MarkdownBlockReader::addLine(const MarkdownLine &line, bool withBlanks)
{
    TextRange text{withBlanks ? line.begin() : line.textBegin(), line.end()};
    if (m_leaf->kind != Kind::Code)
        while (!text.empty() && m_source[text.end - 1].isSpace())
            --text.end;
    m_leaf->lines.push_back({withBlanks ? line.partOfTab() : 0, text, m_lineEnd});
    m_leaf->source.end = m_lineEnd;
    if (m_leaf->kind == Kind::Paragraph)
        m_inFormula = leavesFormulaOpen(line.text(), m_inFormula);
}

MarkdownBlocks MarkdownBlockReader::finished()
{
    closeTo(0);
    closeLeaf();
    return std::move(m_read);
}

MarkdownBlocks readMarkdown(const QString &source)
{
    MarkdownBlockReader reader(source);
    const int size = static_cast<int>(source.size());
    for (int begin = 0; begin < size;) {
        int end = begin;
        while (end < size && source[end] != u'\n' && source[end] != u'\r')
            ++end;
        reader.readLine(begin, end);
        begin = behindLineEnd(source, end);
    }
    return reader.finished();
}

} // namespace deepscope
