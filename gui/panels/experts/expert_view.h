// One expert: how much of each phase goes through it, and its tokens with the words around them.
#pragma once

#include "models/expert_switches.h"
#include "models/routing_statistics.h"
#include "models/selection.h"

#include <QWidget>

class QLabel;

namespace deepscope {

class BarList;
class QuietTable;
class ExpertTokensModel;
class SwitchRow;

class ExpertView : public QWidget {
    Q_OBJECT

public:
    ExpertView(const RunStore &store, Selection &selection, ExpertSwitches &switches, QWidget *parent = nullptr);

    void setStatistics(const RoutingStatistics &statistics);
    ExpertTokensModel *tokens() const { return m_model; }
    QString title() const;
    SwitchRow *switches() const { return m_switches; }
    bool showsExpert() const { return m_expert >= 0; } // else it says how to choose one

protected:
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void refresh();
    void showShares(const Run &run);
    void markToken();

    const RunStore &m_store;
    Selection &m_selection;
    RoutingStatistics m_statistics;
    QLabel *m_title;
    SwitchRow *m_switches;
    BarList *m_shares;
    QuietTable *m_table;
    ExpertTokensModel *m_model;
    int m_layer = -1, m_expert = -1; // what is shown
};

} // namespace deepscope
