// What can be done with one expert: a row of buttons, one of which is down. The same as a menu for a click elsewhere.
#pragma once

#include "models/expert_switches.h"

#include <QWidget>

class QAbstractButton;
class QButtonGroup;
class QMenu;

namespace deepscope {

class SwitchRow : public QWidget {
    Q_OBJECT

public:
    explicit SwitchRow(ExpertSwitches &switches, QWidget *parent = nullptr);

    void setExpert(int layer, int expert); // -1 = none: the row is empty
    QAbstractButton *button(ExpertSwitch what) const;

    // Actions for this expert, the one in force checked.
    static void fillMenu(QMenu &menu, ExpertSwitches &switches, int layer, int expert);
    // And for the routers of one layer, or of all (-1).
    static void fillRouterMenu(QMenu &menu, ExpertSwitches &switches, const ModelInfo &model, int layer);

private:
    void refresh();

    ExpertSwitches &m_switches;
    QButtonGroup *m_buttons;
    int m_layer = -1, m_expert = -1;
};

} // namespace deepscope
