#include "load_plot.h"

#include "expert_keys.h"
#include "models/load_figures.h"
#include "models/load_words.h"
#include "paint/color_scale.h"
#include "paint/number_format.h"
#include "paint/type_scale.h"
#include "panels/shared/panel_scroll.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace deepscope {

namespace {

constexpr int ColumnHeight = 12 * Step;
constexpr std::array Phases = {Phase::Prompt, Phase::Think, Phase::Answer};

// As few lines as have room, none of them cut where another line would help.
QStringList inLines(const QStringList &facts, const QFontMetrics &metrics, int width)
{
    QStringList lines;
    for (const QString &fact : facts) {
        const QString longer = lines.isEmpty() ? QString() : lines.back() + ", " + fact;
        if (!lines.isEmpty() && metrics.horizontalAdvance(longer) <= width)
            lines.back() = longer;
        else
            lines << fact;
    }
    return lines;
}

} // namespace

LoadPlot::LoadPlot(const RunStore &store, Selection &selection, QWidget *parent)
    : QWidget(parent), m_store(store), m_selection(selection)
{
    setLayoutDirection(Qt::LeftToRight); // its axes are where they are in every language
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Load of the experts"));
    setToolTip(
        tr("Columns: share of the tokens that chose the expert, by phase. Dashed line: all experts equally busy.\n"
           "Dead: no token chose it. Hot: more than %1 times an even load.\n"
           "Entropy: of the load, and of an even one. Variation: standard deviation over the mean.\n"
           "Violation: the largest load less the mean, over the mean (MaxVio); 0 = even.\n"
           "Phase information: what the chosen expert tells about the phase (mutual information).\n"
           "Jaccard: experts that thought and answer both use, of those that either uses; by chance: of sets of "
           "these sizes drawn at random.")
            .arg(LoadFigures::HotFactor));
    connect(&selection, &Selection::focusChanged, this, [this] { update(); });
    connect(&selection, &Selection::hoverChanged, this, [this] { update(); });
}

const Run *LoadPlot::run() const
{
    const Run *shown = m_store.current();
    return shown && shown->hasExperts() && m_statistics.isOf(*shown) ? shown : nullptr;
}

void LoadPlot::setStatistics(const RoutingStatistics &statistics)
{
    m_statistics = statistics;
    refresh();
}

void LoadPlot::setPhase(std::optional<Phase> phase)
{
    m_phase = phase;
    refresh();
}

void LoadPlot::refresh()
{
    double greatest = 0;
    QStringList words;
    m_facts.clear();
    if (run()) {
        for (int layer = run()->firstExpertLayer(); layer < run()->firstExpertLayer() + run()->expertLayers();
             ++layer) {
            for (int expert = 0; expert < run()->expertCount(); ++expert)
                greatest = std::max(greatest, m_statistics.share(layer, expert, {LoadUnit::Tokens, m_phase}));
            m_facts.push_back(loadFacts(*run(), m_statistics, layer, m_phase));
            words << tr("Layer %1: %2").arg(layer).arg(m_facts.back().join(", "));
        }
    }
    m_scaleEnd = std::min(1.0, roundScaleEnd(greatest));
    setAccessibleDescription(words.join("\n"));
    fitFacts();
}

QStringList LoadPlot::facts(int layer) const
{
    const auto row = size_t(layer - run()->firstExpertLayer());
    return row < m_facts.size() ? m_facts[row] : QStringList();
}

int LoadPlot::labelWidth() const { return fontMetrics().horizontalAdvance("L00 100 %") + 3 * Step; }

// They take as many lines as the width asks for.
void LoadPlot::fitFacts()
{
    const QFontMetrics small(smallFont(font()));
    qsizetype lines = 1;
    for (const QStringList &facts : m_facts)
        lines = std::max(lines, inLines(facts, small, width() - labelWidth() - 2 * Step).size());
    m_factLines = int(lines);
    updateGeometry();
    update();
}

int LoadPlot::layerStep() const
{
    return ColumnHeight + m_factLines * QFontMetrics(smallFont(font())).height() + 4 * Step;
}

QSize LoadPlot::sizeHint() const
{
    const int layers = run() ? run()->expertLayers() : 0;
    return {100 * Step, fontMetrics().height() + 3 * Step + (layers > 0 ? layers * layerStep() : 0)};
}

QSize LoadPlot::minimumSizeHint() const { return {50 * Step, sizeHint().height()}; }

QRectF LoadPlot::layerRect(int layer) const
{
    const int row = layer - run()->firstExpertLayer();
    const double top = fontMetrics().height() + 2 * Step + (row + 1) * layerStep() - ColumnHeight - 2 * Step;
    return QRectF(labelWidth(), top, std::max(1, width() - labelWidth() - 2 * Step), ColumnHeight);
}

QRectF LoadPlot::columnRect(int layer, int expert) const
{
    if (!run())
        return {};
    const QRectF area = layerRect(layer);
    const double width = area.width() / run()->expertCount();
    return QRectF(area.left() + expert * width, area.top(), width, area.height());
}

