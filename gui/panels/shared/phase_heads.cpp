#include "phase_heads.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>
#include <optional>

namespace deepscope {

namespace {

constexpr double Gap = 8; // between names
constexpr double BarHeight = 3;
constexpr double NarrowestBar = 2;
constexpr size_t MostHeads = 64; // names of so many sections are looked for a place

// The place nearest to `wanted` that touches no other name, within the axis.
std::optional<double> freePlace(const std::vector<PhaseHead> &heads, const TokenAxis &axis, double wanted, double width)
{
    std::vector<double> places = {wanted};
    for (const PhaseHead &head : heads) {
        places.push_back(head.left + head.width + Gap);
        places.push_back(head.left - Gap - width);
    }
    std::ranges::sort(places, {}, [&](double place) { return std::abs(place - wanted); });
    for (const double place : places) {
        const bool inside = place >= axis.left() && place + width <= axis.right();
        if (inside && std::ranges::all_of(heads, [&](const PhaseHead &head) {
                return place >= head.left + head.width + Gap - 1e-6 || place + width + Gap <= head.left + 1e-6;
            }))
            return place;
    }
    return std::nullopt;
}

} // namespace

std::vector<PhaseHead> phaseHeads(const std::vector<Run::Section> &sections, const TokenAxis &axis,
                                  const QFontMetrics &metrics)
{
    struct Shown {
        Phase phase;
        QRectF place;
    };
    std::vector<Shown> shown;
    for (const Run::Section &section : sections)
        if (const QRectF place = axis.shownRect(section.tokens, 0, 1, NarrowestBar); place.width() > 0)
            shown.push_back({section.phase, place});
    std::ranges::stable_sort(shown, std::ranges::greater(), [](const Shown &one) { return one.place.width(); });
    shown.resize(std::min(shown.size(), MostHeads), Shown());
    std::vector<PhaseHead> heads;
    for (const Shown &one : shown) {
        const double width = metrics.horizontalAdvance(phaseName(one.phase));
        const double wanted = std::clamp(one.place.left(), axis.left(), std::max(axis.left(), axis.right() - width));
        if (const auto place = freePlace(heads, axis, wanted, width))
            heads.push_back({one.phase, *place, width});
    }
    std::ranges::sort(heads, {}, &PhaseHead::left);
    return heads;
}

void paintPhaseHeads(QPainter &painter, const Palette &color, const std::vector<Run::Section> &sections,
                     const TokenAxis &axis, const QRectF &area)
{
    for (const Run::Section &section : sections) {
        const QRectF bar = axis.shownRect(section.tokens, area.bottom() - BarHeight, BarHeight, NarrowestBar);
        const double gap = bar.width() > 4 ? 1 : 0; // between neighbours
        painter.fillRect(bar.adjusted(0, 0, -gap, 0), color.phaseBar(section.phase));
    }
    for (const PhaseHead &head : phaseHeads(sections, axis, painter.fontMetrics())) {
        painter.setPen(color.phase(head.phase));
        painter.drawText(QRectF(head.left, area.top(), head.width + 1, area.height() - BarHeight),
                         Qt::AlignLeft | Qt::AlignVCenter, phaseName(head.phase));
    }
}

} // namespace deepscope
