// The command that labels what is selected: the range, else the token that is focused.
#pragma once

#include "app/actions.h"
#include "models/selection.h"

namespace deepscope {

class Labelling : public QObject {
    Q_OBJECT

public:
    // All that is given must outlive it.
    Labelling(const Actions &actions, RunStore &store, const Selection &selection, QWidget *window);

private:
    TokenRange selected() const; // empty = nothing is
    void ask();

    RunStore &m_store;
    const Selection &m_selection;
    QWidget *m_window;
};

} // namespace deepscope
