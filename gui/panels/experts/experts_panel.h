// Expert routing: which experts each token woke, as a map, for one token, for one expert, and as load.
#pragma once

#include "models/range_routing.h"
#include "panels/shared/data_panel.h"

class QTabWidget;

namespace deepscope {

class ExpertMap;
class ExpertView;
class LoadView;
class MapPage;
class TokenExpertsView;

class ExpertsPanel : public DataPanel {
    Q_OBJECT

public:
    ExpertsPanel(const RunStore &store, Selection &selection, QWidget *parent = nullptr);

    MapPage *mapPage() const { return m_mapPage; }
    ExpertMap *map() const { return m_map; }
    QTabWidget *tabs() const { return m_tabs; }

protected:
    PanelMessage message() const override;
    QString wordsFor(const Focus &focus) const override;
    QString hint() const override;
    PanelView openView() const override;

    void resizeEvent(QResizeEvent *event) override;

private:
    void showStatistics();
    bool showsTokens() const; // the map by token
    bool showsOverview() const;

    RangeRouting m_routing;
    QTabWidget *m_tabs;
    MapPage *m_mapPage;
    ExpertMap *m_map;
    TokenExpertsView *m_token;
    ExpertView *m_expert;
    LoadView *m_load;
};

} // namespace deepscope
