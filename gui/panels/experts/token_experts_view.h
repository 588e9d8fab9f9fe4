// The experts that one token chose in each layer, as bars of their weights; and why: how narrowly they were chosen, and
// all that the router of the focused layer weighed.
#pragma once

#include "models/router_weighing.h"
#include "models/selection.h"
#include "panels/shared/focus_bars.h"
#include "panels/shared/panel_scroll.h"

#include <vector>

namespace deepscope {

class TokenExpertsView : public PanelScroll {
    Q_OBJECT

public:
    TokenExpertsView(const RunStore &store, Selection &selection, RouterWeighing &weighing, QWidget *parent = nullptr);

    BarList *bars() const { return m_bars; }
    int shownToken() const; // the focused token, else the newest

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void refresh();
    void addChosen(const Run &run, int layer);
    void addWeighed(const WeighedLayer &weighed, int layer);

    const RunStore &m_store;
    Selection &m_selection;
    RouterWeighing &m_weighing;
    FocusBars *m_bars;
    double m_greatest = 0; // weight
    int m_token = -1;
};

} // namespace deepscope
