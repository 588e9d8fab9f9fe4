#include "hover_card.h"

#include "paint/palette.h"
#include "paint/type_scale.h"

#include <QPainter>

#include <algorithm>

namespace deepscope {

namespace {

constexpr int Rest = 250;      // milliseconds on cells until the card comes
constexpr int Leaving = 200;   // and off them until it goes
constexpr int Away = 4 * Step; // from the cell: the pointer has room
constexpr int Margin = 2 * Step;

} // namespace

HoverCard::HoverCard(QWidget *parent) : QWidget(parent)
{
    setLayoutDirection(Qt::LeftToRight); // its axes are where they are in every language
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAccessibleName(tr("The cell under the pointer"));
    hide();
    for (QTimer *timer : {&m_rest, &m_leaving})
        timer->setSingleShot(true);
    connect(&m_rest, &QTimer::timeout, this, &HoverCard::place);
    connect(&m_leaving, &QTimer::timeout, this, &HoverCard::close);
}

void HoverCard::point(const QStringList &lines, const QRectF &cell)
{
    m_leaving.stop();
    m_cell = cell;
    setLines(lines);
    if (isVisible())
        place();
    else if (!m_rest.isActive())
        m_rest.start(Rest);
}

void HoverCard::setLines(const QStringList &lines)
{
    m_lines = lines;
    setAccessibleDescription(lines.join("\n"));
    update();
}

void HoverCard::leave()
{
    m_rest.stop();
    if (isVisible() && !m_leaving.isActive())
        m_leaving.start(Leaving);
}

void HoverCard::close()
{
    m_rest.stop();
    m_leaving.stop();
    hide();
}

QSize HoverCard::sizeHint() const
{
    const QFontMetrics title(font()), body(smallFont(font()));
    int width = 0;
    for (const QString &line : m_lines)
        width = std::max(width, (&line == &m_lines.front() ? title : body).horizontalAdvance(line));
    const int height = title.height() + int(m_lines.size() - 1) * body.height() + Step;
    return {width + 2 * Margin + 2, height + 2 * Margin};
}

void HoverCard::place()
{
    // While it stands it only grows, so that its edges keep still from cell to cell.
    const QSize size = isVisible() ? sizeHint().expandedTo({width(), 0}) : sizeHint();
    const QRectF room = parentWidget()->rect();
    for (const bool below : {true, false})
        for (const bool right : {true, false}) {
            const QRectF wanted(QPointF(right ? m_cell.right() + Away : m_cell.left() - Away - size.width(),
                                        below ? m_cell.bottom() + Away : m_cell.top() - Away - size.height()),
                                size);
            if (room.contains(wanted)) {
                setGeometry(wanted.toRect());
                raise();
                return show();
            }
        }
    hide();
}

void HoverCard::paintEvent(QPaintEvent *)
{
    const Palette color = Palette::of(palette());
    QPainter painter(this);
    painter.setLayoutDirection(layoutDirection());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), color(Role::Raised));
    painter.setPen(color(Role::Axis));
    painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
    QRectF line = QRectF(rect()).adjusted(Margin, Margin, -Margin, 0);
    painter.setFont(font());
    painter.setPen(color(Role::Text));
    for (const QString &text : m_lines) {
        line.setHeight(painter.fontMetrics().height());
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, text);
        const bool first = &text == &m_lines.front();
        line.translate(0, line.height() + (first ? Step : 0));
        painter.setFont(smallFont(font()));
        painter.setPen(color(Role::QuietText));
    }
}

} // namespace deepscope
