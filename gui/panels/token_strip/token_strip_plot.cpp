#include "token_strip_plot.h"

#include "cell_text.h"
#include "models/engine_words.h"
#include "models/phase_figures.h"
#include "models/selection_words.h"
#include "paint/number_format.h"
#include "paint/type_scale.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <array>
#include <cmath>

namespace deepscope {

namespace {

constexpr int Margin = 2 * Step;
constexpr int OverviewHeight = 2 * Step;

// From long to short.
std::array<QString, 3> sectionLabels(const Run &run, const Run::Section &section)
{
    double seconds = 0;
    for (int token = section.tokens.begin; token < section.tokens.end; ++token)
        seconds += double(run.microseconds(token)) * 1e-6;
    const QString name = phaseWord(section.phase);
    QString tokens = name + "  " + formatPlural(section.tokens.size(), Noun::Token);
    if (const QString reused = reusedWords(run); section.phase == Phase::Prompt && !reused.isEmpty())
        tokens += ' ' + reused;
    return {seconds > 0 ? tokens + "  " + formatSeconds(seconds) : tokens, tokens, name};
}

} // namespace

TokenStripPlot::TokenStripPlot(const RunStore &store, Selection &selection, const SecondReading &reading,
                               AttentionReading &attention, QWidget *parent)
    : TokenPlot(store, selection, parent), m_reading(reading), m_attention(attention),
      m_scale(ColorScale::sequential(Palette::of(palette()))), m_changes(ColorScale::diverging(Palette::of(palette())))
{
    setAccessibleName(tr("Token strip"));
    setAccessibleDescription(
        tr("One cell a token. Arrow keys move the focus, Page keys by phase; with Shift they choose a range."));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_headHeight = QFontMetrics(smallFont(font())).height() + Step;
    connect(&store, &RunStore::currentRunChanged, this, &TokenStripPlot::measureAll);
    connect(&store, &RunStore::appended, this, [this](uint32_t number, int first, int last) {
        if (run() && run()->id() == number)
            measure({first, last + 1});
        else if (number == m_other && m_measure == TokenMeasure::OtherRun)
            measureOthers();
    });
    connect(&store, &RunStore::runsReleased, this, &TokenStripPlot::measureOthers);
    const auto measureAgain = [this] {
        measureAll();
        update();
    };
    connect(&reading, &SecondReading::changed, this, measureAgain);
    connect(&attention, &AttentionReading::changed, this, measureAgain);
    connect(&selection, &Selection::focusChanged, this, &TokenStripPlot::followExpert);
    connect(&selection, &Selection::playHeadChanged, this, [this] { update(); });
}

int TokenStripPlot::headHeight() const { return m_headHeight; }
int TokenStripPlot::cellHeight() const { return fontMetrics().height() + 3 * Step; }

QSize TokenStripPlot::sizeHint() const
{
    return {160 * Step, 2 * headHeight() + cellHeight() + OverviewHeight + 2 * Step};
}
QSize TokenStripPlot::minimumSizeHint() const { return {60 * Step, sizeHint().height()}; }

QRectF TokenStripPlot::plotArea() const
{
    return QRectF(Margin, headHeight(), std::max(1, width() - 2 * Margin), cellHeight());
}

QRectF TokenStripPlot::axisBand() const { return plotArea().adjusted(0, -headHeight(), 0, headHeight()); }

QRectF TokenStripPlot::overviewRect() const
{
    return QRectF(Margin, plotArea().bottom() + headHeight(), plotArea().width(), OverviewHeight);
}

RunOverview TokenStripPlot::overview() const { return RunOverview(run(), m_selection, overviewRect()); }

QRectF TokenStripPlot::cellRect(int token) const
{
    return axis().rect({token, token + 1}, plotArea().top(), plotArea().height());
}

void TokenStripPlot::paintPlot(QPainter &painter, const Palette &color)
{
    if (!run())
        return;
    const QRectF area = plotArea();
    if (axis().tokenWidth() * devicePixelRatioF() < 1)
        paintColumns(painter, color);
    else
        paintCells(painter, color);
    paintLookedAt(painter, color);
    paintRange(painter, color, area);
    paintMarks(painter, color, area);
    paintSections(painter, color);
    paintTicks(painter, color);
    paintPointers(painter, color, area.adjusted(0, -1, 0, 1));
    paintPlayHead(painter, color);
    overview().paint(painter, color);
}

// What is played is written up to here: a flag on the cell, and a line behind it over all of the strip.
void TokenStripPlot::paintPlayHead(QPainter &painter, const Palette &color) const
{
    const QRectF cell = cellRect(m_selection.playHead());
    if (m_selection.playHead() < 0 || cell.width() <= 0)
        return;
    const double x = std::round(cell.right()), top = 0, bottom = plotArea().bottom() + headHeight();
    painter.fillRect(QRectF(x - 1, top, 2, bottom - top), color(Role::Accent));
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color(Role::Accent));
    painter.drawPolygon(QPolygonF({{x - 6, top}, {x + 6, top}, {x, top + 8}}));
    painter.restore();
}

