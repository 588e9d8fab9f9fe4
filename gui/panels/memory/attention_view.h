// What the cache is read for: where the heads look from the shown token, what part of their scores comes from which
// part of the cache, and what the whole run looked at most.
#pragma once

#include "models/attention_figures.h"
#include "models/attention_reading.h"
#include "panels/shared/focus_bars.h"
#include "panels/shared/panel_scroll.h"

class QComboBox;
class QPushButton;

namespace deepscope {

class AttentionPlot;
class LayerBox;
class QuietLabel;
class ScaleBar;

class AttentionView : public PanelScroll {
    Q_OBJECT

public:
    AttentionView(const RunStore &store, Selection &selection, AttentionReading &reading, QWidget *parent = nullptr);

    AttentionPlot *plot() const { return m_plot; }
    BarList *bars() const { return m_bars; }
    LayerBox *layerBox() const { return m_layer; }
    QComboBox *headBox() const { return m_head; }
    QPushButton *measureButton() const { return m_measure; }
    QString heading() const;
    QString wordsFor(int token) const; // on the cell that is pointed at, else on what the token has; empty = nothing

signals:
    void pointedChanged();

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    static constexpr std::array Phases = {Phase::Prompt, Phase::Think, Phase::Answer};
    struct DistancesOf {
        uint32_t answer = 0;
        int layer = -2, head = -2; // -1 = all; -2 = there are none so far
        bool operator==(const DistancesOf &) const = default;
    };
    QWidget *makeControls();
    void refresh();
    void fillBoxes();
    void addPlaces(const Run &run, const std::vector<double> &shares);
    bool isBehindWindows() const;
    QString windowWords() const;
    void addStrongest(const Run &run, const std::vector<double> &shares, const QString &words);
    void addDistances();
    void addRun(const Run &run);
    void addGiven(const RunAttention &figures);

    const RunStore &m_store;
    AttentionReading &m_reading;
    LayerBox *m_layer;
    QComboBox *m_head;
    QPushButton *m_measure;
    QuietLabel *m_heading;
    ScaleBar *m_scale;
    AttentionPlot *m_plot;
    FocusBars *m_bars;
    std::vector<DistanceScores> m_distances;
    DistancesOf m_distancesOf;
    QString m_pointed;
};

} // namespace deepscope
