// Two things that must not be taken for each other: what lies in the device now, as the engine says, and what the cache
// of the run that is looked at held after a token or at its end, with the model and device of that run.
#pragma once

#include "models/selection.h"
#include "panels/shared/panel_scroll.h"

namespace deepscope {

class BarList;

class MemoryNowView : public PanelScroll {
    Q_OBJECT

public:
    MemoryNowView(const RunStore &store, const Selection &selection, QWidget *parent = nullptr);

    void refresh();
    BarList *bars() const { return m_bars; }
    int runHeading() const { return m_runHeading; } // the row where the run's part begins; -1 = no run is looked at

protected:
    void changeEvent(QEvent *event) override;

private:
    const RunStore &m_store;
    const Selection &m_selection;
    BarList *m_bars;
    int m_runHeading = -1;
};

} // namespace deepscope
