#include "token_plot.h"

#include "paint/type_scale.h"
#include "selection_keys.h"

#include <QApplication>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QPainter>
#include <QWheelEvent>

#include <cmath>
#include <utility>

namespace deepscope {

namespace {

constexpr double MarkHeight = 5;

} // namespace

TokenPlot::TokenPlot(const RunStore &store, Selection &selection, QWidget *parent)
    : QWidget(parent), m_store(store), m_selection(selection)
{
    setLayoutDirection(Qt::LeftToRight); // its axes are where they are in every language
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    const auto repaint = [this] { update(); };
    connect(&selection, &Selection::focusChanged, this, repaint);
    connect(&selection, &Selection::hoverChanged, this, repaint);
    connect(&selection, &Selection::rangeChanged, this, repaint);
    connect(&selection, &Selection::visibleChanged, this, repaint);
    connect(&store, &RunStore::currentRunChanged, this, repaint);
    connect(&store, &RunStore::appended, this, repaint);
}

TokenAxis TokenPlot::axis() const
{
    const QRectF area = plotArea();
    return TokenAxis(area.left(), area.width(), m_selection.visible());
}

QRectF TokenPlot::axisBand() const
{
    const QRectF area = plotArea();
    return QRectF(area.left(), area.bottom(), area.width(), AxisBandHeight);
}

Focus TokenPlot::thingAt(QPointF point) const { return tokenAt(point); }

bool TokenPlot::scrollRows(double) { return false; }

Focus TokenPlot::tokenAt(QPointF point) const
{
    Focus focus;
    if (point.x() < axis().left() || point.x() >= axis().right())
        return focus;
    const int token = axis().indexAt(point.x());
    if (token >= 0 && token < tokenCount())
        focus.token = token;
    return focus;
}

void TokenPlot::paintEvent(QPaintEvent *)
{
    const Palette color = Palette::of(palette());
    QPainter painter(this);
    painter.setLayoutDirection(layoutDirection());
    painter.fillRect(rect(), color(Role::Panel));
    paintPlot(painter, color);
}

void TokenPlot::paintAxis(QPainter &painter, const Palette &color) const
{
    const QRectF band = axisBand();
    const TokenAxis tokens = axis();
    paintRange(painter, color, band);
    if (run())
        for (const Run::Section &section : run()->sections())
            painter.fillRect(tokens.shownRect(section.tokens, band.top() + 2, 3, 2), color.phaseBar(section.phase));
    painter.setFont(smallFont(font()));
    painter.setPen(color(Role::QuietText));
    for (const int token : tokens.ticks(tokenCount(), 48)) {
        const double x = std::max(tokens.xOf(token), tokens.left());
        painter.drawText(QRectF(x + 1, band.top() + 5, 64, band.height() - 5), Qt::AlignLeft | Qt::AlignVCenter,
                         QString::number(token));
    }
}

void TokenPlot::paintSectionEdges(QPainter &painter, const Palette &color, const QRectF &area) const
{
    if (!run())
        return;
    QPen pen(color(Role::Axis), 1, Qt::DotLine);
    pen.setCosmetic(true);
    painter.setPen(pen);
    const TokenAxis tokens = axis();
    for (const Run::Section &section : run()->sections()) {
        const double x = std::round(tokens.xOf(section.tokens.begin)) + 0.5;
        if (section.tokens.begin > 0 && x > tokens.left() && x < tokens.right())
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
    }
}

void TokenPlot::paintRange(QPainter &painter, const Palette &color, const QRectF &area) const
{
    if (!m_selection.range().empty())
        painter.fillRect(axis().rect(m_selection.range(), area.top(), area.height()), color(Role::Range));
}

void TokenPlot::paintTokenOutline(QPainter &painter, int token, const QColor &color, const QRectF &area) const
{
    QRectF cell = axis().rect({token, token + 1}, area.top(), area.height());
    if (token < 0 || token >= tokenCount() || cell.width() <= 0)
        return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(color, 1));
    cell = QRectF(std::floor(cell.left()) + 0.5, cell.top() + 0.5, std::max(1.0, std::round(cell.width()) - 1),
                  cell.height() - 1);
    painter.drawRect(cell);
}

void TokenPlot::setMarked(std::function<bool(int token)> marked)
{
    m_marked = std::move(marked);
    update();
}

void TokenPlot::paintMarks(QPainter &painter, const Palette &color, const QRectF &area) const
{
    constexpr double Narrowest = 2, Side = MarkHeight;
    if (!m_marked)
        return;
    if (axis().tokenWidth() < Narrowest)
        return paintMarkedColumns(painter, color, area);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color(Role::Warning));
    const TokenRange visible = axis().shown(tokenCount());
    for (int token = visible.begin; token < visible.end; ++token) {
        if (!m_marked(token))
            continue;
        const double x = axis().rect({token, token + 1}, 0, 1).center().x(),
                     half = std::min(Side, axis().tokenWidth()) / 2;
        painter.drawPolygon(QPolygonF{{x - half, area.top()}, {x + half, area.top()}, {x, area.top() + Side}});
    }
    painter.restore();
}

