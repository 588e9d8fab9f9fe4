#include "memory_map.h"

#include "paint/number_format.h"
#include "paint/treemap.h"
#include "paint/type_scale.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace deepscope {

namespace {

constexpr double Margin = 2 * Step, Gap = 1; // Gap: between tiles, on each side
constexpr double LeastInside = 4;            // tiles that are smaller show nothing of what is in them

std::vector<double> sizesOf(const MemoryNode &node)
{
    std::vector<double> sizes;
    for (const MemoryNode &child : node.children)
        sizes.push_back(double(child.bytes));
    return sizes;
}

QRectF within(const QRectF &tile, double gap)
{
    return tile.adjusted(std::min(gap, tile.width() / 4), std::min(gap, tile.height() / 4),
                         -std::min(gap, tile.width() / 4), -std::min(gap, tile.height() / 4));
}

} // namespace

QColor memoryColor(const Palette &color, MemoryGroup group)
{
    switch (group) {
    case MemoryGroup::Weights:
        return color(Role::Weights);
    case MemoryGroup::Cache:
        return color(Role::Cache);
    case MemoryGroup::Scratch:
        return color(Role::Scratch);
    default:
        return color.category(int(group));
    }
}

QString memoryWords(const MemoryNode &node, uint64_t whole)
{
    const double share = whole > 0 ? double(node.bytes) / double(whole) : 0;
    const QString text = QStringLiteral("%1: %2, %3").arg(node.name, formatExactBytes(node.bytes), formatShare(share));
    return node.words.isEmpty() ? text : text + u'\n' + node.words;
}

MemoryMap::MemoryMap(QWidget *parent) : QWidget(parent)
{
    setLayoutDirection(Qt::LeftToRight);
    setAccessibleName(tr("Map of the memory"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    setMouseTracking(true);
}

QSize MemoryMap::sizeHint() const { return {80 * Step, 45 * Step}; }
QSize MemoryMap::minimumSizeHint() const { return {40 * Step, 30 * Step}; }

void MemoryMap::setNode(const MemoryNode &node, uint64_t whole)
{
    m_node = node;
    m_whole = whole;
    QStringList lines;
    for (const MemoryNode &child : m_node.children)
        lines << memoryWords(child, whole);
    setAccessibleDescription(lines.join(u'\n'));
    lay();
    update();
}

void MemoryMap::lay()
{
    m_tiles.clear();
    const QRectF area = QRectF(rect()).adjusted(Margin, Step, -Margin, -Step);
    const QFontMetricsF metrics(smallFont(font()));
    for (const QRectF &tile : treemap(sizesOf(m_node), area)) {
        const MemoryNode &child = m_node.children[m_tiles.size()];
        const QRectF all = within(tile, Gap);
        const bool titled = all.height() > 2.5 * metrics.height() && all.width() > 8 * Step;
        const QRectF inner = within(all.adjusted(0, titled ? metrics.height() + 2 : 0, 0, 0), Gap);
        const bool open = std::min(inner.width(), inner.height()) > LeastInside;
        m_tiles.push_back({all, inner, open ? treemap(sizesOf(child), inner) : std::vector<QRectF>()});
    }
}

void MemoryMap::setHovered(int child)
{
    if (std::exchange(m_hovered, child) != child)
        update();
}

void MemoryMap::setFocusedLayer(int layer)
{
    if (std::exchange(m_focusedLayer, layer) != layer)
        update();
}

QRectF MemoryMap::tileRect(int child) const { return m_tiles[size_t(child)].all; }

// Words lie on it: so much of the colour that they can be read.
QColor MemoryMap::fillOf(int child) const
{
    const Palette color = Palette::of(palette());
    QColor fill = memoryColor(color, m_node.children[size_t(child)].group);
    fill.setAlphaF(color.dark() ? 0.40F : 0.35F);
    return over(fill, color(Role::Panel));
}

void MemoryMap::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Palette color = Palette::of(palette());
    painter.setFont(smallFont(font()));
    for (int child = 0; child < int(m_tiles.size()); ++child)
        paintTile(painter, color, child);
}

void MemoryMap::paintTile(QPainter &painter, const Palette &color, int child) const
{
    const Tile &tile = m_tiles[size_t(child)];
    const MemoryNode &node = m_node.children[size_t(child)];
    painter.fillRect(tile.all, fillOf(child));
    QColor edge = memoryColor(color, node.group);
    edge.setAlphaF(0.6F);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(edge);
    for (const QRectF &inside : tile.inside)
        if (std::min(inside.width(), inside.height()) > LeastInside)
            painter.drawRect(within(inside, Gap).adjusted(0.5, 0.5, -0.5, -0.5));
    const double line = painter.fontMetrics().height();
    const QRectF words = tile.all.adjusted(Step, 1, -Step, 0);
    if (words.height() >= line && words.width() > 5 * Step) {
        const QString bytes = node.name + QStringLiteral("  ") + formatBytes(node.bytes);
        const bool fits = painter.fontMetrics().horizontalAdvance(bytes) <= words.width();
        painter.setPen(color(Role::Text));
        painter.drawText(
            QRectF(words.left(), words.top(), words.width(), line), Qt::AlignLeft | Qt::AlignVCenter,
            painter.fontMetrics().elidedText(fits ? bytes : node.name, Qt::ElideRight, int(words.width())));
    }
    const bool focused = node.layer >= 0 && node.layer == m_focusedLayer;
    if (child == m_hovered || focused) {
        painter.setPen(QPen(color(child == m_hovered ? Role::Hover : Role::Focus), focused ? 2 : 1));
        painter.drawRect(tile.all.adjusted(0.5, 0.5, -0.5, -0.5));
    }
}

int MemoryMap::childAt(QPointF point) const
{
    const auto found = std::ranges::find_if(m_tiles, [&](const Tile &tile) { return tile.all.contains(point); });
    return found == m_tiles.end() ? -1 : int(found - m_tiles.begin());
}

QString MemoryMap::wordsAt(QPointF point) const
{
    const int child = childAt(point);
    if (child < 0)
        return {};
    const MemoryNode &node = m_node.children[size_t(child)];
    const std::vector<QRectF> &inside = m_tiles[size_t(child)].inside;
    const auto found = std::ranges::find_if(inside, [&](const QRectF &rect) { return rect.contains(point); });
    if (found == inside.end())
        return memoryWords(node, m_whole);
    return node.name + QStringLiteral(" \u203a ") + memoryWords(node.children[size_t(found - inside.begin())], m_whole);
}

bool MemoryMap::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        QToolTip::showText(help->globalPos(), wordsAt(help->pos()), this);
        return true;
    }
    return QWidget::event(event);
}

void MemoryMap::resizeEvent(QResizeEvent *) { lay(); }

void MemoryMap::mouseMoveEvent(QMouseEvent *event)
{
    emit pointedAt(childAt(event->position()), wordsAt(event->position()));
}

void MemoryMap::mouseReleaseEvent(QMouseEvent *event)
{
    const int child = childAt(event->position());
    if (event->button() == Qt::LeftButton && child >= 0)
        emit clicked(child);
}

void MemoryMap::leaveEvent(QEvent *) { emit pointedAt(-1, {}); }

void MemoryMap::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::FontChange && event->type() != QEvent::PaletteChange)
        return;
    lay();
    update();
}

} // namespace deepscope
