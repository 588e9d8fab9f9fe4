// The experts of a comparison as a table: one row an expert, to be sorted and copied.
#pragma once

#include "set_comparison.h"

#include <QAbstractTableModel>

namespace deepscope {

class ComparisonModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        ExpertColumn,
        DifferenceColumn,
        DifferenceIntervalColumn,
        HoldsColumn,
        InformationColumn,
        InformationIntervalColumn,
        ShareAColumn,
        ShareBColumn,
        ColumnCount
    };
    enum Roles {
        SortRole = Qt::UserRole + 1, // rises with what stands in the column; of differences and nPMI the size
        LayerRole,
        ExpertRole
    };

    using QAbstractTableModel::QAbstractTableModel;

    static QString columnName(int column); // as a list of all has it: "interval of nPMI"

    void setComparison(const SetComparison &comparison);
    const SetComparison &comparison() const { return m_comparison; }
    const ExpertComparison *expert(int layer, int expert) const; // null = there is none
    int rowOf(int layer, int expert) const;                      // -1 = there is none
    // These rows with all their numbers in full, below a line of names.
    QString asText(const QList<int> &rows, QChar separator) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString text(const ExpertComparison &one, int column) const;
    QVariant sortValue(const ExpertComparison &one, int column) const;

    SetComparison m_comparison;
};

} // namespace deepscope
