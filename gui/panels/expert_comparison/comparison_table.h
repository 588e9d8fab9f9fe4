// The experts of a comparison as a table that is sorted and copied by keys as well: Ctrl+C takes the marked rows.
#pragma once

#include "models/comparison_model.h"
#include "models/selection.h"
#include "panels/shared/quiet_table.h"

class QSortFilterProxyModel;

namespace deepscope {

class ComparisonTable : public QuietTable {
    Q_OBJECT

public:
    ComparisonTable(ComparisonModel &model, Selection &selection, QWidget *parent = nullptr);

    int sortColumn() const;
    void sortBy(int column);                          // once more turns the order round
    void copyAll(QChar separator) const;              // in the order that is seen
    Focus thingAt(const QModelIndex &index) const;    // of this table's own rows
    QModelIndex indexOf(int layer, int expert) const; // invalid: there is none

signals:
    void sorted(int column);

protected:
    int sizeHintForColumn(int column) const override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void mark();
    void copy(const QModelIndexList &rows, QChar separator) const;

    ComparisonModel &m_model;
    Selection &m_selection;
    QSortFilterProxyModel *m_sorted;
};

} // namespace deepscope
