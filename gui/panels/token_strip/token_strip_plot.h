// The cells of the token strip: phases as sections above, the tokens' texts where they fit, and below the whole run in
// small with the part that is shown.
#pragma once

#include "models/attention_reading.h"
#include "models/second_reading.h"
#include "models/token_measure.h"
#include "models/token_set.h"
#include "paint/color_scale.h"
#include "panels/shared/run_overview.h"
#include "panels/shared/token_plot.h"

namespace deepscope {

class TokenStripPlot : public TokenPlot {
    Q_OBJECT

public:
    TokenStripPlot(const RunStore &store, Selection &selection, const SecondReading &reading,
                   AttentionReading &attention, QWidget *parent = nullptr);

    void setMeasure(TokenMeasure measure);
    TokenMeasure measure() const { return m_measure; }
    double scaleEnd() const { return m_scaleEnd; } // of the measure

    // What a person compares. Where one is the current run and nothing else, the other one is the run to compare with.
    void setCompared(const TokenSetRule &a, const TokenSetRule &b);
    const Run *otherRun() const;         // null = there is none
    int expertLayer() const;             // whose experts colour; -1 = none has
    bool byOneExpert() const;            // by the weight of the focused expert, not by the strongest one
    QString valueWords(int token) const; // of expert and compared run; empty = nothing is known, or of other measures

    QRectF cellRect(int token) const; // in the widget's coordinates, cut to what is on screen
    QRectF overviewRect() const;
    // The colour of a cell's ground.
    QColor cellColor(const Palette &color, int token) const;
    // The same behind text, as strong as the text allows; invalid where the measure says nothing of the token, and
    // where the focused expert lights it, unless the measure is about experts.
    QColor textGround(const Palette &color, int token) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void scaleChanged();
    void colorsChanged(); // other experts or another run are what the measure is about

protected:
    QRectF plotArea() const override;
    QRectF axisBand() const override; // the strip is an axis: a drag anywhere on it selects a range
    void paintPlot(QPainter &painter, const Palette &color) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool event(QEvent *event) override; // tool tips

private:
    int headHeight() const;
    int cellHeight() const;
    void measureAll();
    std::optional<double> valueOf(int token) const; // of the measure
    void measure(TokenRange tokens);
    void measureOthers();
    void followExpert();
    bool lit(int token);
    void paintSections(QPainter &painter, const Palette &color) const;
    void paintCells(QPainter &painter, const Palette &color);
    void paintColumns(QPainter &painter, const Palette &color);
    QColor paintGround(QPainter &painter, const Palette &color, const QRectF &cell, int token, bool lit) const;
    void paintLookedAt(QPainter &painter, const Palette &color) const;
    void paintPlayHead(QPainter &painter, const Palette &color) const;
    void paintTicks(QPainter &painter, const Palette &color) const;
    RunOverview overview() const;
    QString cellWords(int token) const;
    void tellReadable(); // how many cells are
    void moveOverviewTo(double x);

    TokenMeasure m_measure = TokenMeasure::Phase;
    const SecondReading &m_reading;
    AttentionReading &m_attention;
    ColorScale m_scale, m_changes;
    TokenSetRule m_compared[2];
    std::optional<uint32_t> m_other; // the run to compare with, by its number
    Focus m_expert;                  // that the cells are about: layer and expert
    double m_greatest = 0;           // of the measure, so far
    double m_scaleEnd = 1;
    int m_headHeight = 0;
    std::vector<int8_t> m_lit; // of each token that was asked about: 1 or 0; -1 = of none
    bool m_overviewDrag = false;
};

} // namespace deepscope
