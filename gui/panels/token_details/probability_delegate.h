// Paints a candidate's probability as a bar behind its number.
#pragma once

#include <QStyledItemDelegate>

namespace deepscope {

class ProbabilityDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace deepscope
