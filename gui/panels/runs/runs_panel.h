// The runs of this session, newest first: what was asked and what it took. A click shows that run in all panels.
#pragma once

#include "models/run_store.h"

#include <QWidget>

class QListView;
class QStackedWidget;

namespace deepscope {

class RunListModel;

class RunsPanel : public QWidget {
    Q_OBJECT

public:
    explicit RunsPanel(RunStore &store, QWidget *parent = nullptr);

    QListView *list() const { return m_list; }

private:
    void showCurrent();

    RunStore &m_store;
    RunListModel *m_model;
    QListView *m_list;
    QStackedWidget *m_stack;
};

} // namespace deepscope
