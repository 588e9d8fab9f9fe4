// A heat map over recorded steps: a column a step, rows of experts or of layers, with its scale beside it.
#pragma once

#include "paint/heatmap_image.h"
#include "paint/scale_column.h"
#include "paint/token_axis.h"

#include <QWidget>

#include <functional>
#include <optional>
#include <vector>

namespace deepscope {

struct StepMap {
    std::vector<uint32_t> steps; // rising; a column each
    int rows = 0, firstRow = 0;  // numbered from firstRow
    QString rowName;             // "expert"
    // [step][row]; nothing = there is no such number.
    std::vector<std::optional<double>> values;
    double scaleEnd = 1; // the value that has the strongest colour
    ScaleColumn scale;   // in words
};

class StepHeatmap : public QWidget {
    Q_OBJECT

public:
    explicit StepHeatmap(QWidget *parent = nullptr);

    void setMap(StepMap map);
    const StepMap &map() const { return m_map; }
    void setMarkedStep(std::optional<uint32_t> step);
    void setChosenRow(std::optional<int> row); // by its number
    void setWords(std::function<QString(int place, int row)> words) { m_words = std::move(words); }

    QRectF picture() const;                    // of all cells
    QRectF cellRect(int place, int row) const; // place: of the step among the map's; row: its number
    QColor colorAt(int place, int row) const;  // as it is painted
    std::optional<double> value(int place, int row) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void hovered(const QString &words); // empty: nothing is pointed at
    void clicked(int place, int row);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    struct Cell {
        int place, row;
    };
    TokenAxis axis() const;
    std::optional<Cell> cellAt(QPointF point) const;
    QString wordsAt(const std::optional<Cell> &cell) const;
    void moveTo(Cell cell);
    void bringImageUpToDate(const Palette &color);
    void paintNumbers(QPainter &painter, const Palette &color) const;
    void paintMarks(QPainter &painter, const Palette &color) const;

    StepMap m_map;
    std::function<QString(int, int)> m_words;
    std::optional<uint32_t> m_marked;
    std::optional<int> m_chosenRow;
    std::optional<Cell> m_current, m_hovered;
    HeatmapImage m_image;
    QSize m_imageSize; // in logical pixels; empty = it must be painted anew
    double m_imageRatio = 0;
};

} // namespace deepscope
