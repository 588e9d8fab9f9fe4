// Connects the commands that move the focus with the selection, and keeps their keys out of the way of widgets that
// need the same keys.
#pragma once

#include "app/actions.h"
#include "models/selection.h"

namespace deepscope {

class SelectionActions : public QObject {
    Q_OBJECT

public:
    SelectionActions(const Actions &actions, Selection &selection, QWidget *window);

protected:
    // Arrow, page and end keys belong to an editor, a list, a menu or a box that has the keyboard focus.
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void connectSteps();
    void updateEnabled();

    Actions m_actions;
    Selection &m_selection;
    QWidget *m_window;
};

} // namespace deepscope
