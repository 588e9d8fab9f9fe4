#include "cache_growth.h"

#include "models/cache_statistics.h"
#include "paint/number_format.h"
#include "paint/type_scale.h"

#include <QPainter>

#include <algorithm>
#include <bit>
#include <cmath>

namespace deepscope {

QColor cachePartColor(const Palette &color, const std::string &name, int place)
{
    if (name == "latent")
        return color(Role::Latent);
    if (name == "rope_key")
        return color(Role::RopeKey);
    return color.category(place);
}

CacheGrowth::CacheGrowth(const RunStore &store, Selection &selection, QWidget *parent)
    : TokenPlot(store, selection, parent)
{
    setAccessibleName(tr("Growth of the cache"));
    setAccessibleDescription(tr("Bytes of the cache in use after each token. Arrow keys move the focus."));
}

QSize CacheGrowth::sizeHint() const { return {100 * Step, 30 * Step}; }
QSize CacheGrowth::minimumSizeHint() const { return {50 * Step, 18 * Step}; }

QRectF CacheGrowth::plotArea() const
{
    const int labels = QFontMetrics(smallFont(font())).horizontalAdvance("1000 KiB") + 3 * Step;
    return QRectF(labels, 2 * Step, std::max(1, width() - labels - 2 * Step),
                  std::max(1.0, height() - 2.0 * Step - AxisBandHeight));
}

uint64_t CacheGrowth::scaleEnd() const
{
    // What the visible tokens will need when all have come, so that the picture does not shrink while it grows.
    const Run *shown = run();
    const uint64_t last = uint64_t(std::ceil(std::max(1.0, m_selection.visible().end)));
    return std::max<uint64_t>(1, shown ? shown->model().memory.cacheBytesOf(last) : 0);
}

double CacheGrowth::yOf(uint64_t bytes) const
{
    const QRectF area = plotArea();
    return area.bottom() - double(bytes) / double(scaleEnd()) * area.height();
}

void CacheGrowth::paintPlot(QPainter &painter, const Palette &color)
{
    const QRectF area = plotArea();
    if (tokenCount() == 0) {
        painter.setPen(color(Role::QuietText));
        painter.drawText(rect(), Qt::AlignCenter, tr("Grows with each token"));
        return;
    }
    const TokenAxis tokens = axis();
    const TokenRange visible = tokens.shown(tokenCount());
    const std::vector<CachePartTotal> parts = cacheParts(run()->model().memory);

    paintScale(painter, color);
    painter.save();
    painter.setClipRect(area);
    for (int token = visible.begin; token < visible.end; ++token) {
        const QRectF cell = tokens.rect({token, token + 1}, area.top(), area.height());
        uint64_t all = 0;
        for (const CachePartTotal &part : parts)
            all += part.bytesOf(uint64_t(token) + 1);
        double used = 0;
        for (size_t i = 0; i < parts.size(); ++i) {
            const double share = double(parts[i].bytesOf(uint64_t(token) + 1)) / double(std::max<uint64_t>(1, all));
            const double part = double(run()->cacheBytes(token)) * share;
            const double bottom = yOf(uint64_t(used)), top = yOf(uint64_t(used + part));
            painter.fillRect(QRectF(cell.left(), top, cell.width(), bottom - top),
                             cachePartColor(color, parts[i].name, int(i)));
            used += part;
        }
    }
    paintRange(painter, color, area);
    paintSectionEdges(painter, color, area);
    paintPointers(painter, color, area);
    painter.restore();
    painter.setPen(color(Role::Axis));
    painter.drawLine(QPointF(area.left(), area.bottom() + 0.5), QPointF(area.right(), area.bottom() + 0.5));
    paintAxis(painter, color);
}

void CacheGrowth::paintScale(QPainter &painter, const Palette &color) const
{
    const QRectF area = plotArea();
    painter.setFont(smallFont(font()));
    const int height = painter.fontMetrics().height();
    for (const double fraction : {0.0, 0.5, 1.0}) {
        const auto bytes = uint64_t(std::llround(fraction * double(scaleEnd())));
        const double y = std::round(yOf(bytes)) + 0.5;
        painter.setPen(color(Role::Line));
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        painter.setPen(color(Role::QuietText));
        const double top = std::clamp(y - height / 2.0, 0.0, area.bottom() - height + Step);
        painter.drawText(QRectF(0, top, area.left() - Step, height), Qt::AlignRight | Qt::AlignVCenter,
                         formatBytes(bytes));
    }
}

} // namespace deepscope
