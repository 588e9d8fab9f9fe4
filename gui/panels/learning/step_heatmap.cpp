#include "step_heatmap.h"

#include "paint/label_step.h"
#include "paint/number_format.h"
#include "paint/type_scale.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace deepscope {

namespace {

constexpr double WidestColumn = 8 * Step, HighestRow = 12 * Step;

} // namespace

StepHeatmap::StepHeatmap(QWidget *parent) : QWidget(parent)
{
    setLayoutDirection(Qt::LeftToRight); // its axes are where they are in every language
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
}

void StepHeatmap::setMap(StepMap map)
{
    m_map = std::move(map);
    m_hovered.reset();
    if (m_current && (m_current->place >= int(m_map.steps.size()) || m_current->row >= m_map.firstRow + m_map.rows))
        m_current.reset();
    m_imageSize = {};
    update();
}

void StepHeatmap::setMarkedStep(std::optional<uint32_t> step)
{
    m_marked = step;
    update();
}

void StepHeatmap::setChosenRow(std::optional<int> row)
{
    m_chosenRow = row;
    update();
}

QSize StepHeatmap::sizeHint() const { return {100 * Step, 50 * Step}; }
QSize StepHeatmap::minimumSizeHint() const { return {40 * Step, 20 * Step}; }

QRectF StepHeatmap::picture() const
{
    const QFontMetricsF small(smallFont(font()));
    const double left = std::ceil(small.horizontalAdvance(QStringLiteral("0000"))) + 3 * Step;
    const double right = std::ceil(small.horizontalAdvance(QStringLiteral("0.00 nats"))) + 8 * Step;
    const double top = Step, bottom = std::ceil(2 * small.height()) + 2 * Step;
    const double columns = std::max<double>(1, double(m_map.steps.size())), rows = std::max(1, m_map.rows);
    const double wide = std::max(1.0, width() - left - right), high = std::max(1.0, height() - top - bottom);
    const double row = std::min(HighestRow, high / rows);
    // Whole pixels where they are enough: rows of one height are read more easily.
    const double height = row >= 3 ? std::floor(row) * rows : high;
    return QRectF(left, top, std::floor(std::min(wide, columns * WidestColumn)), std::floor(height));
}

TokenAxis StepHeatmap::axis() const
{
    const QRectF area = picture();
    return TokenAxis(area.left(), area.width(), {0, std::max<double>(1, double(m_map.steps.size()))});
}

QRectF StepHeatmap::cellRect(int place, int row) const
{
    const QRectF area = picture();
    const double height = area.height() / std::max(1, m_map.rows);
    return axis().rect({place, place + 1}, area.top() + (row - m_map.firstRow) * height, height);
}

std::optional<double> StepHeatmap::value(int place, int row) const
{
    const size_t at = size_t(place) * size_t(m_map.rows) + size_t(row - m_map.firstRow);
    return at < m_map.values.size() ? m_map.values[at] : std::nullopt;
}

QColor StepHeatmap::colorAt(int place, int row) const
{
    const Palette color = Palette::of(palette());
    const auto number = value(place, row);
    return number ? QColor(ColorScale::sequential(color).at(*number / m_map.scaleEnd)) : color(Role::NotComputed);
}

std::optional<StepHeatmap::Cell> StepHeatmap::cellAt(QPointF point) const
{
    const QRectF area = picture();
    if (m_map.steps.empty() || m_map.rows == 0 || !area.contains(point))
        return std::nullopt;
    const int row = int((point.y() - area.top()) / area.height() * m_map.rows);
    return Cell{std::clamp(axis().indexAt(point.x()), 0, int(m_map.steps.size()) - 1),
                m_map.firstRow + std::clamp(row, 0, m_map.rows - 1)};
}

QString StepHeatmap::wordsAt(const std::optional<Cell> &cell) const
{
    return cell && m_words ? m_words(cell->place, cell->row) : QString();
}

void StepHeatmap::bringImageUpToDate(const Palette &color)
{
    const QRectF area = picture();
    if (area.size().toSize() == m_imageSize && devicePixelRatioF() == m_imageRatio)
        return;
    m_imageSize = area.size().toSize();
    m_imageRatio = devicePixelRatioF();
    m_image.reset(m_imageSize, m_imageRatio, ColorScale::sequential(color), color(Role::NotComputed).rgb());
    for (int place = 0; place < int(m_map.steps.size()); ++place)
        for (int row = m_map.firstRow; row < m_map.firstRow + m_map.rows; ++row) {
            const QRectF cell = cellRect(place, row).translated(-area.topLeft());
            if (const auto number = value(place, row))
                m_image.set(cell, *number / m_map.scaleEnd);
            else
                m_image.setNotComputed(cell);
        }
}

void StepHeatmap::paintEvent(QPaintEvent *)
{
    const Palette color = Palette::of(palette());
    QPainter painter(this);
    painter.setLayoutDirection(layoutDirection());
    painter.setFont(smallFont(font()));
    if (m_map.steps.empty() || m_map.rows == 0)
        return;
    bringImageUpToDate(color);
    const QRectF area = picture();
    painter.drawImage(area.topLeft(), m_image.image());
    painter.setPen(color(Role::Line));
    painter.drawRect(area.adjusted(-0.5, -0.5, 0.5, 0.5));
    paintNumbers(painter, color);
    const double left = area.right() + 3 * Step;
    painter.setPen(color(Role::QuietText));
    paintScaleColumn(painter, color, QRectF(left, area.top(), width() - Step - left, area.height()), m_map.scale);
    paintMarks(painter, color);
}

