// The cache: its growth, its layers and parts, and what other kinds of attention would keep for the same tokens.
#pragma once

#include "models/selection.h"
#include "panels/shared/panel_scroll.h"

class QBoxLayout;

namespace deepscope {

class BarList;
class CacheGrowth;
class QuietLabel;

class CacheView : public PanelScroll {
    Q_OBJECT

public:
    CacheView(const RunStore &store, Selection &selection, QWidget *parent = nullptr);

    void refresh();
    CacheGrowth *growth() const { return m_growth; }
    BarList *phases() const { return m_phases; }
    BarList *layers() const { return m_layers; }
    BarList *shapes() const { return m_shapes; }
    BarList *published() const { return m_published; }
    QString formulas() const;

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    int shownTokens() const; // of the run after the focused token, else so far; without a run, in the device now
    void showPhases(int tokens);
    void showLayers(const MemoryPlan &plan, int tokens);
    void showShapes(const LoadedModel &model, int tokens);
    void showPublished(const ModelInfo &info);

    const RunStore &m_store;
    Selection &m_selection;
    CacheGrowth *m_growth;
    BarList *m_phases;
    BarList *m_layers;
    BarList *m_shapes;
    QuietLabel *m_formulas;
    BarList *m_published;
    QuietLabel *m_saving;
    QBoxLayout *m_lists; // side by side where there is room
};

} // namespace deepscope
