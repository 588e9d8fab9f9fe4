#include "phase_heads.h"

#include "models/engine_words.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>

namespace deepscope {

namespace {

constexpr double Gap = 8; // between names
constexpr double BarHeight = 3;
constexpr double NarrowestBar = 2;
constexpr size_t MostHeads = 64; // names of so many sections are looked for a place

struct Named {
    PhaseHead head;
    double section; // its width on screen
};

// The names of the narrowest sections go until the others fit beside each other.
void leaveWhatFits(std::vector<Named> &names, double room)
{
    double needed = -Gap;
    for (const Named &name : names)
        needed += name.head.width + Gap;
    while (!names.empty() && (needed > room || names.size() > MostHeads)) {
        const auto narrowest = std::ranges::min_element(names, {}, &Named::section);
        needed -= narrowest->head.width + Gap;
        names.erase(narrowest);
    }
}

} // namespace

std::vector<PhaseHead> phaseHeads(const std::vector<Run::Section> &sections, const TokenAxis &axis,
                                  const QFontMetrics &metrics)
{
    std::vector<Named> names;
    for (const Run::Section &section : sections)
        if (const QRectF place = axis.shownRect(section.tokens, 0, 1, NarrowestBar); place.width() > 0)
            names.push_back({{section.phase, place.left(), double(metrics.horizontalAdvance(phaseWord(section.phase)))},
                             place.width()});
    leaveWhatFits(names, axis.right() - axis.left());
    // Each begins where its section does, or behind the name before it; then those at the right end give way.
    std::vector<PhaseHead> heads;
    for (const Named &name : names) {
        heads.push_back(name.head);
        if (heads.size() > 1) {
            const PhaseHead &before = heads[heads.size() - 2];
            heads.back().left = std::max(heads.back().left, before.left + before.width + Gap);
        }
    }
    double end = axis.right();
    for (auto head = heads.rbegin(); head != heads.rend(); ++head) {
        head->left = std::min(head->left, end - head->width);
        end = head->left - Gap;
    }
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
                         Qt::AlignLeft | Qt::AlignVCenter, phaseWord(head.phase));
    }
}

} // namespace deepscope
