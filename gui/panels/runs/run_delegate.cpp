#include "panels/runs/run_delegate.h"

#include "models/run_list_model.h"
#include "paint/palette.h"
#include "panels/runs/run_figures.h"

#include <QApplication>
#include <QPainter>

namespace deepscope {

namespace {

constexpr int Margin = 8;
constexpr int LineGap = 2;

QFont smallFont(const QFont &font)
{
    QFont small = font;
    small.setPointSizeF(small.pointSizeF() * 0.85);
    return small;
}

} // namespace

RunDelegate::RunDelegate(const RunStore &store, QObject *parent) : QStyledItemDelegate(parent), m_store(store) {}

void RunDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, option.widget);

    const bool selected = option.state & QStyle::State_Selected;
    const QRect inner = option.rect.adjusted(Margin, Margin - 2, -Margin, -Margin + 2);
    const QFontMetrics metrics(option.font);
    const QFont small = smallFont(option.font);
    const QString question = index.data(Qt::DisplayRole).toString().simplified();
    const Run *run = m_store.run(index.data(RunListModel::RunRole).toUInt());
    const QStringList figures = run ? QStringList{runTokens(*run), runSpeed(*run)} : QStringList{};
    const int flags = Qt::AlignTop | static_cast<int>(QStyle::visualAlignment(option.direction, Qt::AlignLeft));

    painter->save();
    painter->setFont(option.font);
    painter->setPen(option.palette.color(selected ? QPalette::HighlightedText : QPalette::Text));
    painter->drawText(inner, flags, metrics.elidedText(question, Qt::ElideRight, inner.width()));
    painter->setFont(small);
    if (!selected)
        painter->setPen(Palette::of(option.palette)(Role::QuietText));
    const QFontMetrics smallMetrics(small);
    int top = inner.top() + metrics.height() + LineGap;
    for (const QString &line : figures) {
        painter->drawText(QRect(inner.left(), top, inner.width(), smallMetrics.height()), flags,
                          smallMetrics.elidedText(line, Qt::ElideRight, inner.width()));
        top += smallMetrics.height();
    }
    painter->restore();
}

QSize RunDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    const int height = QFontMetrics(option.font).height() + LineGap + 2 * QFontMetrics(smallFont(option.font)).height();
    return {120, height + 2 * (Margin - 2)};
}

} // namespace deepscope
