// What the cache holds of each token: how long its latents are, which other tokens have much the same, and how many
// dimensions the latents of a layer really use.
#pragma once

#include "models/latent_reading.h"
#include "panels/shared/focus_bars.h"
#include "panels/shared/panel_scroll.h"

namespace deepscope {

class LatentPlot;
class LayerBox;
class QuietLabel;
class ScaleBar;

class LatentView : public PanelScroll {
    Q_OBJECT

public:
    LatentView(const RunStore &store, Selection &selection, LatentReading &reading, QWidget *parent = nullptr);

    LatentPlot *plot() const { return m_plot; }
    BarList *bars() const { return m_bars; }
    LayerBox *layerBox() const { return m_layer; }
    QString heading() const;
    QString explanation() const;
    QString wordsFor(int token) const; // on the cell that is pointed at, else on the token; empty = nothing

signals:
    void pointedChanged();

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QString headingWords(const Run *run) const;
    QString explanationWords() const;
    void refresh();
    void addAlike(const Run &run);
    void addReasonAgainstAlike(const Run &run);
    void addDirections();

    const RunStore &m_store;
    LatentReading &m_reading;
    LayerBox *m_layer;
    QuietLabel *m_heading, *m_explanation;
    ScaleBar *m_scale;
    LatentPlot *m_plot;
    FocusBars *m_bars;
    QString m_pointed;
};

} // namespace deepscope
