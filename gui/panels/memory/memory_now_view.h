// Where the bytes are now: weights, cache (allocated, and the part of it in use), scratch.
#pragma once

#include "models/run_store.h"
#include "panels/shared/panel_scroll.h"

namespace deepscope {

class BarList;

class MemoryNowView : public PanelScroll {
    Q_OBJECT

public:
    explicit MemoryNowView(const RunStore &store, QWidget *parent = nullptr);

    void refresh();
    BarList *bars() const { return m_bars; }

protected:
    void changeEvent(QEvent *event) override;

private:
    const RunStore &m_store;
    BarList *m_bars;
};

} // namespace deepscope
