// The runs of this session as a list, newest first. A thin view: it keeps nothing of its own.
#pragma once

#include "run_store.h"

#include <QAbstractListModel>

namespace deepscope {

class RunListModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Roles {
        RunRole = Qt::UserRole + 1, // the run's number, uint
        SummaryRole,                // one line: "121 tokens, thought 0.4 s"
        StateRole,                  // int(RunState)
        CurrentRole,                // bool
    };

    explicit RunListModel(const RunStore &store, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QHash<int, QByteArray> roleNames() const override;

    int rowOf(uint32_t run) const; // -1 = unknown

private:
    const Run &runAt(int row) const { return m_store.at(m_rows - 1 - row); }
    void changed(uint32_t run);

    const RunStore &m_store;
    int m_rows = 0; // runs that views know of
};

// One line on a run: how many tokens, how long it thought, how it ended.
QString summaryLine(const Run &run);

} // namespace deepscope
