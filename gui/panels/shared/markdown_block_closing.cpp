#include "panels/shared/markdown_block_reader.h"

#include <algorithm>
#include <utility>

namespace deepscope {

namespace {

constexpr size_t MostOpenLines = 32; // of code

} // namespace

std::vector<MarkdownBlock> MarkdownBlockReader::readLines(const QString &source)
{
    m_source = source;
    const int size = static_cast<int>(source.size());
    for (int end = m_next; end < size; ++end) {
        if (source[end] == u'\r' ? end + 1 == size : source[end] != u'\n') // "\n" may follow a "\r"
            continue;
        readLine(m_next, end);
        closeLines();
        m_next = behindLineEnd(source, end);
        end = m_next - 1;
    }
    return std::exchange(m_closed, {});
}

std::vector<MarkdownBlock> MarkdownBlockReader::openBlocks(const QString &source) const
{
    MarkdownBlockReader ending = *this;
    ending.m_source = source;
    int size = static_cast<int>(source.size());
    if (size > m_next && source[size - 1] == u'\r')
        --size;
    if (size > m_next)
        ending.readLine(m_next, size);
    ending.closeTo(0);
    ending.closeLeaf();
    return ending.m_closed;
}

// Lines of code stay as they are, but for blank ones at the end of indented code, which may be none of it.
void MarkdownBlockReader::closeLines()
{
    if (!hasLeaf(Kind::Code) || m_leaf->lines.size() <= MostOpenLines || m_leaf->lines.back().text.empty())
        return;
    MarkdownBlock last = *m_leaf;
    last.lines = {m_leaf->lines.back()};
    last.goesOn = true;
    m_leaf->lines.pop_back();
    m_leaf->endsLater = true;
    m_closed.push_back(std::move(*m_leaf));
    m_leaf = std::move(last);
}

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
    m_closed.push_back(std::move(*m_leaf));
    m_leaf.reset();
    m_inFormula = false;
}

void MarkdownBlockReader::open(const Container &container)
{
    closeLeaf();
    for (Container &around : m_open)
        around.isEmpty = false;
    m_open.push_back(container);
}

MarkdownBlock &MarkdownBlockReader::begin(Kind kind)
{
    closeLeaf();
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
    m_closed.push_back(std::move(block));
}

void MarkdownBlockReader::addLine(const MarkdownLine &line, bool withBlanks)
{
    CharacterRange text{withBlanks ? line.begin() : line.textBegin(), line.end()};
    if (m_leaf->kind != Kind::Code)
        while (!text.empty() && m_source[text.end - 1].isSpace())
            --text.end;
    m_leaf->lines.push_back({withBlanks ? line.partOfTab() : 0, text, m_lineEnd});
    m_leaf->source.end = m_lineEnd;
    if (m_leaf->kind == Kind::Paragraph)
        m_inFormula = leavesFormulaOpen(line.text(), m_inFormula);
}

} // namespace deepscope
