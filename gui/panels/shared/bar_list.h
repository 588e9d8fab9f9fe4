// Rows of a label, a bar and a number, under headings: shares, bytes, times. Rows can be pointed at and clicked, with
// the keyboard as well.
#pragma once

#include <QColor>
#include <QString>
#include <QWidget>

#include <vector>

namespace deepscope {

struct BarSegment {
    double value = 0;
    QColor color;
    QString words;       // for the tool tip: "c_KV (latent): 18,432 bytes"
    bool hollow = false; // outlined only: allocated, but not in use
};

struct BarRow {
    QString label;
    std::vector<BarSegment> segments; // from left to right; none = no bar, and without a value a heading
    QString value;                    // "48.2 KiB"
    QString words;                    // tool tip of the whole row
    double maximum = 0;               // what fills the bar; 0 = the list's
    bool strong = false;              // label and value in bold: this model among others
};

class BarList : public QWidget {
    Q_OBJECT

public:
    explicit BarList(QWidget *parent = nullptr);

    void setRows(std::vector<BarRow> rows, double maximum);
    const std::vector<BarRow> &rows() const { return m_rows; }
    void setClickable(bool clickable); // rows can be chosen by pointer and keys
    void setHoveredRow(int row);       // -1 = none
    void setFocusedRow(int row);

    QRectF barRect(int row) const;   // where the row's bar may lie, for tests
    QRectF valueRect(int row) const; // and where its value stands
    int rowAt(QPointF point) const;  // -1 = none
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void hovered(int row); // -1 = none
    void clicked(int row);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void changeEvent(QEvent *event) override;

    static bool isHeading(const BarRow &row) { return row.segments.empty() && row.value.isEmpty(); }

private:
    int rowHeight() const;
    int labelRoom() const; // pixels
    void measure();
    void paintRow(QPainter &painter, int row) const;
    void paintBar(QPainter &painter, const BarRow &row, const QRectF &area) const;
    QString wordsAt(QPointF point) const;
    void moveCurrent(int delta);

    std::vector<BarRow> m_rows;
    double m_maximum = 1;
    int m_labelWidth = 0, m_valueWidth = 0;             // of the rows with bars
    std::vector<int> m_valueWidths;                     // of each row: that of its column
    int m_hovered = -1, m_focused = -1, m_current = -1; // m_current: where the keyboard is
    bool m_clickable = false;
};

} // namespace deepscope
