#include "panels/runs/runs_panel.h"

#include "models/run_list_model.h"
#include "panels/runs/run_delegate.h"
#include "panels/shared/panel_message.h"

#include <QListView>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace deepscope {

RunsPanel::RunsPanel(RunStore &store, QWidget *parent)
    : QWidget(parent), m_store(store), m_model(new RunListModel(store, this)), m_list(new QListView),
      m_stack(new QStackedWidget)
{
    auto *empty = new PanelMessageView;
    empty->setMessage({PanelMessage::Kind::Empty, tr("No runs yet"),
                       tr("Each question that you ask is kept here, with what it took.")});
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    m_list->setObjectName(QStringLiteral("runList"));
    m_list->setAccessibleName(tr("Runs of this session"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new RunDelegate(store, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_stack->addWidget(empty);
    m_stack->addWidget(m_list);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_stack);

    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &index) {
        if (index.isValid())
            m_store.setCurrent(index.data(RunListModel::RunRole).toUInt());
    });
    connect(&store, &RunStore::currentRunChanged, this, &RunsPanel::showCurrent);
    connect(&store, &RunStore::runAdded, this, &RunsPanel::showCurrent);
    showCurrent();
}

// The list marks the run that all panels show; after "New chat" that is none.
void RunsPanel::showCurrent()
{
    m_stack->setCurrentIndex(m_model->rowCount() > 0 ? 1 : 0);
    const Run *current = m_store.current();
    if (!current) {
        m_list->selectionModel()->clear();
        return;
    }
    const QModelIndex index = m_model->index(m_model->rowOf(current->id()));
    m_list->setCurrentIndex(index);
    m_list->scrollTo(index);
}

} // namespace deepscope
