#include "expert_map.h"

#include "hover_card.h"
#include "map_labels.h"
#include "models/map_cell.h"
#include "paint/scale_column.h"
#include "paint/type_scale.h"
#include "panels/shared/minimap.h"
#include "panels/shared/phase_heads.h"

#include <QKeyEvent>
#include <QPainter>
#include <QResizeEvent>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace deepscope {

namespace {

constexpr int LowestWithMinimap = 40 * Step; // pixels of the map; the strip has one too

double scaleEndOf(const Run &run) { return roundScaleEnd(double(run.greatestWeight())); }

} // namespace

ExpertMap::ExpertMap(const RunStore &store, Selection &selection, const RangeRouting &routing, QWidget *parent)
    : TokenPlot(store, selection, parent), m_routing(routing), m_scrollBar(new QScrollBar(Qt::Vertical, this)),
      m_minimap(new Minimap(store, selection, this)), m_card(new HoverCard(this))
{
    setAccessibleName(tr("Expert map"));
    setAccessibleDescription(
        tr("Tokens to the right, experts of each layer downwards. Left and Right move by token, Up "
           "and Down by layer, with Shift by expert."));
    m_scrollBar->setAccessibleName(tr("Layers"));
    m_scrollBar->hide();
    connect(m_scrollBar, &QScrollBar::valueChanged, this, [this] { update(); });
    connect(&store, &RunStore::currentRunChanged, this, &ExpertMap::restart);
    connect(&store, &RunStore::appended, this, [this] { m_scaleEnd = run() ? scaleEndOf(*run()) : 1; });
    connect(&selection, &Selection::focusChanged, this, &ExpertMap::reveal);
    connect(&routing, &RangeRouting::changed, this, &ExpertMap::refreshCard);
    restart();
}

QSize ExpertMap::sizeHint() const { return {120 * Step, 60 * Step}; }
QSize ExpertMap::minimumSizeHint() const { return {50 * Step, 12 * Step}; }

void ExpertMap::restart()
{
    m_picture.restart();
    m_card->close();
    m_scaleEnd = run() ? scaleEndOf(*run()) : 1;
    m_scrollBar->setValue(0);
    arrange();
}

int ExpertMap::scaleWidth() const { return QFontMetrics(smallFont(font())).horizontalAdvance(tr("weight")) + 8 * Step; }

int ExpertMap::headHeight() const { return QFontMetrics(smallFont(font())).height() + Step; }

// Rows come first: where all of them fit without the band alone, it does not make them scroll.
int ExpertMap::minimapRoom() const
{
    const int room = m_minimap->sizeHint().height() + Step;
    const double free = height() - headHeight() - AxisBandHeight;
    const Run *shown = run();
    const double rows =
        shown ? GridGeometry({}, 0, 0, 0, shown->expertLayers(), shown->expertCount()).contentHeight() : 0;
    const bool makesThemScroll = rows <= free && rows > free - room;
    return height() >= LowestWithMinimap && !makesThemScroll ? room : 0;
}

QRectF ExpertMap::plotArea() const
{
    const int labels = mapLabelsWidth(QFontMetrics(smallFont(font())));
    const int right = m_scrollBar->isHidden() ? 0 : m_scrollBar->sizeHint().width();
    return QRectF(labels, headHeight(), std::max(1, width() - labels - scaleWidth() - right),
                  std::max(1.0, height() - headHeight() - AxisBandHeight - minimapRoom()));
}

GridGeometry ExpertMap::geometry() const
{
    const QRectF area = plotArea();
    const Run *shown = run();
    if (!shown)
        return GridGeometry(axis(), area.top(), area.height(), 0, 0, 0);
    return GridGeometry(axis(), area.top() - m_scrollBar->value(), area.height(), shown->firstExpertLayer(),
                        shown->expertLayers(), shown->expertCount());
}

QRectF ExpertMap::cellRect(const GridCell &cell) const { return geometry().cell(cell).intersected(plotArea()); }

Focus ExpertMap::thingAt(QPointF point) const
{
    if (!plotArea().contains(point)) {
        // The label of a layer stands for the layer.
        const auto hit = geometry().hit({plotArea().left() + 1, point.y()});
        return point.x() < plotArea().left() && plotArea().top() <= point.y() && hit ? Focus{-1, hit->layer, -1}
                                                                                     : Focus{};
    }
    const auto hit = geometry().hit(point);
    if (!hit)
        return {};
    // Beside the tokens a row still means its expert.
    const TokenRange tokens = CoarseAxis(axis(), devicePixelRatioF()).tokensAt(point.x(), tokenCount());
    return {tokens.empty() ? -1 : strongestToken(*run(), tokens, hit->layer, hit->expert), hit->layer, hit->expert};
}

int ExpertMap::tokensAPixel() const
{
    return std::max(1, int(std::lround(1 / (axis().tokenWidth() * devicePixelRatioF()))));
}

