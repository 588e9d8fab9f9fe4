// The tokens of a range that chose one expert, each with the words around it: a concordance.
#pragma once

#include "run_store.h"

#include <QAbstractTableModel>

namespace deepscope {

class ExpertTokensModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { PlaceColumn, BeforeColumn, TokenColumn, AfterColumn, WeightColumn, ColumnCount };
    enum Roles { TokenRole = Qt::UserRole + 1, PhaseRole }; // int; int(Phase)

    using QAbstractTableModel::QAbstractTableModel;

    // Null or an expert that is not there: empty. The run must outlive this or be replaced.
    void setExpert(const Run *run, int layer, int expert, TokenRange range);
    // True when `range` is what is shown already or begins with it.
    bool continues(const Run *run, TokenRange range) const;
    void extend(int end); // takes in the run's tokens up to `end`

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    int rowOf(int token) const; // -1 = the token did not choose the expert

private:
    std::vector<int> find(int begin, int end) const;
    QString text(int token, int column) const;

    const Run *m_run = nullptr;
    int m_layer = -1, m_expert = -1;
    TokenRange m_range;
    std::vector<int> m_tokens; // ascending
};

} // namespace deepscope
