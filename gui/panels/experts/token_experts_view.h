// The experts that one token chose in each layer, as bars of their weights, and those that are always on; and why: how
// narrowly they were chosen, and all that the router of the focused layer weighed.
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
    // The exact figures of what is pointed at, where they are known; of an empty focus, of the row under the pointer or
    // the keyboard. Empty = nothing.
    QString wordsFor(const Focus &focus) const;

signals:
    void pointedChanged(); // or what is known of it

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void refresh();
    void addToken(const Run &run);
    void addChosen(const Run &run, int layer);
    void addWhy(const Run &run);
    void addGroups(const WeighedLayer &weighed, int layer);
    void addWeighed(const WeighedLayer &weighed, int layer);
    void tellPointed();
    QString pointedWords() const;
    std::vector<ExpertHit> chosenOf(const Run &run, int layer) const;
    AlteredLayer alteredAt(int layer) const; // what was in force for the shown token
    static QString weighedWords(const WeighedLayer &weighed, int layer, int expert);

    const RunStore &m_store;
    Selection &m_selection;
    RouterWeighing &m_weighing;
    FocusBars *m_bars;
    double m_greatest = 0; // weight
    int m_token = -1;
    int m_pointed = -1; // row under the pointer or the keyboard
    QString m_lines;    // all rows, for who cannot see them
};

} // namespace deepscope
