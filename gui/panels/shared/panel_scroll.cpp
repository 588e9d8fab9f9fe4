#include "panel_scroll.h"

#include "paint/type_scale.h"

namespace deepscope {

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

QSize PanelScroll::minimumSizeHint() const { return {30 * Step, 12 * Step}; }

} // namespace deepscope
