#include "quiet_table.h"

#include "paint/type_scale.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>

namespace deepscope {

QuietTable::QuietTable(const QString &accessibleName, QWidget *parent) : QTableView(parent)
{
    setAccessibleName(accessibleName);
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setMouseTracking(true);
    setWordWrap(false);
    setTabKeyNavigation(false); // Tab leaves the table
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    verticalHeader()->hide();
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setMinimumSectionSize(6 * Step);
    fitRows();
    connect(this, &QTableView::clicked, this, &QuietTable::chosen);
}

void QuietTable::fitRows()
{
    verticalHeader()->setMinimumSectionSize(fontMetrics().height());
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + Step);
}

void QuietTable::keyPressEvent(QKeyEvent *event)
{
    const bool choose =
        event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space;
    if (choose && currentIndex().isValid())
        emit chosen(currentIndex());
    else if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right)
        event->ignore(); // rows are chosen whole: sideways is by token, further up
    else if (event->key() == Qt::Key_Escape)
        event->ignore(); // clears one level of the focus, further up
    else
        QTableView::keyPressEvent(event);
}

void QuietTable::mouseMoveEvent(QMouseEvent *event)
{
    QTableView::mouseMoveEvent(event);
    emit pointedAt(indexAt(event->position().toPoint()));
}

void QuietTable::leaveEvent(QEvent *event)
{
    QTableView::leaveEvent(event);
    emit pointedAt({});
}

void QuietTable::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitRows();
}

} // namespace deepscope
