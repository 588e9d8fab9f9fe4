#include "token_experts_view.h"

#include "models/engine_words.h"
#include "models/selection_words.h"
#include "paint/color_scale.h"
#include "paint/number_format.h"

#include <QEvent>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace deepscope {

TokenExpertsView::TokenExpertsView(const RunStore &store, Selection &selection, RouterWeighing &weighing,
                                   QWidget *parent)
    : PanelScroll(parent), m_store(store), m_selection(selection), m_weighing(weighing),
      m_bars(new FocusBars(selection))
{
    m_bars->setAccessibleName(tr("Experts of the focused token"));
    setContent(m_bars);
    setFocusProxy(m_bars);

    connect(&selection, &Selection::focusChanged, this, &TokenExpertsView::refresh);
    connect(&store, &RunStore::currentRunChanged, this, &TokenExpertsView::refresh);
    connect(&store, &RunStore::appended, this, [this] {
        if (m_selection.focus().token < 0)
            refresh();
    });
    connect(&store, &RunStore::runFinished, this, &TokenExpertsView::refresh);
    connect(&weighing, &RouterWeighing::changed, this, &TokenExpertsView::refresh);
    refresh();
}

int TokenExpertsView::shownToken() const
{
    const Run *run = m_store.current();
    if (!run || run->size() == 0)
        return -1;
    return m_selection.focus().token >= 0 ? m_selection.focus().token : run->size() - 1;
}

void TokenExpertsView::addChosen(const Run &run, int layer)
{
    const WeighedLayer *weighed = m_weighing.layer(layer);
    const QString margin = weighed ? marginWords(*weighed) : QString();
    m_bars->addRow(
        {margin.isEmpty() ? tr("Layer %1").arg(layer) : tr("Layer %1, %2").arg(QString::number(layer), margin)},
        {m_token, layer, -1});
    for (const auto &[expert, gate] : run.strongestFirst(m_token, layer)) {
        const double weight = double(gate);
        m_greatest = std::max(m_greatest, weight);
        const bool byBias = weighed && std::ranges::count(weighed->withoutBias, expert) == 0;
        m_bars->addRow({tr("Expert %1").arg(expert) + (byBias ? tr(" (by bias)") : QString()),
                        {{weight, Palette::of(palette())(Role::Accent), {}}},
                        formatWeight(weight),
                        tr("Layer %1, expert %2: weight %3").arg(layer).arg(expert).arg(weight) +
                            (byBias ? tr("; without the selection bias another would be chosen") : QString())},
                       {m_token, layer, int(expert)});
    }
}

// Of the focused layer all that the router weighed, best first: bars of what chooses.
void TokenExpertsView::addWeighed(const WeighedLayer &weighed, int layer)
{
    const Palette color = Palette::of(palette());
    std::vector<int> order(weighed.experts.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(order, std::ranges::greater(), [&](int e) {
        const float score = weighed.experts[size_t(e)].score;
        return std::isnan(score) ? -INFINITY : score;
    });
    const bool biased = std::ranges::any_of(weighed.experts, [](const WeighedExpert &e) { return e.bias != 0; });
    const float least = std::min(0.0F, weighed.experts[size_t(order.back())].score);
    const double span = double(weighed.experts[size_t(order.front())].score - least);
    const size_t perGroup = weighed.groups.empty() ? order.size() : order.size() / weighed.groups.size();
    m_bars->addRow({biased ? tr("All that layer %1 weighed: affinity and bias").arg(layer)
                           : tr("All that layer %1 weighed: affinity").arg(layer)},
                   {m_token, layer, -1});
    for (const int e : order) {
        const WeighedExpert &expert = weighed.experts[size_t(e)];
        const bool chosen = std::ranges::count(weighed.chosen, uint16_t(e), &ExpertHit::expert) > 0;
        const bool without = std::ranges::count(weighed.withoutBias, uint16_t(e)) > 0;
        const bool dropped = !weighed.groups.empty() && !weighed.groups[size_t(e) / perGroup].kept;
        const QString note = dropped ? tr(" (group out)") : without && !chosen ? tr(" (but for bias)") : QString();
        const QString number = QString::number(double(expert.score), 'g', 3);
        BarRow row{tr("Expert %1").arg(e) + note,
                   {{double(expert.score - least), color(chosen ? Role::Accent : Role::Line), {}}},
                   number,
                   tr("Layer %1, expert %2: logit %3, affinity %4, bias %5, score %6")
                       .arg(layer)
                       .arg(e)
                       .arg(double(expert.logit))
                       .arg(double(expert.affinity))
                       .arg(double(expert.bias))
                       .arg(double(expert.score)),
                   span > 0 ? span : 1};
        row.strong = chosen;
        m_bars->addRow(std::move(row), {m_token, layer, e});
    }
}

void TokenExpertsView::refresh()
{
    const Run *run = m_store.current();
    m_token = shownToken();
    m_weighing.want(isVisible() && run && run->state() != RunState::Working ? m_token : -1);
    m_bars->clearRows();
    m_greatest = 0;
    if (run && m_token >= 0 && run->hasExperts()) {
        m_bars->addRow({tokenWords(*run, m_token) + ", " + phaseWord(run->phase(m_token)) +
                        (m_selection.focus().token < 0 ? tr(" (the newest)") : QString())},
                       {m_token, -1, -1});
        if (!run->routed(m_token))
            m_bars->addRow({tr("Its routing was not computed: it was in the cache from an earlier question.")},
                           {m_token, -1, -1});
        if (!m_weighing.reason().isEmpty())
            m_bars->addRow({m_weighing.reason()}, {m_token, -1, -1});
        for (int layer = run->firstExpertLayer();
             run->routed(m_token) && layer < run->firstExpertLayer() + run->expertLayers(); ++layer)
            addChosen(*run, layer);
        const int layer = m_selection.focus().layer;
        if (const WeighedLayer *weighed = m_weighing.layer(layer))
            addWeighed(*weighed, layer);
    }
    m_bars->showRows(roundScaleEnd(m_greatest));
}

void TokenExpertsView::showEvent(QShowEvent *event)
{
    PanelScroll::showEvent(event);
    refresh();
}

void TokenExpertsView::hideEvent(QHideEvent *event)
{
    PanelScroll::hideEvent(event);
    m_weighing.want(-1);
}

void TokenExpertsView::changeEvent(QEvent *event)
{
    PanelScroll::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refresh();
}

} // namespace deepscope
