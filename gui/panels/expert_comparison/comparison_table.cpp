#include "comparison_table.h"

#include "paint/type_scale.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QSortFilterProxyModel>

#include <algorithm>

namespace deepscope {

ComparisonTable::ComparisonTable(ComparisonModel &model, Selection &selection, QWidget *parent)
    : QuietTable(tr("Experts of both sets"), parent), m_model(model), m_selection(selection),
      m_sorted(new QSortFilterProxyModel(this))
{
    m_sorted->setSourceModel(&model);
    m_sorted->setSortRole(ComparisonModel::SortRole);
    setModel(m_sorted);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setAccessibleDescription(tr("Enter shows the marked expert everywhere, Ctrl+C copies the marked rows."));
    QHeaderView *header = horizontalHeader();
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setResizeContentsPrecision(50); // rows: all of a large mixture would take long
    header->setSectionsClickable(true);
    header->setSortIndicatorShown(true);
    sortBy(ComparisonModel::DifferenceColumn);

    connect(header, &QHeaderView::sectionClicked, this, &ComparisonTable::sortBy);
    connect(this, &QuietTable::chosen, this, [this](const QModelIndex &index) {
        Focus thing = thingAt(index);
        thing.token = m_selection.focus().token;
        m_selection.setFocus(thing);
    });
    connect(this, &QuietTable::pointedAt, this,
            [this](const QModelIndex &index) { m_selection.setHover(thingAt(index)); });
    connect(&selection, &Selection::focusChanged, this, &ComparisonTable::mark);
}

int ComparisonTable::sortColumn() const { return m_sorted->sortColumn(); }

void ComparisonTable::sortBy(int column)
{
    // Layers and experts rise; of all else the largest stands first.
    const Qt::SortOrder usual = column == ComparisonModel::ExpertColumn ? Qt::AscendingOrder : Qt::DescendingOrder;
    const Qt::SortOrder other = usual == Qt::AscendingOrder ? Qt::DescendingOrder : Qt::AscendingOrder;
    const bool again = column == m_sorted->sortColumn() && m_sorted->sortOrder() == usual;
    m_sorted->sort(column, again ? other : usual);
    horizontalHeader()->setSortIndicator(column, m_sorted->sortOrder());
    scrollToTop();
    emit sorted(column);
}

Focus ComparisonTable::thingAt(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    return {-1, index.data(ComparisonModel::LayerRole).toInt(), index.data(ComparisonModel::ExpertRole).toInt()};
}

QModelIndex ComparisonTable::indexOf(int layer, int expert) const
{
    const int row = m_model.rowOf(layer, expert);
    return row < 0 ? QModelIndex() : m_sorted->mapFromSource(m_model.index(row, 0));
}

void ComparisonTable::mark()
{
    const Focus &focus = m_selection.focus();
    const QModelIndex index = focus.hasExpert() ? indexOf(focus.layer, focus.expert) : QModelIndex();
    if (!index.isValid())
        return clearSelection();
    if (selectionModel()->isRowSelected(index.row()))
        return; // of several that are marked
    selectRow(index.row());
    scrollTo(index);
}

void ComparisonTable::copy(const QModelIndexList &rows, QChar separator) const
{
    QList<int> places;
    for (const QModelIndex &index : rows)
        places << m_sorted->mapToSource(index).row();
    QGuiApplication::clipboard()->setText(m_model.asText(places, separator));
}

void ComparisonTable::copyAll(QChar separator) const
{
    QModelIndexList rows;
    for (int row = 0; row < m_sorted->rowCount(); ++row)
        rows << m_sorted->index(row, 0);
    copy(rows, separator);
}

// Numbers end where words begin: some room between them.
int ComparisonTable::sizeHintForColumn(int column) const { return QuietTable::sizeHintForColumn(column) + 2 * Step; }

void ComparisonTable::keyPressEvent(QKeyEvent *event)
{
    if (!event->matches(QKeySequence::Copy))
        return QuietTable::keyPressEvent(event);
    QModelIndexList rows = selectionModel()->selectedRows();
    std::ranges::sort(rows, {}, &QModelIndex::row);
    if (rows.isEmpty())
        copyAll('\t');
    else
        copy(rows, '\t');
}

} // namespace deepscope