// Triangles would run into each other.
void TokenPlot::paintMarkedColumns(QPainter &painter, const Palette &color, const QRectF &area) const
{
    const TokenAxis tokens = axis();
    const TokenRange visible = tokens.shown(tokenCount());
    double last = -1;
    for (int token = visible.begin; token < visible.end; ++token) {
        if (!m_marked(token))
            continue;
        const double column = std::floor(tokens.rect({token, token + 1}, 0, 1).center().x());
        if (std::exchange(last, column) != column)
            painter.fillRect(QRectF(column, area.top(), 1, MarkHeight), color(Role::Warning));
    }
}

void TokenPlot::paintPointers(QPainter &painter, const Palette &color, const QRectF &area) const
{
    paintTokenOutline(painter, m_selection.hover().token, color(Role::Hover), area);
    paintTokenOutline(painter, m_selection.focus().token, color(Role::Focus), area);
}

void TokenPlot::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton)
        return QWidget::mousePressEvent(event);
    m_pressed = event->position();
    m_visibleAtPress = m_selection.visible();
    m_pressedOnAxis = event->button() == Qt::LeftButton && axisBand().contains(m_pressed);
    m_drag = Drag::Pressed;
}

void TokenPlot::mouseMoveEvent(QMouseEvent *event)
{
    const QPointF point = event->position();
    if (m_drag == Drag::Pressed && (point - m_pressed).manhattanLength() >= QApplication::startDragDistance())
        m_drag = m_pressedOnAxis ? Drag::Range : Drag::Pan;
    if (m_drag == Drag::Range || m_drag == Drag::Pan)
        return dragTo(point);
    m_selection.setHover(axisBand().contains(point) ? tokenAt(point) : thingAt(point));
}

void TokenPlot::dragTo(QPointF point)
{
    const TokenAxis tokens = axis();
    if (m_drag == Drag::Range) {
        const int from = tokens.indexAt(m_pressed.x()), to = tokens.indexAt(point.x());
        m_selection.setFollow(false);
        m_selection.setRange({std::min(from, to), std::max(from, to) + 1});
    } else {
        setCursor(Qt::ClosedHandCursor);
        const double moved = (m_pressed.x() - point.x()) / tokens.tokenWidth();
        m_selection.setVisible({m_visibleAtPress.begin + moved, m_visibleAtPress.end + moved});
    }
}

void TokenPlot::mouseReleaseEvent(QMouseEvent *event)
{
    const bool clicked = m_drag == Drag::Pressed && event->button() == Qt::LeftButton;
    m_drag = Drag::None;
    unsetCursor();
    if (!clicked)
        return;
    Focus thing = m_pressedOnAxis ? tokenAt(event->position()) : thingAt(event->position());
    if (thing.empty())
        return;
    // What the click says nothing about stays: a token clicked in the strip keeps the expert whose tokens are lit.
    const Focus &before = m_selection.focus();
    if (thing.token < 0)
        thing.token = before.token;
    if (thing.layer < 0) {
        thing.layer = before.layer;
        thing.expert = before.expert;
    }
    m_selection.setFocus(thing);
}

void TokenPlot::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        m_selection.clearRange();
}

void TokenPlot::wheelEvent(QWheelEvent *event)
{
    const QPointF degrees = QPointF(event->angleDelta()) / 120.0; // in notches of a plain wheel
    const bool overAxis = axisBand().contains(event->position());
    const double notches = degrees.y() != 0 ? degrees.y() : degrees.x();
    event->accept();
    if (event->modifiers() & Qt::ControlModifier || (overAxis && degrees.x() == 0)) {
        m_selection.zoom(std::pow(1.25, notches), axis().tokenAt(event->position().x()));
        return;
    }
    const bool sideways = event->modifiers() & Qt::ShiftModifier || std::abs(degrees.x()) > std::abs(degrees.y());
    if (!sideways && scrollRows(-notches * 48))
        return;
    m_selection.pan(-notches * m_selection.visible().size() / 10);
}

bool TokenPlot::event(QEvent *event)
{
    if (event->type() == QEvent::NativeGesture) {
        const auto *gesture = static_cast<QNativeGestureEvent *>(event);
        if (gesture->gestureType() == Qt::ZoomNativeGesture) {
            m_selection.zoom(1 + gesture->value(), axis().tokenAt(gesture->position().x()));
            return true;
        }
    }
    return QWidget::event(event);
}

void TokenPlot::keyPressEvent(QKeyEvent *event)
{
    if (!handleSelectionKey(*event, m_selection))
        QWidget::keyPressEvent(event);
}

void TokenPlot::leaveEvent(QEvent *) { m_selection.clearHover(); }

void TokenPlot::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        update();
}

} // namespace deepscope
