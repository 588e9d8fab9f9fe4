// Expert routing: which experts each token woke, as a map, for one token, for one expert, and as load.
#pragma once

#include "panels/shared/data_panel.h"

class QTabWidget;

namespace deepscope {

class ExpertMap;
class ExpertView;
class LoadView;
class ScaleBar;
class TokenExpertsView;

class ExpertsPanel : public DataPanel {
    Q_OBJECT

public:
    ExpertsPanel(const RunStore &store, Selection &selection, QWidget *parent = nullptr);

    ExpertMap *map() const { return m_map; }
    QTabWidget *tabs() const { return m_tabs; }

protected:
    PanelMessage message() const override;
    QString wordsFor(const Focus &focus) const override;
    QString hint() const override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeCorner();
    void arrangeScale();
    void recount();                                    // another run or range
    void countMore(uint32_t run, int first, int last); // the run has grown
    void showStatistics();

    RoutingStatistics m_statistics; // of the selected range, else of the whole run
    QTabWidget *m_tabs;
    ExpertMap *m_map;
    ScaleBar *m_scale;
    TokenExpertsView *m_token;
    ExpertView *m_expert;
    LoadView *m_load;
};

} // namespace deepscope
