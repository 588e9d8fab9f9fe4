// What else could have stood at one place of a run: the candidates of a token, best first.
#pragma once

#include "run_store.h"

#include <QAbstractTableModel>

namespace deepscope {

class CandidatesModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { TokenColumn, ProbabilityColumn, LogprobColumn, IdColumn, ColumnCount };
    enum Roles {
        ShareRole = Qt::UserRole + 1, // probability 0 ... 1, for a bar
        ChosenRole,                   // bool: this one was taken
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setToken(const Run *run, int token); // null or -1: empty. The run must outlive this or be replaced.

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString text(const Candidate &candidate, int column) const;

    const Run *m_run = nullptr;
    int m_token = -1;
};

} // namespace deepscope
