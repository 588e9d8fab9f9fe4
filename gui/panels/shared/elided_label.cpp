#include "elided_label.h"

#include "paint/bidi_text.h"
#include "paint/palette.h"
#include "paint/type_scale.h"

#include <QPainter>

namespace deepscope {

namespace {

constexpr int Margin = 2 * Step;

} // namespace

ElidedLabel::ElidedLabel(QWidget *parent, Qt::Alignment alignment) : QWidget(parent), m_alignment(alignment)
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
    describe();
    update();
}

void ElidedLabel::describe()
{
    QStringList lines;
    if (fontMetrics().horizontalAdvance(m_text) > width() - 2 * Margin)
        lines << m_text;
    if (!m_details.isEmpty())
        lines << m_details;
    setToolTip(lines.join(u'\n'));
}

void ElidedLabel::setDetails(const QString &details)
{
    m_details = details;
    describe();
}

void ElidedLabel::setElideMode(Qt::TextElideMode mode)
{
    m_elide = mode;
    update();
}

void ElidedLabel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    describe();
}

QSize ElidedLabel::sizeHint() const { return {40 * Step, fontMetrics().height() + 2 * Step}; }
QSize ElidedLabel::minimumSizeHint() const { return {10 * Step, sizeHint().height()}; }

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(Palette::of(palette())(m_quiet ? Role::QuietText : Role::Text));
    const QRect line = rect().adjusted(Margin, 0, -Margin, 0);
    const QString shown = m_elide == Qt::ElideRight ? elidedLine(fontMetrics(), m_text, line.width())
                                                    : fontMetrics().elidedText(m_text, m_elide, line.width());
    painter.drawText(line, Qt::AlignVCenter | m_alignment, shown);
}

} // namespace deepscope
