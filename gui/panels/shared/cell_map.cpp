#include "cell_map.h"

#include "paint/label_step.h"
#include "paint/type_scale.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace deepscope {

namespace {

constexpr double RowHeight = 4 * Step, LowestRow = 2;
constexpr int MostRowsHigh = 20; // of RowHeight; more share the room

double widest(const QStringList &names, const QFontMetricsF &metrics)
{
    double width = 0;
    for (const QString &name : names)
        width = std::max(width, metrics.horizontalAdvance(name));
    return width;
}

} // namespace

CellMap::CellMap(const QString &accessibleName, QWidget *parent) : QWidget(parent)
{
    setLayoutDirection(Qt::LeftToRight); // its axes are where they are in every language
    setAccessibleName(accessibleName);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
}

void CellMap::setPicture(CellPicture picture)
{
    const bool grew = picture.rows.size() != m_picture.rows.size();
    m_picture = std::move(picture);
    m_imageSize = {};
    if (grew)
        updateGeometry();
    update();
}

void CellMap::setFocused(std::optional<CellPlace> cell)
{
    m_focused = cell;
    update();
}

void CellMap::setHovered(std::optional<CellPlace> cell)
{
    m_hovered = cell;
    update();
}

QSize CellMap::sizeHint() const
{
    const double line = QFontMetricsF(smallFont(font())).height();
    return {100 * Step, int(std::ceil(std::min(rows(), MostRowsHigh) * RowHeight + line + 3 * Step))};
}

QSize CellMap::minimumSizeHint() const
{
    const double line = QFontMetricsF(smallFont(font())).height();
    // Room for the labels at both ends of the scale.
    const double picture = std::max({rows() * LowestRow, 3 * line, std::min(rows(), 5) * 2.0 * Step});
    return {40 * Step, int(std::ceil(picture + line + 3 * Step))};
}

QRectF CellMap::plotArea() const
{
    const QFontMetricsF small(smallFont(font()));
    const double left = std::ceil(widest(m_picture.rows, small)) + 3 * Step;
    const double right = std::ceil(std::max(widest({m_picture.scale.top, m_picture.scale.bottom}, small),
                                            widest({m_picture.scale.line1, m_picture.scale.line2}, small))) +
                         8 * Step;
    const double bottom = std::ceil(small.height()) + 2 * Step;
    return QRectF(left, Step, std::max(1.0, std::floor(width() - left - right)),
                  std::max(1.0, std::floor(height() - Step - bottom)));
}

OverviewGeometry CellMap::geometry() const
{
    return OverviewGeometry(plotArea(), 0, rows(), columns(), std::max(1, columns()));
}

QRectF CellMap::cellRect(CellPlace cell) const { return geometry().cell(cell.row, cell.column); }

std::optional<double> CellMap::value(CellPlace cell) const
{
    const size_t place = size_t(cell.row) * size_t(columns()) + size_t(cell.column);
    return place < m_picture.values.size() ? m_picture.values[place] : std::nullopt;
}

double CellMap::fractionOf(double value) const
{
    const double part = value / m_picture.end;
    return m_picture.scale.diverging ? (part + 1) / 2 : part;
}

QColor CellMap::colorAt(CellPlace cell) const
{
    const Palette color = Palette::of(palette());
    const ColorScale scale = m_picture.scale.diverging ? ColorScale::diverging(color) : ColorScale::sequential(color);
    const auto number = value(cell);
    return number ? QColor(scale.at(fractionOf(*number))) : color(Role::NotComputed);
}

std::optional<CellPlace> CellMap::cellAt(QPointF point) const
{
    const auto cells = rows() > 0 && columns() > 0 ? geometry().hit(point) : std::nullopt;
    if (!cells)
        return std::nullopt;
    CellPlace strongest{cells->layerBegin, cells->expertBegin};
    const auto strength = [this](CellPlace cell) { return std::abs(value(cell).value_or(0)); };
    for (int row = cells->layerBegin; row < cells->layerEnd; ++row)
        for (int column = cells->expertBegin; column < cells->expertEnd; ++column)
            if (strength({row, column}) > strength(strongest))
                strongest = {row, column};
    return strongest;
}

void CellMap::bringImageUpToDate(const Palette &color, const OverviewGeometry &grid)
{
    const QRectF area = grid.picture();
    if (area.size().toSize() == m_imageSize && devicePixelRatioF() == m_imageRatio)
        return;
    m_imageSize = area.size().toSize();
    m_imageRatio = devicePixelRatioF();
    const bool diverging = m_picture.scale.diverging;
    m_image.reset(m_imageSize, m_imageRatio, diverging ? ColorScale::diverging(color) : ColorScale::sequential(color),
                  color(Role::NotComputed).rgb(), diverging ? 0.5 : 0);
    for (int row = 0; row < rows(); ++row)
        for (int column = 0; column < columns(); ++column) {
            const QRectF cell = grid.cell(row, column).translated(-area.topLeft());
            if (const auto number = value({row, column}))
                m_image.set(cell, fractionOf(*number));
            else
                m_image.setNotComputed(cell);
        }
}

