// Rows of numbers, one for each token, as colours over the shared token axis: a row for each layer, or for each head.
#pragma once

#include "panels/shared/token_plot.h"

namespace deepscope {

class TokenRowsPlot : public TokenPlot {
    Q_OBJECT

public:
    TokenRowsPlot(const RunStore &store, Selection &selection, QWidget *parent);

    int rowCount() const { return int(m_rows.size()); }
    QString rowName(int row) const { return m_rows[size_t(row)].name; } // "layer 3", "head 7"
    bool hasValue(int row, int position) const;                         // else it was not kept, or is not seen
    double valueAt(int row, int position) const;                        // of one that there is
    double scaleEnd() const { return m_scaleEnd; } // the value that has the strongest colour, or more
    QRectF cellRect(int row, int position) const;
    QString wordsAt(QPointF point) const; // on the cell below; empty = none

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void pointedAt(const QString &words); // empty: at nothing

protected:
    struct Row {
        QString name;
        int layer = -1; // that a click focuses
        std::vector<double> values;
        int first = 0; // position of the first value; before there is a thin line

        int end() const { return first + int(values.size()); }
    };
    void setRows(std::vector<Row> rows, double scaleEnd, int framed = -1); // one that is looked at, or none
    virtual QString wordsFor(int row, int position) const = 0;             // also where there is no value

    QRectF plotArea() const override;
    Focus thingAt(QPointF point) const override;
    void paintPlot(QPainter &painter, const Palette &color) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    int rowAt(double y) const;
    double rowTop(const QRectF &area, int row) const;
    void paintNames(QPainter &painter, const Palette &color) const;
    void measureNames();
    void paintRow(QPainter &painter, const Palette &color, int row) const;

    std::vector<Row> m_rows;
    double m_scaleEnd = 1;
    int m_framed = -1;
    int m_namesWidth = 0;
};

} // namespace deepscope
