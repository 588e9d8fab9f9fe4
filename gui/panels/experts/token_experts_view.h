// The experts that one token chose in each layer, as bars of their weights.
#pragma once

#include "models/selection.h"
#include "panels/shared/panel_scroll.h"

#include <vector>

namespace deepscope {

class BarList;

class TokenExpertsView : public PanelScroll {
    Q_OBJECT

public:
    TokenExpertsView(const RunStore &store, Selection &selection, QWidget *parent = nullptr);

    BarList *bars() const { return m_bars; }
    int shownToken() const; // the focused token, else the newest

protected:
    void changeEvent(QEvent *event) override;

private:
    void refresh();
    void mark();

    const RunStore &m_store;
    Selection &m_selection;
    BarList *m_bars;
    std::vector<Focus> m_things; // what each row stands for; empty for headings
    int m_token = -1;
};

} // namespace deepscope
