// Connects the commands that move the focus with the selection. A key ends the hover: what is said is of what the keys
// moved to, until the pointer moves again.
#pragma once

#include "app/actions.h"
#include "models/selection.h"

namespace deepscope {

class SelectionActions : public QObject {
    Q_OBJECT

public:
    SelectionActions(const Actions &actions, Selection &selection, QWidget *window);

protected:
    // An editor keeps its keys, Ctrl+Left and Ctrl+Right among them, while it holds text to move in.
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void connectSteps();
    void updateEnabled();

    Actions m_actions;
    Selection &m_selection;
};

} // namespace deepscope