void StepHeatmap::paintNumbers(QPainter &painter, const Palette &color) const
{
    const QRectF area = picture();
    const double line = painter.fontMetrics().height(), cell = area.height() / m_map.rows;
    const int step = labelStep(cell, line);
    for (int row = m_map.firstRow; row < m_map.firstRow + m_map.rows; ++row) {
        const bool isChosen = m_chosenRow == row;
        const bool isNear = m_chosenRow && std::abs(row - *m_chosenRow) * cell < line;
        if (!isChosen && (row % step != 0 || isNear))
            continue;
        painter.setPen(color(isChosen ? Role::Text : Role::QuietText));
        const QRectF at = cellRect(0, row);
        painter.drawText(QRectF(0, at.center().y() - line / 2, area.left() - Step, line),
                         Qt::AlignRight | Qt::AlignVCenter, QString::number(row));
    }
    painter.setPen(color(Role::QuietText));
    const double apart = painter.fontMetrics().horizontalAdvance(QStringLiteral("00,000"));
    double free = -apart;
    for (const int place : axis().ticks(int(m_map.steps.size()), apart)) {
        const double x = axis().xOf(place + 0.5);
        if (place < 0 || place >= int(m_map.steps.size()) || x < free)
            continue;
        painter.drawLine(QPointF(x, area.bottom() + 1), QPointF(x, area.bottom() + 3));
        painter.drawText(QRectF(x - apart / 2, area.bottom() + Step, apart, line), Qt::AlignHCenter | Qt::AlignTop,
                         formatExactCount(m_map.steps[size_t(place)]));
        free = x + apart;
    }
    painter.drawText(QRectF(area.left(), area.bottom() + Step + line, width() - area.left(), line),
                     Qt::AlignLeft | Qt::AlignTop, tr("steps to the right, %1s downwards").arg(m_map.rowName));
}

void StepHeatmap::paintMarks(QPainter &painter, const Palette &color) const
{
    const QRectF area = picture();
    painter.setBrush(Qt::NoBrush);
    if (m_chosenRow && *m_chosenRow >= m_map.firstRow && *m_chosenRow < m_map.firstRow + m_map.rows) {
        const QRectF row = cellRect(0, *m_chosenRow);
        painter.setPen(QPen(color(Role::Focus), 1));
        painter.drawRect(QRectF(area.left(), row.top(), area.width(), row.height()).adjusted(-1.5, -0.5, 1.5, 0.5));
    }
    const auto marked = m_marked ? std::ranges::find(m_map.steps, *m_marked) : m_map.steps.end();
    if (marked != m_map.steps.end()) {
        const QRectF column = axis().rect({int(marked - m_map.steps.begin()), int(marked - m_map.steps.begin()) + 1},
                                          area.top(), area.height());
        painter.setPen(QPen(color(Role::Focus), 1));
        painter.drawRect(column.adjusted(-0.5, -1.5, 0.5, 1.5));
    }
    const auto outline = [&](const std::optional<Cell> &cell, Role role) {
        if (!cell)
            return;
        painter.setPen(QPen(color(role), 2));
        painter.drawRect(cellRect(cell->place, cell->row).adjusted(-1, -1, 1, 1));
    };
    outline(m_hovered, Role::Hover);
    if (hasFocus())
        outline(m_current, Role::Focus);
}

bool StepHeatmap::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        QToolTip::showText(help->globalPos(), wordsAt(cellAt(help->pos())), this);
        return true;
    }
    return QWidget::event(event);
}

void StepHeatmap::mouseMoveEvent(QMouseEvent *event)
{
    m_hovered = cellAt(event->position());
    update();
    emit hovered(wordsAt(m_hovered));
}

void StepHeatmap::mouseReleaseEvent(QMouseEvent *event)
{
    const auto cell = cellAt(event->position());
    if (event->button() != Qt::LeftButton || !cell)
        return;
    m_current = cell;
    emit clicked(cell->place, cell->row);
}

void StepHeatmap::moveTo(Cell cell)
{
    m_current = Cell{std::clamp(cell.place, 0, int(m_map.steps.size()) - 1),
                     std::clamp(cell.row, m_map.firstRow, m_map.firstRow + m_map.rows - 1)};
    setAccessibleDescription(wordsAt(m_current));
    update();
    emit hovered(wordsAt(m_current));
}

void StepHeatmap::keyPressEvent(QKeyEvent *event)
{
    if (m_map.steps.empty() || m_map.rows == 0 || event->modifiers() & ~Qt::KeypadModifier)
        return QWidget::keyPressEvent(event);
    const Cell at = m_current.value_or(Cell{int(m_map.steps.size()) - 1, m_chosenRow.value_or(m_map.firstRow)});
    switch (event->key()) {
    case Qt::Key_Left:
        return moveTo({at.place - 1, at.row});
    case Qt::Key_Right:
        return moveTo({at.place + 1, at.row});
    case Qt::Key_Up:
        return moveTo({at.place, at.row - 1});
    case Qt::Key_Down:
        return moveTo({at.place, at.row + 1});
    case Qt::Key_Home:
        return moveTo({0, at.row});
    case Qt::Key_End:
        return moveTo({int(m_map.steps.size()) - 1, at.row});
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        moveTo(at);
        return emit clicked(at.place, at.row);
    default:
        QWidget::keyPressEvent(event);
    }
}

void StepHeatmap::leaveEvent(QEvent *)
{
    m_hovered.reset();
    update();
    emit hovered({});
}

void StepHeatmap::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        m_imageSize = {};
        update();
    }
}

} // namespace deepscope
