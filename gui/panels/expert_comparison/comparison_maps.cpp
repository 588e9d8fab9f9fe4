#include "comparison_maps.h"

#include "paint/number_format.h"
#include "paint/type_scale.h"
#include "panels/shared/cell_map.h"
#include "panels/shared/quiet_label.h"

#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <functional>

namespace deepscope {

namespace {

CellPicture pictureOf(const SetComparison &comparison, const std::function<double(const ExpertComparison &)> &value)
{
    CellPicture picture;
    const int first = comparison.experts.empty() ? 0 : comparison.experts.front().layer;
    for (const ExpertComparison &one : comparison.experts) {
        if (one.expert == 0)
            picture.rows << QString("L%1").arg(one.layer);
        if (one.layer == first)
            picture.columns << QString::number(one.expert);
        picture.values.push_back(value(one));
    }
    return picture;
}

double greatestOf(const CellPicture &picture)
{
    double greatest = 0;
    for (const std::optional<double> &value : picture.values)
        greatest = std::max(greatest, std::abs(value.value_or(0)));
    return greatest;
}

} // namespace

ComparisonMaps::ComparisonMaps(Selection &selection, QWidget *parent)
    : PanelScroll(parent),
      m_selection(selection), m_maps{new CellMap(tr("Difference of the shares")), new CellMap(tr("Shares of set A")),
                                     new CellMap(tr("Shares of set B"))}
{
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    for (size_t i = 0; i < m_maps.size(); ++i) {
        m_titles[i] = new QuietLabel;
        m_titles[i]->setWordWrap(true);
        m_titles[i]->setContentsMargins(2 * Step, Step, 2 * Step, 0);
        layout->addWidget(m_titles[i]);
        layout->addWidget(m_maps[i], 1);
        connect(m_maps[i], &CellMap::pointedAt, this, [this](std::optional<CellPlace> cell) {
            m_selection.setHover(cell ? Focus{-1, m_firstLayer + cell->row, cell->column} : Focus{});
        });
        connect(m_maps[i], &CellMap::chosen, this, [this](CellPlace cell) {
            m_selection.setFocus({m_selection.focus().token, m_firstLayer + cell.row, cell.column});
        });
    }
    setContent(page);
    setFocusProxy(m_maps[0]);
    connect(&selection, &Selection::focusChanged, this, &ComparisonMaps::mark);
    connect(&selection, &Selection::hoverChanged, this, &ComparisonMaps::mark);
}

void ComparisonMaps::setComparison(const SetCounter &counter)
{
    const SetComparison &comparison = counter.comparison();
    m_firstLayer = comparison.experts.empty() ? 0 : comparison.experts.front().layer;
    CellPicture pictures[] = {pictureOf(comparison, [](const ExpertComparison &one) { return one.difference; }),
                              pictureOf(comparison, [](const ExpertComparison &one) { return one.a.value(); }),
                              pictureOf(comparison, [](const ExpertComparison &one) { return one.b.value(); })};
    const double end = std::min(1.0, roundScaleEnd(greatestOf(pictures[0])));
    pictures[0].end = end;
    pictures[0].scale = {formatSigned(end), formatSigned(-end), 0.5, tr("equal"), {}, true};
    // Both sets on one scale: what is equal looks equal.
    const double share = std::min(1.0, roundScaleEnd(std::max(greatestOf(pictures[1]), greatestOf(pictures[2]))));
    for (CellPicture *picture : {&pictures[1], &pictures[2]}) {
        picture->end = share;
        picture->scale = {formatShare(share), "0 %", -1, {}, {}};
    }
    m_titles[0]->setText(tr("A \u2212 B: share of A's tokens that chose the expert, less that of B's"));
    m_titles[1]->setText(tr("A: %1, %2").arg(setWords(counter.ruleA()), formatPlural(comparison.tokensA, Noun::Token)));
    m_titles[2]->setText(tr("B: %1, %2").arg(setWords(counter.ruleB()), formatPlural(comparison.tokensB, Noun::Token)));
    for (size_t i = 0; i < m_maps.size(); ++i)
        m_maps[i]->setPicture(std::move(pictures[i]));
    mark();
}

void ComparisonMaps::mark()
{
    const auto place = [this](const Focus &thing) {
        return thing.layer >= m_firstLayer ? std::optional(CellPlace{thing.layer - m_firstLayer, thing.expert})
                                           : std::nullopt;
    };
    for (CellMap *map : m_maps) {
        map->setFocused(place(m_selection.focus()));
        map->setHovered(place(m_selection.hover()));
    }
}

} // namespace deepscope
