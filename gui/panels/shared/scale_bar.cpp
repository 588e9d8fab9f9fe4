#include "scale_bar.h"

#include "paint/type_scale.h"

#include <QPainter>

namespace deepscope {

namespace {

constexpr int GradientWidth = 20 * Step;

// Draws a text at `x` and moves on behind it.
void putText(QPainter &painter, double &x, const QRect &area, const QString &text)
{
    painter.drawText(QRectF(x, area.top(), area.width(), area.height()), Qt::AlignVCenter | Qt::AlignLeft, text);
    x += painter.fontMetrics().horizontalAdvance(text) + Step;
}

} // namespace

ScaleBar::ScaleBar(QWidget *parent) : QWidget(parent)
{
    setLayoutDirection(Qt::LeftToRight); // its axes are where they are in every language
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void ScaleBar::setScale(const QString &name, const QString &from, const QString &to)
{
    if (name == m_name && from == m_from && to == m_to)
        return;
    m_name = name;
    m_from = from;
    m_to = to;
    describe();
}

void ScaleBar::setColors(ColorScale (*colors)(const Palette &))
{
    m_colors = colors;
    update();
}

void ScaleBar::setCategories(int count)
{
    m_categories = count;
    update();
}

void ScaleBar::setNotComputedShown(bool shown)
{
    if (shown == m_notComputed)
        return;
    m_notComputed = shown;
    describe();
}

void ScaleBar::describe()
{
    setAccessibleName(m_name.isEmpty() ? tr("Scale") : tr("Scale of %1").arg(m_name));
    setAccessibleDescription(tr("%1 from %2 to %3").arg(m_name, m_from, m_to));
    updateGeometry();
    update();
}

QSize ScaleBar::sizeHint() const
{
    const QFontMetrics metrics(smallFont(font()));
    const int words = metrics.horizontalAdvance(m_name + m_from + m_to);
    return {words + GradientWidth + 12 * Step +
                (m_notComputed ? metrics.horizontalAdvance(tr("not computed")) + 6 * Step : 0),
            metrics.height() + Step};
}

QSize ScaleBar::minimumSizeHint() const { return {GradientWidth, sizeHint().height()}; }

void ScaleBar::paintEvent(QPaintEvent *)
{
    if (m_name.isEmpty())
        return;
    const Palette color = Palette::of(palette());
    const ColorScale scale = m_colors(color);
    QPainter painter(this);
    painter.setLayoutDirection(layoutDirection());
    painter.setFont(smallFont(font()));
    painter.setPen(color(Role::QuietText));
    double x = 2 * Step;
    putText(painter, x, rect(), m_name);
    putText(painter, x, rect(), m_from);
    const QRect gradient(int(x), height() / 2 - Step, GradientWidth, 2 * Step);
    for (int i = 0; i < GradientWidth; ++i)
        painter.fillRect(gradient.left() + i, gradient.top(), 1, gradient.height(),
                         m_categories > 0 ? categoryGround(color, i * m_categories / GradientWidth)
                                          : QColor(scale.at(double(i) / (GradientWidth - 1))));
    painter.setPen(color(Role::Axis));
    painter.drawRect(gradient.adjusted(0, 0, -1, -1));
    painter.setPen(color(Role::QuietText));
    x += GradientWidth + Step;
    putText(painter, x, rect(), m_to);
    if (m_notComputed) {
        x += Step;
        const QRect swatch(int(x), gradient.top(), 3 * Step, gradient.height());
        painter.fillRect(swatch, QBrush(color(Role::NotComputed), Qt::BDiagPattern));
        painter.drawRect(swatch.adjusted(0, 0, -1, -1));
        x += swatch.width() + Step;
        putText(painter, x, rect(), tr("not computed"));
    }
}

} // namespace deepscope
