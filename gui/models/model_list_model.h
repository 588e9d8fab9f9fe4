// The models of this machine as a table, in the order in which they were found.
#pragma once

#include "listed_model.h"

#include <QAbstractTableModel>

#include <vector>

namespace deepscope {

class ModelListModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        NameColumn,
        SourceColumn,
        ArchitectureColumn,
        SizeColumn,
        QuantisationColumn,
        ContextColumn,
        FitColumn,
        ColumnCount
    };
    enum Roles {
        SortRole = Qt::UserRole + 1, // a number where the column shows one
        SearchRole,                  // all that a person may look for
        PathRole,
        DefaultRole,  // bool: the model that comes with the program
        OpenableRole, // bool: nothing is known against it
    };

    using QAbstractTableModel::QAbstractTableModel;

    void clear();
    void add(const ModelEntry &entry);
    void setCheck(const QString &path, const ModelCheck &check); // a path that is not in the list is ignored
    void setDevice(const QString &name);                         // empty = none

    const ListedModel &at(int row) const { return m_models[size_t(row)]; }
    int rowOf(const QString &path) const; // -1 = not in the list

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString text(const ListedModel &model, int column) const;
    QVariant sortKey(const ListedModel &model, int column) const;

    std::vector<ListedModel> m_models;
    QString m_device;
};

} // namespace deepscope
