#include "run_list_model.h"

#include "paint/number_format.h"
#include "run_ending.h"

#include <QStringList>

namespace deepscope {

RunListModel::RunListModel(const RunStore &store, QObject *parent)
    : QAbstractListModel(parent), m_store(store), m_rows(store.count())
{
    connect(&store, &RunStore::runAdded, this, [this] {
        beginInsertRows({}, 0, m_store.count() - m_rows - 1);
        m_rows = m_store.count();
        endInsertRows();
    });
    connect(&store, &RunStore::appended, this, [this](uint32_t run) { changed(run); });
    connect(&store, &RunStore::runFinished, this, &RunListModel::changed);
    connect(&store, &RunStore::currentRunChanged, this, [this] {
        if (m_rows > 0)
            emit dataChanged(index(0), index(m_rows - 1), {CurrentRole});
    });
}

int RunListModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : m_rows; }

QVariant RunListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Run &run = runAt(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return run.question();
    case Qt::ToolTipRole:
        return run.failure().isEmpty() ? run.question() + '\n' + summaryLine(run) : run.failure();
    case Qt::AccessibleTextRole:
        return QString(run.question() + ", " + summaryLine(run));
    case RunRole:
        return run.id();
    case SummaryRole:
        return summaryLine(run);
    case StateRole:
        return int(run.state());
    case CurrentRole:
        return &run == m_store.current();
    default:
        return {};
    }
}

QHash<int, QByteArray> RunListModel::roleNames() const
{
    QHash<int, QByteArray> names = QAbstractListModel::roleNames();
    names.insert({{RunRole, "run"}, {SummaryRole, "summary"}, {StateRole, "state"}, {CurrentRole, "current"}});
    return names;
}

int RunListModel::rowOf(uint32_t run) const
{
    const int position = m_store.positionOf(run);
    return position < 0 || position >= m_rows ? -1 : m_rows - 1 - position;
}

void RunListModel::changed(uint32_t run)
{
    const int row = rowOf(run);
    if (row >= 0)
        emit dataChanged(index(row), index(row), {SummaryRole, StateRole, Qt::ToolTipRole, Qt::AccessibleTextRole});
}

QString summaryLine(const Run &run)
{
    QStringList parts = {formatPlural(run.size(), "token")};
    if (run.summary() && run.summary()->thinkTokens > 0)
        parts << "thought " + formatSeconds(run.summary()->thinkSeconds);
    if (run.state() == RunState::Working)
        parts << "working";
    if (const QString ending = endingWords(run); !ending.isEmpty())
        parts << ending;
    return parts.join(", ");
}

} // namespace deepscope
