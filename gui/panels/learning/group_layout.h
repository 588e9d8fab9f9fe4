// Where the rows and cells of the group board lie. The same numbers paint it and find what lies under the pointer.
#pragma once

#include <QRectF>

#include <vector>

namespace deepscope {

// -1: none; an answer of -1 is the row itself.
struct BoardPlace {
    int group = -1, answer = -1;
    bool operator==(const BoardPlace &) const = default;
};

class GroupLayout {
public:
    GroupLayout() = default;
    // `answers` of each group. A line of text has `lineHeight`, the widest cell needs `cellWidth`. Where the width is
    // small, a row's head stands above its cells, and the cells stand in several lines.
    GroupLayout(int width, double lineHeight, double cellWidth, const std::vector<int> &answers);

    double height() const { return m_height; }
    bool headAbove() const { return m_headAbove; }
    int groups() const { return int(m_rows.size()); }

    QRectF row(int group) const;
    QRectF head(int group) const; // two lines
    QRectF cell(BoardPlace place) const;
    BoardPlace hit(QPointF point) const;

private:
    struct Row {
        double top, height;
        int answers, columns;
    };
    double m_width = 0, m_height = 0, m_line = 0;
    double m_cellsLeft = 0, m_cellWidth = 0, m_headWidth = 0;
    bool m_headAbove = false;
    std::vector<Row> m_rows;
};

} // namespace deepscope