void TokenStripPlot::paintSections(QPainter &painter, const Palette &color) const
{
    const QRectF area = plotArea();
    painter.setFont(smallFont(font()));
    for (const Run::Section &section : run()->sections()) {
        const QRectF head = axis().rect(section.tokens, 0, headHeight());
        if (head.width() <= 0)
            continue;
        const QRectF bar = axis().shownRect(section.tokens, area.top() - 3, 3, 3); // a few tokens among many too
        painter.fillRect(bar.adjusted(0, 0, -1, 0), color.phaseBar(section.phase));
        painter.setPen(color.phase(section.phase));
        const QRectF label = head.adjusted(2, 0, -4, -3);
        // A section too narrow for its numbers keeps its name.
        const QFontMetrics metrics = painter.fontMetrics();
        for (const QString &text : sectionLabels(*run(), section)) {
            if (metrics.horizontalAdvance(text) > label.width())
                continue;
            painter.drawText(label, Qt::AlignLeft | Qt::AlignVCenter, text);
            break;
        }
    }
    paintSectionEdges(painter, color, area.adjusted(0, -headHeight(), 0, 0));
}

void TokenStripPlot::paintTicks(QPainter &painter, const Palette &color) const
{
    const QRectF area = plotArea();
    painter.setFont(smallFont(font()));
    painter.setPen(color(Role::QuietText));
    for (const int token : axis().ticks(tokenCount(), 64)) {
        const double x = std::max(axis().xOf(token), axis().left());
        painter.drawText(QRectF(x + 2, area.bottom(), 64, headHeight()), Qt::AlignLeft | Qt::AlignVCenter,
                         QString::number(token));
    }
}

void TokenStripPlot::moveOverviewTo(double x) { m_selection.setVisible(overview().visibleAround(x)); }

void TokenStripPlot::mousePressEvent(QMouseEvent *event)
{
    m_overviewDrag = event->button() == Qt::LeftButton && overviewRect().contains(event->position());
    if (m_overviewDrag)
        moveOverviewTo(event->position().x());
    else
        TokenPlot::mousePressEvent(event);
}

void TokenStripPlot::mouseMoveEvent(QMouseEvent *event)
{
    if (m_overviewDrag)
        moveOverviewTo(event->position().x());
    else if (overviewRect().contains(event->position()) && event->buttons() == Qt::NoButton)
        m_selection.clearHover();
    else
        TokenPlot::mouseMoveEvent(event);
}

void TokenStripPlot::mouseReleaseEvent(QMouseEvent *event)
{
    if (!std::exchange(m_overviewDrag, false))
        TokenPlot::mouseReleaseEvent(event);
}

// A cell may show a part of its token's text, or a sign; this is all of it.
bool TokenStripPlot::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return TokenPlot::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const int token = m_selection.hover().token;
    if (token >= 0 && token < tokenCount() && cellRect(token).contains(help->pos()))
        QToolTip::showText(help->globalPos(), cellWords(token), this, cellRect(token).toAlignedRect());
    else
        QToolTip::hideText();
    return true;
}

QString TokenStripPlot::cellWords(int token) const
{
    const QString value = valueWords(token);
    const QString words = tokenWords(*run(), token) + (value.isEmpty() ? QString() : QStringLiteral(", ") + value);
    return run()->special(token) ? tr("%1, a control token: it steers the model and is not text").arg(words) : words;
}

void TokenStripPlot::tellReadable() { m_selection.setReadable(plotArea().width() / readableCellWidth(font())); }

void TokenStripPlot::resizeEvent(QResizeEvent *event)
{
    TokenPlot::resizeEvent(event);
    tellReadable();
}

void TokenStripPlot::changeEvent(QEvent *event)
{
    TokenPlot::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        m_scale = ColorScale::sequential(Palette::of(palette()));
        m_changes = ColorScale::diverging(Palette::of(palette()));
    }
    if (event->type() == QEvent::FontChange) {
        m_headHeight = QFontMetrics(smallFont(font())).height() + Step;
        tellReadable();
    }
}

} // namespace deepscope
