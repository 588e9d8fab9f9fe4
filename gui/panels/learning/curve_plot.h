// Draws one curve: its title, the values at the step that is looked at, the picture with its scale, and its sentence.
#pragma once

#include "curve.h"
#include "paint/step_axis.h"

#include <QWidget>

namespace deepscope {

// What all curves of a picture share.
struct CurveView {
    uint32_t end = 1;  // of the axis
    uint32_t read = 0; // the step whose values are told
    std::optional<uint32_t> cursor, chosen, turn;
    bool namesTurn = false;

    bool operator==(const CurveView &) const = default;
};

class CurvePlot : public QWidget {
    Q_OBJECT

public:
    explicit CurvePlot(QWidget *parent = nullptr);

    void setCurve(Curve curve);
    const Curve &curve() const { return m_curve; }
    void setView(const CurveView &view);
    QString values() const { return valuesWords(m_curve, m_view.read); } // as they are told

    QRectF plotArea() const; // in the widget's coordinates
    StepAxis axis() const { return {m_view.end, plotArea()}; }
    double yOf(double value) const;
    int heightFor(int width) const;

    // How many lines of legend it needs, and how many it has: as many as those beside it, so that axes stand in line.
    int legendLines(int width) const;
    void setLegendLines(int lines);

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    struct Scale {
        double low = 0, high = 1; // decades where it is logarithmic
    };

    Scale scale() const;
    double valueOf(double fraction) const; // of the scale
    void measure();
    void describe();
    int lineHeight() const;
    void paintHead(QPainter &painter, const Palette &color) const;
    void paintScale(QPainter &painter, const Palette &color) const;
    void paintAreas(QPainter &painter, const Palette &color) const;
    void paintBand(QPainter &painter, const Palette &color) const;
    void paintLines(QPainter &painter, const Palette &color) const;
    QString endWords() const; // at the right end of the axis
    void nameTurn(QPainter &painter, const Palette &color, double x) const;
    void paintMarks(QPainter &painter, const Palette &color) const;

    Curve m_curve;
    CurveView m_view;
    int m_legendLines = 1;
    Scale m_scale;
};

} // namespace deepscope
