#include "elided_label.h"

#include "paint/palette.h"
#include "paint/type_scale.h"

#include <QPainter>

namespace deepscope {

ElidedLabel::ElidedLabel(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ElidedLabel::setText(const QString &text, bool quiet)
{
    if (text == m_text && quiet == m_quiet)
        return;
    m_text = text;
    m_quiet = quiet;
    setAccessibleName(text);
    setToolTip(fontMetrics().horizontalAdvance(text) > width() ? text : QString());
    update();
}

QSize ElidedLabel::sizeHint() const { return {40 * Step, fontMetrics().height() + 2 * Step}; }
QSize ElidedLabel::minimumSizeHint() const { return {10 * Step, sizeHint().height()}; }

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(Palette::of(palette())(m_quiet ? Role::QuietText : Role::Text));
    const QRect line = rect().adjusted(2 * Step, 0, -2 * Step, 0);
    painter.drawText(line, Qt::AlignVCenter | Qt::AlignLeft,
                     fontMetrics().elidedText(m_text, Qt::ElideRight, line.width()));
}

} // namespace deepscope
