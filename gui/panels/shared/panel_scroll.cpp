#include "panel_scroll.h"

#include "paint/type_scale.h"

#include <QKeyEvent>
#include <QScrollBar>
#include <QVBoxLayout>

namespace deepscope {

void reveal(const QWidget &part, const QRectF &rect)
{
    for (QWidget *outer = part.parentWidget(); outer; outer = outer->parentWidget()) {
        auto *area = qobject_cast<QScrollArea *>(outer);
        if (!area)
            continue;
        const QPoint middle = part.mapTo(area->widget(), rect.center().toPoint());
        area->ensureVisible(area->horizontalScrollBar()->value(), middle.y(), 0, int(rect.height() / 2) + Step);
    }
}

PanelScroll::PanelScroll(QWidget *parent) : QScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    viewport()->setAutoFillBackground(false);
}

void PanelScroll::setContent(QWidget *content)
{
    setWidget(content);
    content->setAutoFillBackground(false); // setWidget switches it on
}

QVBoxLayout *PanelScroll::setColumn(std::initializer_list<QWidget *> parts)
{
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, Step, 0, Step);
    column->setSpacing(Step);
    for (QWidget *part : parts)
        column->addWidget(part);
    column->addStretch();
    setContent(page);
    return column;
}

void PanelScroll::keyPressEvent(QKeyEvent *event)
{
    const bool sideways = event->key() == Qt::Key_Left || event->key() == Qt::Key_Right;
    if (sideways || event->modifiers() & ~Qt::KeypadModifier || verticalScrollBar()->maximum() == 0)
        event->ignore();
    else if (event->key() == Qt::Key_Home)
        verticalScrollBar()->triggerAction(QScrollBar::SliderToMinimum);
    else if (event->key() == Qt::Key_End)
        verticalScrollBar()->triggerAction(QScrollBar::SliderToMaximum);
    else
        QScrollArea::keyPressEvent(event);
}

QSize PanelScroll::minimumSizeHint() const { return {30 * Step, 12 * Step}; }

} // namespace deepscope
