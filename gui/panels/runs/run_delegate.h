// Draws one run of the list: the question, and in small letters below it its tokens and their speed.
#pragma once

#include "models/run_store.h"

#include <QStyledItemDelegate>

namespace deepscope {

class RunDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit RunDelegate(const RunStore &store, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const RunStore &m_store;
};

} // namespace deepscope
