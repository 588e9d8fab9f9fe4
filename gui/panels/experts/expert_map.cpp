#include "expert_map.h"

#include "map_labels.h"
#include "paint/scale_column.h"
#include "paint/type_scale.h"

#include <QKeyEvent>
#include <QPainter>
#include <QResizeEvent>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace deepscope {

ExpertMap::ExpertMap(const RunStore &store, Selection &selection, QWidget *parent)
    : TokenPlot(store, selection, parent), m_scrollBar(new QScrollBar(Qt::Vertical, this))
{
    setAccessibleName("Expert map");
    setAccessibleDescription("Tokens to the right, experts of each layer downwards. Left and Right move by token, Up "
                             "and Down by layer, with Shift by expert.");
    m_scrollBar->setAccessibleName("Layers");
    m_scrollBar->hide();
    connect(m_scrollBar, &QScrollBar::valueChanged, this, [this] { update(); });
    connect(&store, &RunStore::currentRunChanged, this, &ExpertMap::restart);
    connect(&store, &RunStore::appended, this, [this](uint32_t number, int first, int last) {
        if (run() && run()->id() == number)
            measureWeights(first, last);
    });
    connect(&selection, &Selection::focusChanged, this, &ExpertMap::reveal);
    restart();
}

QSize ExpertMap::sizeHint() const { return {120 * Step, 60 * Step}; }
QSize ExpertMap::minimumSizeHint() const { return {50 * Step, 12 * Step}; }

void ExpertMap::restart()
{
    m_paintedTokens = -1;
    m_greatest = 0;
    m_scaleEnd = 1;
    m_hasUncomputed = false;
    m_scrollBar->setValue(0);
    if (tokenCount() > 0)
        measureWeights(0, tokenCount() - 1);
    arrangeScrollBar();
}

void ExpertMap::measureWeights(int first, int last)
{
    const Run &shown = *run();
    for (int token = first; token <= last; ++token) {
        m_hasUncomputed = m_hasUncomputed || !shown.routed(token);
        for (int row = 0; row < shown.expertLayers(); ++row)
            for (const float weight : shown.weights(token, shown.firstExpertLayer() + row))
                m_greatest = std::max(m_greatest, double(weight));
    }
    m_scaleEnd = roundScaleEnd(m_greatest);
}

int ExpertMap::scaleWidth() const { return QFontMetrics(smallFont(font())).horizontalAdvance("weight") + 8 * Step; }

QRectF ExpertMap::plotArea() const
{
    const int labels = mapLabelsWidth(QFontMetrics(smallFont(font())));
    const int right = m_scrollBar->isHidden() ? 0 : m_scrollBar->sizeHint().width();
    return QRectF(labels, 2 * Step, std::max(1, width() - labels - scaleWidth() - right),
                  std::max(1.0, height() - 2.0 * Step - AxisBandHeight));
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
    return {hit->token < tokenCount() ? hit->token : -1, hit->layer, hit->expert};
}

ExpertMap::View ExpertMap::view() const
{
    return {m_selection.visible(), plotArea().size().toSize(), devicePixelRatioF(), m_scrollBar->value(), m_scaleEnd};
}

void ExpertMap::bringImageUpToDate(const Palette &color)
{
    const View wanted = view();
    if (m_paintedTokens < 0 || !(wanted == m_painted)) {
        m_image.reset(wanted.size, wanted.ratio, ColorScale::sequential(color), color(Role::NotComputed).rgb());
        m_painted = wanted;
        m_paintedTokens = 0;
    }
    paintTokens(m_paintedTokens, tokenCount());
    m_paintedTokens = tokenCount();
}

void ExpertMap::paintTokens(int first, int last)
{
    const Run &shown = *run();
    const TokenRange visible = axis().shown(tokenCount());
    // The same geometry as on screen, moved to the image's corner.
    const QPointF corner = plotArea().topLeft();
    const GridGeometry grid = geometry();
    for (int token = std::max(first, visible.begin); token < std::min(last, visible.end); ++token) {
        const bool computed = shown.routed(token);
        for (int layer = shown.firstExpertLayer(); layer < shown.firstExpertLayer() + shown.expertLayers(); ++layer) {
            const QRectF column = grid.cell({token, layer, 0}).translated(-corner);
            if (!computed) {
                m_image.setNotComputed(QRectF(column.left(), column.top(), column.width(), grid.layerHeight()));
                continue;
            }
            const auto experts = shown.experts(token, layer);
            const auto weights = shown.weights(token, layer);
            for (size_t k = 0; k < experts.size(); ++k)
                m_image.set(grid.cell({token, layer, experts[k]}).translated(-corner), double(weights[k]) / m_scaleEnd);
        }
    }
}

void ExpertMap::paintPlot(QPainter &painter, const Palette &color)
{
    if (!run() || !run()->hasExperts())
        return;
    const QRectF area = plotArea();
    bringImageUpToDate(color);
    painter.drawImage(area.topLeft(), m_image.image());
    painter.save();
    painter.setClipRect(QRectF(0, 0, area.right(), area.bottom())); // a number may stand half above the first row
    painter.setFont(smallFont(font()));
    paintMapLabels(painter, color, geometry(), area, *run(), m_selection);
    painter.setClipRect(QRectF(0, area.top(), area.right(), area.height()));
    paintRange(painter, color, area);
    paintSectionEdges(painter, color, area);
    paintOutlines(painter, color, m_selection.hover(), Role::Hover);
    paintOutlines(painter, color, m_selection.focus(), Role::Focus);
    painter.restore();
    paintScaleColumn(painter, color,
                     QRectF(area.right() + 3 * Step, area.top(), scaleWidth() - 4 * Step, area.height()),
                     {QString::number(m_scaleEnd), "0", -1, tr("gate"), tr("weight")});
    paintAxis(painter, color);
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

void ExpertMap::arrangeScrollBar()
{
    const double more = run() ? geometry().contentHeight() - plotArea().height() : 0;
    m_scrollBar->setRange(0, std::max(0, int(std::ceil(more))));
    m_scrollBar->setPageStep(std::max(1, int(plotArea().height())));
    m_scrollBar->setSingleStep(4 * Step);
    m_scrollBar->setVisible(more > 1);
    const int wide = m_scrollBar->sizeHint().width();
    m_scrollBar->setGeometry(width() - wide, 0, wide, height() - int(AxisBandHeight));
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
    arrangeScrollBar();
}

void ExpertMap::changeEvent(QEvent *event)
{
    TokenPlot::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        m_paintedTokens = -1;
}

} // namespace deepscope