void ExpertMap::paintPlot(QPainter &painter, const Palette &color)
{
    if (!run() || !run()->hasExperts())
        return;
    const QRectF area = plotArea();
    paintCells(painter, color);
    painter.save();
    painter.setClipRect(QRectF(0, 0, area.right(), area.bottom())); // a number may stand half above the first row
    painter.setFont(smallFont(font()));
    paintMapLabels(painter, color, geometry(), area, *run(), m_selection);
    paintPhaseHeads(painter, color, run()->sections(), axis(), QRectF(area.left(), 0, area.width(), headHeight() - 1));
    painter.setClipRect(QRectF(0, area.top(), area.right(), area.height()));
    paintRange(painter, color, area);
    paintMarks(painter, color, area);
    paintSectionEdges(painter, color, area);
    paintMoves(painter, color);
    paintOutlines(painter, color, m_selection.hover(), Role::Hover);
    paintOutlines(painter, color, m_selection.focus(), Role::Focus);
    painter.restore();
    paintScaleColumn(painter, color,
                     QRectF(area.right() + 3 * Step, area.top(), scaleWidth() - 4 * Step, area.height()),
                     {QString::number(m_scaleEnd), "0", -1, tr("gate"), tr("weight")});
    paintAxis(painter, color);
}

void ExpertMap::paintCells(QPainter &painter, const Palette &color)
{
    m_painted = m_picture.update(*run(), {geometry(), plotArea(), devicePixelRatioF(), m_scaleEnd}, color);
    painter.drawImage(plotArea().topLeft(), m_picture.image());
    if (!m_painted) // the rest after what else waits
        QMetaObject::invokeMethod(
            this, [this] { update(); }, Qt::QueuedConnection);
}

void ExpertMap::paintOutlines(QPainter &painter, const Palette &color, const Focus &thing, Role role) const
{
    const QRectF area = plotArea();
    const GridGeometry grid = geometry();
    paintTokenOutline(painter, thing.token, color(role), area.adjusted(0, -1, 0, 1));
    if (thing.layer < run()->firstExpertLayer() || !run()->model().info.layerHasExperts(uint32_t(thing.layer)))
        return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(color(role), 1));
    if (thing.expert < 0) {
        painter.drawRect(grid.layerRect(thing.layer).adjusted(-0.5, -1.5, -0.5, 1.5));
        return;
    }
    painter.drawRect(grid.rowRect(thing.layer, thing.expert).adjusted(-0.5, -0.5, -0.5, 0.5));
    const QRectF cell = grid.cell({thing.token, thing.layer, thing.expert});
    if (thing.token >= 0 && thing.token < tokenCount() && cell.width() > 0) { // no width: not on screen
        painter.setPen(QPen(color(role), 2));
        painter.drawRect(cell.adjusted(-1, -1, 1, 1));
    }
}

bool ExpertMap::scrollRows(double pixels)
{
    if (m_scrollBar->isHidden())
        return false;
    m_scrollBar->setValue(m_scrollBar->value() + int(pixels));
    return true;
}

void ExpertMap::arrange()
{
    const double more = run() ? geometry().contentHeight() - plotArea().height() : 0;
    m_scrollBar->setRange(0, std::max(0, int(std::ceil(more))));
    m_scrollBar->setPageStep(std::max(1, int(plotArea().height())));
    m_scrollBar->setSingleStep(4 * Step);
    m_scrollBar->setVisible(more > 1);
    const int wide = m_scrollBar->sizeHint().width();
    m_scrollBar->setGeometry(width() - wide, 0, wide, height() - int(AxisBandHeight) - minimapRoom());
    const QRectF area = plotArea();
    m_minimap->setVisible(minimapRoom() > 0);
    m_minimap->setGeometry(int(area.left()), int(area.bottom() + AxisBandHeight), int(area.width()),
                           m_minimap->sizeHint().height());
    update();
}

void ExpertMap::reveal(const Focus &focus)
{
    if (!run() || m_scrollBar->isHidden() || focus.layer < run()->firstExpertLayer())
        return;
    const GridGeometry grid = geometry();
    const QRectF rows = focus.expert < 0 ? grid.layerRect(focus.layer) : grid.rowRect(focus.layer, focus.expert);
    const QRectF area = plotArea();
    if (rows.top() < area.top() || rows.top() > area.bottom() - rows.height())
        scrollRows(rows.top() - area.top() - area.height() / 4);
}

void ExpertMap::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && run() && !(event->modifiers() & ~Qt::KeypadModifier))
        emit overviewWanted();
    else
        TokenPlot::keyPressEvent(event);
}

void ExpertMap::showEvent(QShowEvent *event)
{
    TokenPlot::showEvent(event);
    reveal(m_selection.focus());
}

void ExpertMap::resizeEvent(QResizeEvent *event)
{
    TokenPlot::resizeEvent(event);
    arrange();
}

void ExpertMap::changeEvent(QEvent *event)
{
    TokenPlot::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        m_picture.repaint();
}

} // namespace deepscope