Focus LoadPlot::thingAt(QPointF point) const
{
    if (!run())
        return {};
    for (int layer = run()->firstExpertLayer(); layer < run()->firstExpertLayer() + run()->expertLayers(); ++layer) {
        const QRectF area = layerRect(layer).adjusted(0, -Step, 0, Step);
        if (!area.contains(point))
            continue;
        const int expert = int((point.x() - area.left()) / area.width() * run()->expertCount());
        return {-1, layer, std::min(expert, run()->expertCount() - 1)};
    }
    return {};
}

QString LoadPlot::heading() const { return loadHeading(*run(), m_statistics, {LoadUnit::Tokens, m_phase}); }

void LoadPlot::paintEvent(QPaintEvent *event)
{
    const Palette color = Palette::of(palette());
    QPainter painter(this);
    painter.setLayoutDirection(layoutDirection());
    painter.fillRect(event->rect(), color(Role::Panel));
    if (!run())
        return;
    painter.setPen(color(Role::QuietText));
    painter.drawText(QRect(2 * Step, Step, width() - 4 * Step, fontMetrics().height()), Qt::AlignLeft,
                     fontMetrics().elidedText(heading(), Qt::ElideRight, width() - 4 * Step));
    for (int layer = run()->firstExpertLayer(); layer < run()->firstExpertLayer() + run()->expertLayers(); ++layer)
        if (layerRect(layer).adjusted(0, -layerStep(), 0, Step).intersects(event->rect()))
            paintLayer(painter, color, layer);
}

void LoadPlot::paintLayer(QPainter &painter, const Palette &color, int layer) const
{
    const QRectF area = layerRect(layer);
    painter.setFont(smallFont(font()));
    painter.setPen(color(Role::QuietText));
    paintFacts(painter, color, layer);
    const QRectF label(0, area.top(), area.left() - 2 * Step, area.height());
    painter.drawText(label, Qt::AlignRight | Qt::AlignTop, formatShare(m_scaleEnd));
    painter.drawText(label, Qt::AlignRight | Qt::AlignBottom, "0 %");
    painter.setFont(font());
    painter.setPen(color(Role::Text));
    painter.drawText(label.adjusted(2 * Step, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, QString("L%1").arg(layer));

    for (int expert = 0; expert < run()->expertCount(); ++expert)
        paintColumn(painter, color, layer, expert);
    painter.setPen(color(Role::Axis));
    painter.drawLine(QPointF(area.left(), area.bottom() + 0.5), QPointF(area.right(), area.bottom() + 0.5));
    // What every expert would carry if all were equally busy.
    const double even = loadFigures(m_statistics, layer, run()->expertCount(), m_phase).evenShare;
    if (even > 0 && even <= m_scaleEnd) {
        painter.setPen(QPen(color(Role::Axis), 1, Qt::DashLine));
        const double y = std::round(area.bottom() - even / m_scaleEnd * area.height()) + 0.5;
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
    }
}

void LoadPlot::paintFacts(QPainter &painter, const Palette &color, int layer) const
{
    const QRectF area = layerRect(layer);
    const double height = painter.fontMetrics().height();
    const QStringList lines = inLines(facts(layer), painter.fontMetrics(), int(area.width()));
    QRectF line(area.left(), area.top() - double(lines.size()) * height - 2, area.width(), height);
    painter.setPen(color(Role::QuietText));
    for (const QString &words : lines) {
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(words, Qt::ElideRight, int(line.width())));
        line.translate(0, height);
    }
}

void LoadPlot::paintColumn(QPainter &painter, const Palette &color, int layer, int expert) const
{
    const QRectF whole = columnRect(layer, expert);
    const double gap = whole.width() >= 4 ? 1 : 0;
    const ExpertLoad &load = m_statistics.load(layer, expert);
    double bottom = whole.bottom();
    for (const Phase phase : Phases) {
        if (m_statistics.tokens(m_phase) == 0 || (m_phase && phase != *m_phase))
            continue;
        const double share = double(load.tokens[size_t(phase)]) / m_statistics.tokens(m_phase);
        const double height = share / m_scaleEnd * whole.height();
        painter.fillRect(QRectF(whole.left(), bottom - height, whole.width() - gap, height), color.phaseBar(phase));
        bottom -= height;
    }
    const auto outline = [&](const Focus &thing, Role role) {
        if (thing.layer != layer || thing.expert != expert)
            return;
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(color(role), 1));
        painter.drawRect(whole.adjusted(-0.5, -1.5, -gap + 0.5, 1.5));
    };
    outline(m_selection.hover(), Role::Hover);
    outline(m_selection.focus(), Role::Focus);
}

void LoadPlot::mouseMoveEvent(QMouseEvent *event) { m_selection.setHover(thingAt(event->position())); }

void LoadPlot::mouseReleaseEvent(QMouseEvent *event)
{
    Focus thing = thingAt(event->position());
    if (event->button() != Qt::LeftButton || thing.empty())
        return;
    thing.token = m_selection.focus().token;
    m_selection.setFocus(thing);
}

void LoadPlot::keyPressEvent(QKeyEvent *event)
{
    if (handleExpertKey(*event, m_selection, run()))
        reveal(*this, layerRect(m_selection.focus().layer));
    else
        QWidget::keyPressEvent(event);
}

void LoadPlot::leaveEvent(QEvent *) { m_selection.clearHover(); }

void LoadPlot::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        fitFacts();
}

void LoadPlot::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitFacts();
}

} // namespace deepscope