void CellMap::paintEvent(QPaintEvent *)
{
    if (rows() == 0 || columns() == 0)
        return;
    const Palette color = Palette::of(palette());
    const OverviewGeometry grid = geometry();
    const QRectF area = grid.picture();
    QPainter painter(this);
    painter.setLayoutDirection(layoutDirection());
    painter.setFont(smallFont(font()));
    bringImageUpToDate(color, grid);
    painter.drawImage(area.topLeft(), m_image.image());
    painter.setPen(color(Role::Line));
    painter.drawRect(area.adjusted(-0.5, -0.5, 0.5, 0.5));
    paintNames(painter, color, grid);
    const double left = area.right() + 3 * Step;
    paintScaleColumn(painter, color, QRectF(left, area.top(), width() - Step - left, area.height()), m_picture.scale);
    painter.setBrush(Qt::NoBrush);
    const auto outline = [&](const std::optional<CellPlace> &cell, Role role) {
        if (!cell || cell->row < 0 || cell->row >= rows())
            return;
        painter.setPen(QPen(color(role), cell->column < 0 ? 1 : 2));
        const QRectF place = cell->column < 0 ? grid.layerRect(cell->row) : grid.cell(cell->row, cell->column);
        painter.drawRect(place.adjusted(-1, -1, 1, 1));
    };
    outline(m_hovered, Role::Hover);
    outline(m_focused, Role::Focus);
}

void CellMap::paintNames(QPainter &painter, const Palette &color, const OverviewGeometry &grid) const
{
    const QRectF area = grid.picture();
    const QFontMetricsF metrics(painter.font());
    const double line = metrics.height(), wide = widest(m_picture.columns, metrics) + Step;
    // What is focused is always named, in the place of its neighbours.
    const auto put = [&](const QStringList &names, double cell, double room, int focused, auto place) {
        const int step = labelStep(cell, room);
        for (int i = 0; i < int(names.size()); ++i) {
            const bool isFocused = i == focused, isNear = focused >= 0 && std::abs(i - focused) * cell < room;
            if (!isFocused && (i % step != 0 || isNear))
                continue;
            painter.setPen(color(isFocused ? Role::Text : Role::QuietText));
            place(i, names[i]);
        }
    };
    put(m_picture.rows, grid.cellHeight(), line, m_focused ? m_focused->row : -1, [&](int row, const QString &name) {
        const double middle = grid.layerRect(row).center().y();
        painter.drawText(QRectF(0, middle - line / 2, area.left() - Step, line), Qt::AlignRight | Qt::AlignVCenter,
                         name);
    });
    put(m_picture.columns, grid.cellWidth(), wide, m_focused ? m_focused->column : -1,
        [&](int column, const QString &name) {
            const double middle = grid.cell(0, column).center().x();
            painter.drawText(QRectF(middle - wide, area.bottom() + Step / 2.0, 2 * wide, line),
                             Qt::AlignHCenter | Qt::AlignTop, name);
        });
}

void CellMap::mouseMoveEvent(QMouseEvent *event) { emit pointedAt(cellAt(event->position())); }

void CellMap::mouseReleaseEvent(QMouseEvent *event)
{
    if (const auto cell = cellAt(event->position()); cell && event->button() == Qt::LeftButton)
        emit chosen(*cell);
}

void CellMap::keyPressEvent(QKeyEvent *event)
{
    const int key = event->key();
    const int right = (key == Qt::Key_Right) - (key == Qt::Key_Left),
              down = (key == Qt::Key_Down) - (key == Qt::Key_Up);
    if (rows() == 0 || columns() == 0 || right == down || event->modifiers() & ~Qt::KeypadModifier)
        return QWidget::keyPressEvent(event);
    CellPlace at = m_focused.value_or(CellPlace{0, -1});
    // From a whole row the first step leads to its first cell.
    at = at.column < 0 ? CellPlace{at.row, 0} : CellPlace{at.row + down, at.column + right};
    emit chosen({std::clamp(at.row, 0, rows() - 1), std::clamp(at.column, 0, columns() - 1)});
}

void CellMap::leaveEvent(QEvent *) { emit pointedAt(std::nullopt); }

void CellMap::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        m_imageSize = {};
        update();
    }
}

} // namespace deepscope
