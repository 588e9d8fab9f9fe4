#include "overview_plot.h"

#include "expert_keys.h"
#include "models/load_words.h"
#include "overview_axes.h"
#include "paint/number_format.h"
#include "paint/scale_column.h"
#include "paint/sentence.h"
#include "paint/type_scale.h"
#include "panels/shared/selection_keys.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace deepscope {

OverviewPlot::OverviewPlot(const RunStore &store, Selection &selection, const RangeRouting &routing, QWidget *parent)
    : QWidget(parent), m_store(store), m_selection(selection), m_routing(routing)
{
    setLayoutDirection(Qt::LeftToRight); // its axes are where they are in every language
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Overview of the experts"));
    setAccessibleDescription(tr("Layers downwards, experts to the right. Arrow keys move the focus, Enter goes to its "
                                "place among the tokens."));
    connect(&routing, &RangeRouting::changed, this, &OverviewPlot::refresh);
    connect(&selection, &Selection::focusChanged, this, [this] { update(); });
    connect(&selection, &Selection::hoverChanged, this, [this] { update(); });
}

QSize OverviewPlot::sizeHint() const { return {120 * Step, 60 * Step}; }
QSize OverviewPlot::minimumSizeHint() const { return {40 * Step, 5 * Step}; }

const Run *OverviewPlot::run() const
{
    const Run *shown = m_store.current();
    return shown && shown->hasExperts() ? shown : nullptr;
}

void OverviewPlot::setMeasure(const LoadMeasure &measure)
{
    m_measure = measure;
    refresh();
}

void OverviewPlot::refresh()
{
    if (!isVisible())
        return; // when it is shown
    m_shares.clear();
    double greatest = 0, all = 0;
    if (const Run *shown = run()) {
        const int first = shown->firstExpertLayer();
        for (int layer = first; layer < first + shown->expertLayers(); ++layer)
            for (int expert = 0; expert < shown->expertCount(); ++expert) {
                m_shares.push_back(statistics().share(layer, expert, m_measure));
                greatest = std::max(greatest, m_shares.back());
                all += m_shares.back();
            }
    }
    m_even = all > 0 ? all / double(m_shares.size()) : 0;
    m_scaleEnd = std::min(1.0, roundScaleEnd(greatest));
    m_imageSize = {};
    update();
}

double OverviewPlot::share(int layer, int expert) const
{
    const size_t place = size_t(layer - run()->firstExpertLayer()) * size_t(run()->expertCount()) + size_t(expert);
    return place < m_shares.size() ? m_shares[place] : 0;
}

QRectF OverviewPlot::plotArea(int headingLines) const
{
    const QFontMetricsF small(smallFont(font()));
    const bool groups = run() && run()->model().info.expertsPerGroup() < run()->model().info.experts;
    const double left = small.horizontalAdvance(groups ? tr("group") : QString("L000")) + 2 * Step,
                 top = headingLines * small.height() + 2 * Step;
    const double right = small.horizontalAdvance("88.8 %") + 8 * Step;
    const double bottom = (groups ? 2 : 1) * small.height() + 2 * Step;
    return QRectF(std::ceil(left), std::ceil(top), std::max(1.0, std::floor(width() - left - right)),
                  std::max(1.0, std::floor(height() - top - bottom)));
}

OverviewGeometry OverviewPlot::geometry() const
{
    const Run *shown = run();
    if (!shown)
        return {};
    const auto in = [&](const QRectF &area) {
        return OverviewGeometry(area, shown->firstExpertLayer(), shown->expertLayers(), shown->expertCount(),
                                int(shown->model().info.expertsPerGroup()));
    };
    const OverviewGeometry whole = in(plotArea(1));
    return pixelWords(whole).isEmpty() ? whole : in(plotArea(2)); // they need a line
}

// What a pixel puts together; empty where each cell has its own.
QString OverviewPlot::pixelWords(const OverviewGeometry &grid) const
{
    const auto together = [this](double size) { return int(std::ceil(1 / (size * devicePixelRatioF()) - 1e-6)); };
    const int layers = together(grid.cellHeight()), experts = together(grid.cellWidth());
    QStringList words;
    if (layers > 1)
        words << tr("each row of pixels shows the busiest of %1 layers").arg(layers);
    if (experts > 1)
        words << tr("each column of pixels shows the busiest of %1 experts").arg(experts);
    return capitalised(words.join(tr(", ")));
}

QRectF OverviewPlot::cellRect(int layer, int expert) const { return run() ? geometry().cell(layer, expert) : QRectF(); }

Focus OverviewPlot::thingAt(QPointF point) const
{
    if (!run())
        return {};
    const OverviewGeometry grid = geometry();
    const double left = grid.picture().left();
    const bool beside = point.x() < left;
    const auto cells = grid.hit(beside ? QPointF(left, point.y()) : point);
    if (!cells)
        return {};
    if (beside) // the number of a layer stands for the layer
        return {-1, cells->layerBegin, -1};
    // What the pixel shows is the busiest of its cells.
    Focus busiest{-1, cells->layerBegin, cells->expertBegin};
    for (int layer = cells->layerBegin; layer < cells->layerEnd; ++layer)
        for (int expert = cells->expertBegin; expert < cells->expertEnd; ++expert)
            if (share(layer, expert) > share(busiest.layer, busiest.expert))
                busiest = {-1, layer, expert};
    return busiest;
}

