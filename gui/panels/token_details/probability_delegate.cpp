#include "probability_delegate.h"

#include "models/candidates_model.h"
#include "paint/palette.h"

#include <QPainter>

namespace deepscope {

void ProbabilityDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Palette color = Palette::of(option.palette);
    const QRectF area = QRectF(option.rect).adjusted(4, 3, -4, -3);
    const double numbers = option.fontMetrics.horizontalAdvance("< 0.01 %") + 8;
    const QRectF bar(area.left(), area.top(), std::max(0.0, area.width() - numbers), area.height());
    const double share = index.data(CandidatesModel::ShareRole).toDouble();
    const bool chosen = index.data(CandidatesModel::ChosenRole).toBool();
    painter->save();
    if (option.state & QStyle::State_Selected)
        painter->fillRect(option.rect, option.palette.highlight());
    else
        painter->fillRect(bar, color(Role::Raised));
    painter->fillRect(QRectF(bar.left(), bar.top(), std::max(1.0, share * bar.width()), bar.height()),
                      color(chosen ? Role::Accent : Role::Weights));
    painter->setPen(option.state & QStyle::State_Selected ? option.palette.highlightedText().color()
                                                          : color(Role::Text));
    painter->drawText(area, Qt::AlignRight | Qt::AlignVCenter, index.data(Qt::DisplayRole).toString());
    painter->restore();
}

} // namespace deepscope
