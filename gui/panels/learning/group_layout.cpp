#include "group_layout.h"

#include "paint/even_columns.h"
#include "paint/type_scale.h"

#include <algorithm>
#include <cmath>

namespace deepscope {

namespace {

constexpr double Margin = 2 * Step, Gap = Step;
constexpr double NarrowestBeside = 140 * Step; // below, the head stands above the cells
constexpr double SmallestHead = 40 * Step, LargestHead = 80 * Step;

} // namespace

GroupLayout::GroupLayout(int width, double lineHeight, double cellWidth, const std::vector<int> &answers)
    : m_width(width), m_line(lineHeight), m_headAbove(width < NarrowestBeside)
{
    m_headWidth = m_headAbove ? m_width - 2 * Margin : std::clamp(m_width * 0.34, SmallestHead, LargestHead);
    m_cellsLeft = m_headAbove ? Margin : Margin + m_headWidth + 2 * Margin;
    const double room = std::max(cellWidth, m_width - Margin - m_cellsLeft);
    int most = 1;
    for (const int count : answers)
        most = std::max(most, evenColumns(room, cellWidth, Gap, count));
    // One width for all rows, so that the cells stand in columns.
    m_cellWidth = std::floor(std::clamp((room - (most - 1) * Gap) / most, cellWidth, cellWidth * 1.5));
    const double head = 2 * m_line, cell = m_line + 2 * Step;
    for (const int count : answers) {
        const int columns = evenColumns(room, cellWidth, Gap, count);
        const int lines = (count + columns - 1) / columns;
        const double cells = lines * (cell + Gap) - Gap;
        const double content = m_headAbove ? head + Step + cells : std::max(head, cells);
        m_rows.push_back({m_height, std::ceil(content + 2 * Margin), count, columns});
        m_height += m_rows.back().height;
    }
}

QRectF GroupLayout::row(int group) const
{
    const Row &row = m_rows[size_t(group)];
    return QRectF(0, row.top, m_width, row.height);
}

QRectF GroupLayout::head(int group) const
{
    const QRectF area = row(group);
    const double height = 2 * m_line;
    const double top = m_headAbove ? area.top() + Margin : area.top() + std::floor((area.height() - height) / 2);
    return QRectF(Margin, top, m_headWidth, height);
}

QRectF GroupLayout::cell(BoardPlace place) const
{
    const Row &row = m_rows[size_t(place.group)];
    const double height = m_line + 2 * Step;
    const int lines = (row.answers + row.columns - 1) / row.columns;
    const double cells = lines * (height + Gap) - Gap;
    const double top = m_headAbove ? head(place.group).bottom() + Step : row.top + std::floor((row.height - cells) / 2);
    return QRectF(m_cellsLeft + place.answer % row.columns * (m_cellWidth + Gap),
                  top + place.answer / row.columns * (height + Gap), m_cellWidth, height);
}

BoardPlace GroupLayout::hit(QPointF point) const
{
    for (int group = 0; group < groups(); ++group) {
        if (!row(group).contains(point))
            continue;
        for (int answer = 0; answer < m_rows[size_t(group)].answers; ++answer)
            if (cell({group, answer}).contains(point))
                return {group, answer};
        return {group, -1};
    }
    return {};
}

} // namespace deepscope
