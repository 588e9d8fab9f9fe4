// The load of the experts: the plot with the choice of a phase and a scroll bar.
#pragma once

#include "load_plot.h"
#include "panels/shared/panel_scroll.h"

class QComboBox;

namespace deepscope {

class LoadView : public PanelScroll {
    Q_OBJECT

public:
    LoadView(const RunStore &store, Selection &selection, QWidget *parent = nullptr);
    LoadPlot *plot() const { return m_plot; }
    QComboBox *phaseBox() const { return m_phase; }

private:
    LoadPlot *m_plot;
    QComboBox *m_phase;
};

} // namespace deepscope
