#include "bar_list.h"

#include "paint/palette.h"
#include "paint/type_scale.h"
#include "panel_scroll.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStringList>
#include <QToolTip>

#include <algorithm>

namespace deepscope {

namespace {

constexpr int Margin = 2 * Step;
constexpr int Gap = 2 * Step; // between label, bar and value
constexpr int NarrowestBar = 2 * Step;

QFont strongFont(QFont font)
{
    font.setWeight(QFont::DemiBold);
    return font;
}

} // namespace

BarList::BarList(QWidget *parent) : QWidget(parent)
{
    setLayoutDirection(Qt::LeftToRight); // its axes are where they are in every language
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMouseTracking(true);
}

void BarList::setRows(std::vector<BarRow> rows, double maximum)
{
    const size_t before = m_rows.size();
    m_rows = std::move(rows);
    m_maximum = maximum > 0 ? maximum : 1;
    m_current = std::min(m_current, int(m_rows.size()) - 1);
    measure();
    QStringList lines;
    for (const BarRow &row : m_rows)
        lines << (row.value.isEmpty() ? row.label : row.label + ": " + row.value);
    setAccessibleDescription(lines.join("\n"));
    if (before != m_rows.size())
        updateGeometry();
    update();
}

void BarList::setClickable(bool clickable)
{
    m_clickable = clickable;
    setFocusPolicy(clickable ? Qt::StrongFocus : Qt::NoFocus);
}

void BarList::setHoveredRow(int row)
{
    if (std::exchange(m_hovered, row) != row)
        update();
}

void BarList::setFocusedRow(int row)
{
    if (std::exchange(m_focused, row) != row)
        update();
}

void BarList::measure()
{
    const QFontMetrics metrics(strongFont(font()));
    m_labelWidth = m_valueWidth = 0;
    m_valueWidths.assign(m_rows.size(), 0);
    int widest = 0; // of the bars below the next heading: each stands in a column with those of its own kind
    for (size_t i = m_rows.size(); i-- > 0;) {
        const BarRow &row = m_rows[i];
        m_valueWidths[i] = metrics.horizontalAdvance(row.value);
        if (!row.segments.empty()) {
            m_labelWidth = std::max(m_labelWidth, metrics.horizontalAdvance(row.label));
            widest = std::max(widest, m_valueWidths[i]);
        }
        if (i > 0 && !isHeading(m_rows[i - 1]))
            continue;
        for (size_t k = i; k < m_rows.size() && !isHeading(m_rows[k]); ++k)
            if (!m_rows[k].segments.empty())
                m_valueWidths[k] = widest;
        m_valueWidth = std::max(m_valueWidth, widest);
        widest = 0;
    }
}

int BarList::rowHeight() const { return fontMetrics().height() + Step; }

QSize BarList::sizeHint() const { return {80 * Step, int(m_rows.size()) * rowHeight() + 2 * Step}; }
QSize BarList::minimumSizeHint() const { return {40 * Step, sizeHint().height()}; }

int BarList::rowAt(QPointF point) const
{
    const int row = int(std::floor((point.y() - Step) / rowHeight()));
    return row >= 0 && row < int(m_rows.size()) ? row : -1;
}

// Values are whole: where there is little room the labels give way, which can be read in the tool tip.
int BarList::labelRoom() const
{
    const int beside = 2 * Margin + 2 * Gap + NarrowestBar + m_valueWidth;
    const int least = 8 * fontMetrics().averageCharWidth(); // then it is the bar that gives way
    return std::min({std::max(width() - beside, least), m_labelWidth, width() * 2 / 5});
}

QRectF BarList::barRect(int row) const
{
    const double left = Margin + labelRoom() + Gap, right = width() - Margin - m_valueWidths[size_t(row)] - Gap;
    const double height = std::min(12.0, rowHeight() - 2.0 * Step);
    return QRectF(left, Step + row * rowHeight() + (rowHeight() - height) / 2, std::max(0.0, right - left), height);
}

QRectF BarList::valueRect(int row) const
{
    return QRectF(barRect(row).right() + Gap, Step + row * rowHeight(), m_valueWidths[size_t(row)], rowHeight());
}

void BarList::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    painter.setLayoutDirection(layoutDirection());
    const int first = std::max(0, (event->rect().top() - Step) / rowHeight());
    const int last = std::min(int(m_rows.size()) - 1, (event->rect().bottom() - Step) / rowHeight());
    for (int row = first; row <= last; ++row)
        paintRow(painter, row);
}

