#include "model_list_filter.h"

#include "model_list_model.h"

#include <algorithm>

namespace deepscope {

ModelListFilter::ModelListFilter(QObject *parent) : QSortFilterProxyModel(parent)
{
    setSortRole(ModelListModel::SortRole);
    setSortCaseSensitivity(Qt::CaseInsensitive);
    setDynamicSortFilter(true);
}

void ModelListFilter::setWords(const QString &words)
{
    m_words = words.split(u' ', Qt::SkipEmptyParts);
    invalidateFilter();
}

bool ModelListFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QString text = sourceModel()->index(row, 0, parent).data(ModelListModel::SearchRole).toString();
    return std::all_of(m_words.begin(), m_words.end(),
                       [&](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
}

bool ModelListFilter::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const bool leftFirst = left.data(ModelListModel::DefaultRole).toBool();
    const bool rightFirst = right.data(ModelListModel::DefaultRole).toBool();
    if (leftFirst != rightFirst) // a descending order is the ascending one read backwards
        return leftFirst == (sortOrder() == Qt::AscendingOrder);
    return QSortFilterProxyModel::lessThan(left, right);
}

} // namespace deepscope
