// What the heads look at from one token, over the shared token axis: a row for each layer, or for each head of the
// focused layer.
#pragma once

#include "models/attention_reading.h"
#include "panels/shared/token_plot.h"

namespace deepscope {

class AttentionPlot : public TokenPlot {
    Q_OBJECT

public:
    AttentionPlot(const RunStore &store, Selection &selection, const AttentionReading &reading,
                  QWidget *parent = nullptr);

    void refresh();
    int rowCount() const { return int(m_rows.size()); }
    QString rowName(int row) const; // "layer 3", "head 7"
    double shareOf(int row, int position) const;
    double scaleEnd() const { return m_scaleEnd; } // the share that has the strongest colour, or more
    QRectF cellRect(int row, int position) const;
    QString wordsAt(QPointF point) const; // on the cell below; empty = none

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void pointedAt(const QString &words); // empty: at nothing

protected:
    QRectF plotArea() const override;
    Focus thingAt(QPointF point) const override;
    void paintPlot(QPainter &painter, const Palette &color) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    struct Row {
        int layer = -1, head = -1; // head -1: the mean of all
        std::vector<double> shares;
    };
    int rowAt(double y) const;
    double rowTop(const QRectF &area, int row) const;
    void paintNames(QPainter &painter, const Palette &color) const;
    void measureNames();
    void paintRow(QPainter &painter, const Palette &color, int row) const;

    const AttentionReading &m_reading;
    std::vector<Row> m_rows;
    double m_scaleEnd = 1;
    int m_namesWidth = 0;
};

} // namespace deepscope