QStringList OverviewPlot::heading() const
{
    if (!run())
        return {};
    QStringList lines = {loadHeading(*run(), statistics(), m_measure)};
    if (m_routing.counted() < 1)
        lines.front() += tr("; counting, %1").arg(formatShare(m_routing.counted()));
    const QString pixels = pixelWords(geometry());
    if (!pixels.isEmpty())
        lines << pixels;
    return lines;
}

void OverviewPlot::bringImageUpToDate(const Palette &color, const OverviewGeometry &grid)
{
    const QRectF picture = grid.picture();
    const QSize size = picture.size().toSize();
    if (size == m_imageSize && devicePixelRatioF() == m_imageRatio)
        return;
    m_imageSize = size;
    m_imageRatio = devicePixelRatioF();
    m_image.reset(size, m_imageRatio, ColorScale::sequential(color), color(Role::NotComputed).rgb());
    if (statistics().tokens(m_measure.phase) == 0)
        return m_image.setNotComputed(QRectF(QPointF(), picture.size()));
    for (int layer = run()->firstExpertLayer(); layer < run()->firstExpertLayer() + run()->expertLayers(); ++layer)
        for (int expert = 0; expert < run()->expertCount(); ++expert)
            m_image.set(grid.cell(layer, expert).translated(-picture.topLeft()), share(layer, expert) / m_scaleEnd);
}

void OverviewPlot::paintEvent(QPaintEvent *)
{
    const Palette color = Palette::of(palette());
    QPainter painter(this);
    painter.setLayoutDirection(layoutDirection());
    painter.fillRect(rect(), color(Role::Panel));
    if (!run())
        return;
    const OverviewGeometry grid = geometry();
    bringImageUpToDate(color, grid);
    painter.drawImage(grid.picture().topLeft(), m_image.image());
    painter.setPen(color(Role::Line));
    painter.drawRect(grid.picture().adjusted(-0.5, -0.5, 0.5, 0.5));

    painter.setFont(smallFont(font()));
    painter.setPen(color(Role::QuietText));
    QRectF line(2 * Step, Step, width() - 4 * Step, painter.fontMetrics().height());
    for (const QString &words : heading()) {
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(words, Qt::ElideRight, int(line.width())));
        line.translate(0, line.height());
    }
    paintGroups(painter, color, grid);
    paintLayerNumbers(painter, color, grid, *run(), m_selection);
    paintExpertNumbers(painter, color, grid, *run(), m_selection);
    ScaleColumn scale{formatShare(m_scaleEnd), "0 %"};
    if (m_even > 0)
        scale = {scale.top, scale.bottom, m_even / m_scaleEnd, tr("even"), formatShare(m_even)};
    paintScaleColumn(painter, color, scaleArea(), scale);
    paintOutline(painter, color, m_selection.hover(), Role::Hover);
    paintOutline(painter, color, m_selection.focus(), Role::Focus);
}

QRectF OverviewPlot::scaleArea() const
{
    const QRectF picture = geometry().picture();
    const double left = picture.right() + 3 * Step;
    return QRectF(left, picture.top(), width() - Step - left, picture.height());
}

void OverviewPlot::paintOutline(QPainter &painter, const Palette &color, const Focus &thing, Role role) const
{
    const Run &shown = *run();
    if (thing.layer < 0 || !shown.model().info.layerHasExperts(uint32_t(thing.layer)))
        return;
    painter.setBrush(Qt::NoBrush);
    const bool cell = thing.expert >= 0;
    painter.setPen(QPen(color(role), cell ? 2 : 1));
    const QRectF area = cell ? geometry().cell(thing.layer, thing.expert) : geometry().layerRect(thing.layer);
    // Around the cell, however small it is.
    painter.drawRect(area.adjusted(-1.5, -1.5, 1.5, 1.5));
}

bool OverviewPlot::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const bool onHeading = run() && help->pos().y() < geometry().picture().top();
        QToolTip::showText(help->globalPos(), onHeading ? heading().join('\n') : QString(), this);
        return true;
    }
    return QWidget::event(event);
}

void OverviewPlot::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
}

void OverviewPlot::mouseMoveEvent(QMouseEvent *event) { m_selection.setHover(thingAt(event->position())); }

void OverviewPlot::mouseReleaseEvent(QMouseEvent *event)
{
    Focus thing = thingAt(event->position());
    if (event->button() != Qt::LeftButton || thing.empty())
        return;
    thing.token = m_selection.focus().token;
    m_selection.setFocus(thing);
}

void OverviewPlot::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && !thingAt(event->position()).empty())
        emit placeWanted();
}

void OverviewPlot::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && run() && !(event->modifiers() & ~Qt::KeypadModifier))
        emit placeWanted();
    else if (!handleExpertKey(*event, m_selection, run()) && !handleSelectionKey(*event, m_selection))
        QWidget::keyPressEvent(event);
}

void OverviewPlot::leaveEvent(QEvent *) { m_selection.clearHover(); }

void OverviewPlot::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        m_imageSize = {};
        update();
    }
}

} // namespace deepscope