void BarList::paintRow(QPainter &painter, int place) const
{
    const Palette color = Palette::of(palette());
    const BarRow &row = m_rows[size_t(place)];
    const QRectF line(0, Step + place * rowHeight(), width(), rowHeight());
    const QRectF bar = barRect(place);
    painter.setFont(row.strong || isHeading(row) ? strongFont(font()) : font());
    if (isHeading(row)) {
        painter.setPen(color(Role::QuietText));
        painter.drawText(line.adjusted(Margin, 0, -Margin, 0), Qt::AlignVCenter | Qt::AlignLeft,
                         painter.fontMetrics().elidedText(row.label, Qt::ElideRight, width() - 2 * Margin));
        return;
    }
    if (place == m_focused)
        painter.fillRect(line, color(Role::Range));
    const double end = row.segments.empty() ? valueRect(place).left() - Gap : Margin + labelRoom(); // without a bar
    const QRectF label(Margin, line.top(), end - Margin, line.height());
    painter.setPen(color(Role::Text));
    painter.drawText(label, Qt::AlignVCenter | Qt::AlignLeft,
                     painter.fontMetrics().elidedText(row.label, Qt::ElideRight, int(label.width())));
    painter.drawText(valueRect(place), Qt::AlignVCenter | Qt::AlignRight, row.value);
    paintBar(painter, row, bar);
    if (place == m_hovered || (hasFocus() && place == m_current)) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(color(hasFocus() && place == m_current ? Role::Focus : Role::Hover));
        painter.drawRect(line.adjusted(Step / 2 + 0.5, 0.5, -Step / 2 - 0.5, -0.5));
    }
}

void BarList::paintBar(QPainter &painter, const BarRow &row, const QRectF &area) const
{
    if (row.segments.empty())
        return; // a value that is no share of anything
    const Palette color = Palette::of(palette());
    const double maximum = row.maximum > 0 ? row.maximum : m_maximum;
    painter.fillRect(area, color(Role::Raised));
    double left = area.left();
    for (const BarSegment &segment : row.segments) {
        double width = std::min(segment.value / maximum * area.width(), area.right() - left);
        if (segment.value > 0)
            width = std::max(width, 1.0); // what is there can be seen
        const QRectF part(left, area.top(), width, area.height());
        if (segment.hollow) {
            painter.setBrush(QBrush(segment.color, Qt::BDiagPattern));
            painter.setPen(QPen(segment.color, 1));
            if (width >= 2)
                painter.drawRect(part.adjusted(0.5, 0.5, -0.5, -0.5));
        } else {
            painter.fillRect(part, segment.color);
        }
        left += width;
    }
}

QString BarList::wordsAt(QPointF point) const
{
    const int place = rowAt(point);
    if (place < 0)
        return {};
    const BarRow &row = m_rows[size_t(place)];
    const QRectF area = barRect(place);
    const double maximum = row.maximum > 0 ? row.maximum : m_maximum;
    double left = area.left();
    for (const BarSegment &segment : row.segments) {
        const double right = left + std::max(3.0, segment.value / maximum * area.width());
        if (point.x() >= left && point.x() < right && !segment.words.isEmpty())
            return segment.words;
        left += segment.value / maximum * area.width();
    }
    const bool cut = point.x() < area.left() && m_labelWidth > labelRoom() && !row.words.contains(row.label);
    return row.words.isEmpty() ? row.label : cut ? row.label + u'\n' + row.words : row.words;
}

bool BarList::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        QToolTip::showText(help->globalPos(), wordsAt(help->pos()), this);
        return true;
    }
    return QWidget::event(event);
}

void BarList::mouseMoveEvent(QMouseEvent *event)
{
    if (m_clickable)
        emit hovered(rowAt(event->position()));
}

void BarList::mouseReleaseEvent(QMouseEvent *event)
{
    const int row = rowAt(event->position());
    if (!m_clickable || event->button() != Qt::LeftButton || row < 0 || isHeading(m_rows[size_t(row)]))
        return;
    m_current = row;
    emit clicked(row);
}

void BarList::moveCurrent(int delta)
{
    int row = m_current + delta;
    while (row >= 0 && row < int(m_rows.size()) && isHeading(m_rows[size_t(row)]))
        row += delta;
    if (row < 0 || row >= int(m_rows.size()))
        return;
    m_current = row;
    update();
    reveal(*this, barRect(row));
    emit hovered(row);
}

void BarList::keyPressEvent(QKeyEvent *event)
{
    const bool move = event->key() == Qt::Key_Up || event->key() == Qt::Key_Down;
    const bool choose = event->key() == Qt::Key_Return || event->key() == Qt::Key_Space;
    if (m_clickable && move)
        moveCurrent(event->key() == Qt::Key_Up ? -1 : 1);
    else if (m_clickable && choose && m_current >= 0)
        emit clicked(m_current);
    else
        QWidget::keyPressEvent(event);
}

void BarList::leaveEvent(QEvent *)
{
    if (m_clickable)
        emit hovered(-1);
}

void BarList::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::FontChange && event->type() != QEvent::PaletteChange)
        return;
    measure();
    updateGeometry();
    update();
}

} // namespace deepscope
