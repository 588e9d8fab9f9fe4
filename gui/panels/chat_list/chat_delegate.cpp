#include "panels/chat_list/chat_delegate.h"

#include "models/chat_list_model.h"
#include "paint/bidi_text.h"
#include "paint/palette.h"
#include "paint/type_scale.h"

#include <QApplication>
#include <QKeyEvent>
#include <QPainter>

namespace deepscope {

namespace {

using Kind = ChatListModel::Kind;

constexpr int Side = 2 * Step;   // blank at the sides
constexpr int Edge = Side - 2;   // above and below
constexpr int Indent = 3 * Step; // of a turn below its chat
constexpr int LineGap = 2;
constexpr const char *Filled = "filled"; // an editor that has its text
constexpr int DayGap = 2 * Step;         // between a day and what is above it

Kind kindOf(const QModelIndex &index) { return static_cast<Kind>(index.data(ChatListModel::KindRole).toInt()); }

QRect innerRect(const QStyleOptionViewItem &option, const QModelIndex &index)
{
    switch (kindOf(index)) {
    case Kind::Day:
        return option.rect.adjusted(Side, index.row() > 0 ? DayGap : Step, -Side, 0);
    case Kind::Turn:
        return QStyle::visualRect(option.direction, option.rect,
                                  option.rect.adjusted(Side + Indent, Edge, -Side, -Edge));
    case Kind::Chat:
        break;
    }
    return option.rect.adjusted(Side, Edge, -Side, -Edge);
}

void drawLine(QPainter *painter, Qt::LayoutDirection direction, const QRect &inner, int &top, const QFont &font,
              const QString &text)
{
    const QFontMetrics metrics(font);
    painter->setFont(font);
    painter->setLayoutDirection(direction);
    painter->drawText(QRect(inner.left(), top, inner.width(), metrics.height()),
                      Qt::AlignTop | static_cast<int>(QStyle::visualAlignment(direction, Qt::AlignLeft)),
                      elidedLine(metrics, text, inner.width()));
    top += metrics.height();
}

} // namespace

void ChatDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Kind kind = kindOf(index);
    if (kind != Kind::Day) {
        const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
        style->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, option.widget);
    }
    const bool selected = option.state & QStyle::State_Selected;
    const QColor quiet =
        selected ? option.palette.color(QPalette::HighlightedText) : Palette::of(option.palette)(Role::QuietText);
    const QRect inner = innerRect(option, index);
    int top = inner.top();

    painter->save();
    painter->setPen(kind == Kind::Day ? quiet
                                      : option.palette.color(selected ? QPalette::HighlightedText : QPalette::Text));
    const QFont font = kind == Kind::Day ? smallFont(option.font) : option.font;
    // What a person wrote runs as it is written, and ends where that ends.
    const QString title = index.data(Qt::DisplayRole).toString();
    drawLine(painter, title.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight, inner, top, font, title);
    top += LineGap;
    painter->setPen(quiet);
    for (const QString &line : index.data(ChatListModel::FiguresRole).toStringList())
        drawLine(painter, option.direction, inner, top, smallFont(option.font), line);
    painter->restore();
}

QSize ChatDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const int small = QFontMetrics(smallFont(option.font)).height();
    if (kindOf(index) == Kind::Day)
        return {120, small + (index.row() > 0 ? DayGap : Step) + LineGap};
    // A run under way gets its second line when it has a speed; the row has room for it from the start.
    return {120, QFontMetrics(option.font).height() + LineGap + 2 * small + 2 * Edge};
}

// The view calls this for every change of the row; figures change while an answer is written.
void ChatDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    if (editor->property(Filled).toBool())
        return;
    editor->setProperty(Filled, true);
    QStyledItemDelegate::setEditorData(editor, index);
}

// At once: Qt takes the text in the next turn of the event loop, when the row may have moved and the editor be gone.
bool ChatDelegate::eventFilter(QObject *editor, QEvent *event)
{
    const int key = event->type() == QEvent::KeyPress ? static_cast<QKeyEvent *>(event)->key() : 0;
    auto *written = qobject_cast<QWidget *>(editor);
    if (!written || (key != Qt::Key_Return && key != Qt::Key_Enter))
        return QStyledItemDelegate::eventFilter(editor, event);
    emit commitData(written);
    emit closeEditor(written);
    return true;
}

void ChatDelegate::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option, const QModelIndex &) const
{
    QRect line = option.rect;
    line.setHeight(std::min(option.rect.height(), editor->sizeHint().height()));
    editor->setGeometry(line);
}

} // namespace deepscope
