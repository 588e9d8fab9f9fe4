#include "standing_paint.h"

#include "paint/type_scale.h"

#include <QPainter>
#include <QPainterPath>

namespace deepscope {

namespace {

constexpr AnswerStanding Standings[] = {AnswerStanding::Right, AnswerStanding::RightForm, AnswerStanding::WrongForm};
constexpr int SignRoom = 4 * Step;

} // namespace

QColor standingColor(const Palette &color, AnswerStanding standing)
{
    switch (standing) {
    case AnswerStanding::WrongForm:
        return color.category(4);
    case AnswerStanding::RightForm:
        return color.category(7);
    case AnswerStanding::Right:
        break;
    }
    return color.category(2);
}

QColor standingFill(const Palette &color, AnswerStanding standing)
{
    QColor faint = standingColor(color, standing);
    faint.setAlphaF(standing == AnswerStanding::RightForm ? 0.13F : 0.2F);
    return over(faint, color(Role::Panel));
}

void paintStanding(QPainter &painter, const QColor &color, AnswerStanding standing, QPointF center, double size)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(center);
    painter.scale(size / 10, size / 10);
    painter.setPen(QPen(color, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    if (standing == AnswerStanding::Right) {
        painter.drawPolyline(QPolygonF({QPointF(-4, 0.5), QPointF(-1, 3.5), QPointF(4, -3.5)}));
    } else if (standing == AnswerStanding::RightForm) {
        painter.drawEllipse(QPointF(), 3.2, 3.2);
    } else {
        painter.drawLine(QPointF(-3, -3), QPointF(3, 3));
        painter.drawLine(QPointF(-3, 3), QPointF(3, -3));
    }
    painter.restore();
}

void paintSolved(QPainter &painter, const QColor &color, Solved solved, QPointF center, double size)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF ring(center.x() - size / 2, center.y() - size / 2, size, size);
    painter.setPen(QPen(color, 1.4));
    painter.setBrush(solved == Solved::All ? QBrush(color) : Qt::NoBrush);
    painter.drawEllipse(ring);
    if (solved == Solved::Some) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawPie(ring, -90 * 16, 180 * 16);
    }
    painter.restore();
}

StandingSign::StandingSign(QWidget *parent) : QWidget(parent) { setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed); }

void StandingSign::setStanding(AnswerStanding standing)
{
    m_standing = standing;
    setToolTip(standingWords(standing));
    update();
}

QSize StandingSign::sizeHint() const { return {SignRoom, fontMetrics().height()}; }

void StandingSign::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintStanding(painter, standingColor(Palette::of(palette()), m_standing), m_standing, QRectF(rect()).center(), 12);
}

StandingLegend::StandingLegend(QWidget *parent) : QWidget(parent)
{
    setLayoutDirection(Qt::LeftToRight); // its axes are where they are in every language
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    QStringList words;
    for (const AnswerStanding standing : Standings)
        words << standingWords(standing);
    setAccessibleName(tr("Signs of answers"));
    setAccessibleDescription(words.join(QStringLiteral(", ")));
}

QSize StandingLegend::sizeHint() const
{
    const QFontMetrics metrics(smallFont(font()));
    int width = 2 * Step;
    for (const AnswerStanding standing : Standings)
        width += SignRoom + metrics.horizontalAdvance(standingWords(standing)) + 4 * Step;
    return {width, metrics.height() + Step};
}

QSize StandingLegend::minimumSizeHint() const { return {0, sizeHint().height()}; }

void StandingLegend::paintEvent(QPaintEvent *)
{
    const Palette color = Palette::of(palette());
    QPainter painter(this);
    painter.setLayoutDirection(layoutDirection());
    painter.setFont(smallFont(font()));
    double x = 2 * Step;
    for (const AnswerStanding standing : Standings) {
        const QString words = standingWords(standing);
        const double needed = SignRoom + painter.fontMetrics().horizontalAdvance(words);
        if (x + needed > width())
            return;
        paintStanding(painter, standingColor(color, standing), standing, QPointF(x + 1.5 * Step, height() / 2.0), 10);
        painter.setPen(color(Role::QuietText));
        painter.drawText(QRectF(x + SignRoom, 0, needed, height()), Qt::AlignVCenter | Qt::AlignLeft, words);
        x += needed + 4 * Step;
    }
}

} // namespace deepscope
