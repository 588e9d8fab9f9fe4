// The rows of the group board, to lie in a scroll area.
#pragma once

#include "group_layout.h"
#include "models/lab_groups.h"

#include <QWidget>

namespace deepscope {

class Palette;

class GroupGrid : public QWidget {
    Q_OBJECT

public:
    explicit GroupGrid(QWidget *parent = nullptr);

    void setGroups(const std::vector<LabGroup> &groups);
    void setChosen(BoardPlace place);
    BoardPlace chosen() const { return m_chosen; }
    BoardPlace current() const { return m_current; } // where the keyboard is
    QRectF cellRect(BoardPlace place) const { return m_layout.cell(place); }
    QRectF rowRect(int group) const { return m_layout.row(group); }
    bool isQuiet(int group) const { return !m_rows[size_t(group)].whyQuiet.isEmpty(); }
    // On an answer, or on a question; empty = nothing is there.
    QString words(BoardPlace place) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void hovered(BoardPlace place); // by pointer or keys
    void answerChosen(int group, int answer);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    struct Cell {
        AnswerStanding standing;
        QString advantage, words;
    };
    struct Row {
        QString task, question, expected, count, whyQuiet;
        Solved solved;
        std::vector<Cell> cells;
    };
    void arrange();
    void moveCurrent(BoardPlace to);
    BoardPlace neighbour(int key) const;
    void paintHead(QPainter &painter, const Palette &color, int group) const;
    void paintCell(QPainter &painter, const Palette &color, BoardPlace place) const;
    void paintOutlines(QPainter &painter, const Palette &color) const;
    QString headDetails(const Row &row) const;

    std::vector<Row> m_rows;
    GroupLayout m_layout;
    BoardPlace m_current, m_hovered, m_chosen;
};

} // namespace deepscope
