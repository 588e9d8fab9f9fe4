// Memory against context: what a plan takes with each length, a line for each type of cache, the chosen one filled by
// its parts; and what devices have.
#pragma once

#include "api/memory_plan.h"
#include "paint/palette.h"
#include "paint/step_axis.h"

#include <QWidget>

#include <vector>

namespace deepscope {

struct ContextPicture {
    struct Budget {
        QString device;
        uint64_t bytes = 0;
        bool chosen = false; // the device that is planned for
    };

    std::vector<MemoryPlan> plans; // one for each type of cache, of any context; the chosen type first
    std::vector<Budget> budgets;
    uint32_t sequences = 1; // of each length
    uint32_t end = 1;       // tokens at the right edge
    uint32_t chosen = 1;    // tokens
};

class ContextCurve : public QWidget {
    Q_OBJECT

public:
    explicit ContextCurve(QWidget *parent = nullptr);

    void setPicture(ContextPicture picture);
    const ContextPicture &picture() const { return m_picture; }

    // As it is drawn: what lies between whole pages is on a straight line.
    double bytesAt(CacheType type, double tokens) const;
    QString wordsAt(uint32_t tokens) const; // exact
    QRectF plotArea() const;                // in the widget's coordinates
    StepAxis axis() const { return {m_picture.end, plotArea()}; }
    double yOf(double bytes) const;
    double scaleEnd() const { return m_scaleEnd; } // bytes at the top of the picture

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void pointedAt(const QString &words); // empty: the pointer is not on it
    void contextChosen(uint32_t tokens);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    struct Point {
        uint32_t tokens;
        uint64_t bytes;
    };
    struct Line {
        CacheType type;
        std::vector<Point> points;
    };

    MemoryPlan planAt(const MemoryPlan &plan, uint32_t tokens) const;
    uint32_t tokensAt(double x) const;
    void choose(int64_t tokens);
    void measure();
    int lineHeight() const;
    void paintLegend(QPainter &painter, const Palette &color) const;
    void paintScale(QPainter &painter, const Palette &color) const;
    void paintParts(QPainter &painter, const Palette &color) const;
    void paintLines(QPainter &painter, const Palette &color) const;
    void paintBudgets(QPainter &painter, const Palette &color) const;
    void paintMarks(QPainter &painter, const Palette &color) const;

    ContextPicture m_picture;
    std::vector<Line> m_lines; // as the plans of the picture
    double m_scaleEnd = 1;
    int64_t m_cursor = -1; // tokens; -1 = the pointer is elsewhere
};

} // namespace deepscope
