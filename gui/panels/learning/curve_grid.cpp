#include "curve_grid.h"

#include "lab_curves.h"
#include "models/lab_story.h"
#include "paint/type_scale.h"

#include <QEvent>
#include <QKeyEvent>
#include <QMouseEvent>

#include <algorithm>
#include <span>

namespace deepscope {

namespace {

constexpr int Narrowest = 64 * Step; // a curve that can be read
constexpr int MostColumns = 4;
constexpr int Gap = 4 * Step;
constexpr int ManySteps = 10;

} // namespace

CurveGrid::CurveGrid(const LabHistory &history, StepSelection &selection, QWidget *parent)
    : QWidget(parent), m_history(history), m_selection(selection)
{
    setObjectName("curves");
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Curves of learning"));
    connect(&history, &LabHistory::runChanged, this, &CurveGrid::refresh);
    connect(&history, &LabHistory::stepsChanged, this, &CurveGrid::refresh);
    connect(&history, &LabHistory::heldOutChanged, this, &CurveGrid::refresh);
    connect(&history, &LabHistory::stateChanged, this, &CurveGrid::refreshView);
    connect(&selection, &StepSelection::hoveredChanged, this, &CurveGrid::refreshView);
    connect(&selection, &StepSelection::chosenChanged, this, &CurveGrid::refreshView);
    for (Curve &curve : labCurves(history)) {
        m_plots.push_back(new CurvePlot(this));
        m_plots.back()->setAttribute(Qt::WA_TransparentForMouseEvents); // the cursor is that of all
        m_plots.back()->setCurve(std::move(curve));
    }
    refreshView();
}

void CurveGrid::refresh()
{
    std::vector<Curve> curves = labCurves(m_history);
    for (size_t i = 0; i < m_plots.size(); ++i)
        m_plots[i]->setCurve(std::move(curves[i]));
    arrange(); // words of a legend may have grown
    refreshView();
}

void CurveGrid::refreshView()
{
    CurveView view;
    view.end = StepAxis::endFor(m_history.lastStep(), m_history.isRunning());
    view.cursor = m_selection.hovered();
    view.chosen = m_selection.chosen();
    view.read = std::min(view.cursor.value_or(view.chosen.value_or(m_history.lastStep())), m_history.lastStep());
    if (m_history.turningPoint())
        view.turn = m_history.turningPoint()->step;
    for (size_t i = 0; i < m_plots.size(); ++i) {
        view.namesTurn = int(i) < columns();
        m_plots[i]->setView(view);
    }
    setAccessibleDescription(words() + u' ' +
                             tr("Left and Right move the cursor, T goes to the turn, Return chooses the step."));
    emit wordsChanged();
}

QString CurveGrid::words() const
{
    const std::optional<uint32_t> step = m_selection.hovered();
    if (!step || m_history.steps().empty())
        return {};
    const CurvePlot *plot = m_pointed ? m_pointed : m_plots.front();
    QString text = tr("Step %1 · %2: %3").arg(*step).arg(plot->curve().title, plot->values());
    if (m_history.turningPoint() && m_history.turningPoint()->step == *step)
        text += tr(" · the turn");
    return text;
}

int CurveGrid::columns() const { return std::clamp((width() - Gap) / (Narrowest + Gap), 1, MostColumns); }

void CurveGrid::arrange()
{
    const int wide = (width() - Gap * (columns() + 1)) / columns();
    int top = Gap;
    for (size_t first = 0; first < m_plots.size(); first += size_t(columns())) {
        const auto row = std::span(m_plots).subspan(first, std::min(m_plots.size() - first, size_t(columns())));
        int lines = 1, high = 0;
        for (const CurvePlot *plot : row)
            lines = std::max(lines, plot->legendLines(wide));
        int left = Gap;
        for (CurvePlot *plot : row) {
            plot->setLegendLines(lines);
            high = std::max(high, plot->heightFor(wide));
        }
        for (CurvePlot *plot : row) {
            plot->setGeometry(left, top, wide, high);
            left += wide + Gap;
        }
        top += high + Gap;
    }
    setMinimumHeight(top);
}

void CurveGrid::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
    refreshView();
}

void CurveGrid::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        arrange();
}

CurvePlot *CurveGrid::plotAt(QPoint point) const
{
    const auto plot =
        std::ranges::find_if(m_plots, [point](const CurvePlot *one) { return one->geometry().contains(point); });
    return plot == m_plots.end() ? nullptr : *plot;
}

std::optional<uint32_t> CurveGrid::stepAt(QPoint point) const
{
    const CurvePlot *plot = plotAt(point);
    if (!plot || m_history.steps().empty())
        return std::nullopt;
    return std::min(plot->axis().stepAt(point.x() - plot->x()), m_history.lastStep());
}

void CurveGrid::mouseMoveEvent(QMouseEvent *event)
{
    m_pointed = plotAt(event->pos());
    m_selection.setHovered(stepAt(event->pos()));
    emit wordsChanged(); // the same step of another curve
}

void CurveGrid::mouseReleaseEvent(QMouseEvent *event)
{
    if (const auto step = stepAt(event->pos()); step && event->button() == Qt::LeftButton)
        m_selection.choose(step);
}

void CurveGrid::leaveEvent(QEvent *event)
{
    QWidget::leaveEvent(event);
    m_pointed = nullptr;
    m_selection.setHovered({});
}

void CurveGrid::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    m_selection.setHovered({});
}

bool CurveGrid::moveCursor(int key)
{
    if (m_history.steps().empty())
        return false;
    const int last = int(m_history.lastStep()),
              now = int(m_selection.hovered().value_or(m_selection.chosen().value_or(last)));
    int to = now;
    switch (key) {
    case Qt::Key_Left:
        to = now - 1;
        break;
    case Qt::Key_Right:
        to = now + 1;
        break;
    case Qt::Key_PageUp:
        to = now - ManySteps;
        break;
    case Qt::Key_PageDown:
        to = now + ManySteps;
        break;
    case Qt::Key_Home:
        to = 0;
        break;
    case Qt::Key_End:
        to = last;
        break;
    case Qt::Key_T:
        if (!m_history.turningPoint())
            return false;
        to = int(m_history.turningPoint()->step);
        break;
    default:
        return false;
    }
    m_selection.setHovered(uint32_t(std::clamp(to, 0, last)));
    return true;
}

void CurveGrid::keyPressEvent(QKeyEvent *event)
{
    if ((event->modifiers() & ~Qt::KeypadModifier) != Qt::NoModifier)
        return QWidget::keyPressEvent(event);
    if (moveCursor(event->key()))
        return;
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && m_selection.hovered())
        m_selection.choose(m_selection.hovered());
    else if (event->key() == Qt::Key_Escape && (m_selection.chosen() || m_selection.hovered())) {
        m_selection.setHovered({});
        m_selection.choose({});
    } else {
        QWidget::keyPressEvent(event);
    }
}

} // namespace deepscope
