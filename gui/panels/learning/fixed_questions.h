// Questions downwards, recorded steps to the right: a mark for each answer, full where it was right, as tall as its
// thought was long.
#pragma once

#include "api/lab.h"

#include <QWidget>

namespace deepscope {

class Palette;

class FixedQuestions : public QWidget {
    Q_OBJECT

public:
    explicit FixedQuestions(QWidget *parent = nullptr);

    void setSnapshots(const std::vector<LabFixedAnswers> &snapshots);
    void setChosen(int question, int snapshot);

    int questionCount() const { return int(m_rows.size()); }
    QRectF rowRect(int question) const;
    QRectF markRect(int question, int snapshot) const; // where its mark may reach, from no thought to the longest
    QString words(int question, int snapshot) const;   // snapshot -1: on the question

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void chosen(int question, int snapshot); // snapshot -1: the question alone
    void hovered(const QString &words);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    // Left and Right walk the steps, Up and Down the questions.
    void keyPressEvent(QKeyEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    struct Mark {
        bool there = false, right = false;
        uint32_t thoughtTokens = 0;
        QString words;
    };
    struct Row {
        QString question, expected;
        std::vector<Mark> marks; // a snapshot each
    };
    double rowHeight() const;
    double marksLeft() const;
    double markWidth() const;
    int questionAt(QPointF point) const; // -1: none
    int snapshotAt(QPointF point) const;
    void paintRow(QPainter &painter, const Palette &color, int question) const;
    void paintMark(QPainter &painter, const Palette &color, int question, int snapshot) const;

    std::vector<Row> m_rows;
    int m_snapshots = 0;
    uint32_t m_longest = 1; // tokens of a thought
    int m_question = -1, m_snapshot = -1, m_hovered = -1;
};

} // namespace deepscope
