// Expert routing: which experts each token woke, as a map, for one token, for one expert, and as load.
#pragma once

#include "models/expert_trials.h"
#include "models/range_routing.h"
#include "panels/shared/data_panel.h"

class QTabWidget;

namespace deepscope {

class AlterationBar;
class ExpertMap;
class ExpertView;
class LoadView;
class MapPage;
class TokenExpertsView;

class ExpertsPanel : public DataPanel {
    Q_OBJECT

public:
    ExpertsPanel(const RunStore &store, Selection &selection, ExpertTrials &trials, QWidget *parent = nullptr);

    MapPage *mapPage() const { return m_mapPage; }
    ExpertMap *map() const { return m_map; }
    QTabWidget *tabs() const { return m_tabs; }
    AlterationBar *alterationBar() const { return m_alteration; }
    // What is done with an expert and with routers: in its own menu, and in that of every panel that shows experts.
    void addActions(QMenu &menu, const Focus &thing) override;

protected:
    PanelMessage message() const override;
    QString wordsFor(const Focus &focus) const override;
    QString hint() const override;
    PanelView openView() const override;

    void resizeEvent(QResizeEvent *event) override;

private:
    void showStatistics();
    void addRunnerUp(QMenu &menu, const Focus &thing);
    bool showsTokens() const; // the map by token
    bool showsOverview() const;

    ExpertTrials &m_trials;
    RangeRouting m_routing;
    AlterationBar *m_alteration;
    QTabWidget *m_tabs;
    MapPage *m_mapPage;
    ExpertMap *m_map;
    TokenExpertsView *m_token;
    ExpertView *m_expert;
    LoadView *m_load;
};

} // namespace deepscope
