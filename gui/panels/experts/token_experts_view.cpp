#include "token_experts_view.h"

#include "models/selection_words.h"
#include "paint/color_scale.h"
#include "paint/number_format.h"
#include "panels/shared/bar_list.h"

#include <QEvent>

#include <algorithm>

namespace deepscope {

TokenExpertsView::TokenExpertsView(const RunStore &store, Selection &selection, QWidget *parent)
    : PanelScroll(parent), m_store(store), m_selection(selection), m_bars(new BarList)
{
    m_bars->setAccessibleName("Experts of the focused token");
    m_bars->setClickable(true);
    setContent(m_bars);
    setFocusProxy(m_bars);

    connect(&selection, &Selection::focusChanged, this, &TokenExpertsView::refresh);
    connect(&selection, &Selection::hoverChanged, this, &TokenExpertsView::mark);
    connect(&store, &RunStore::currentRunChanged, this, &TokenExpertsView::refresh);
    connect(&store, &RunStore::appended, this, [this] {
        if (m_selection.focus().token < 0)
            refresh();
    });
    connect(m_bars, &BarList::hovered, this,
            [this](int row) { m_selection.setHover(row < 0 ? Focus{} : m_things[size_t(row)]); });
    connect(m_bars, &BarList::clicked, this, [this](int row) { m_selection.setFocus(m_things[size_t(row)]); });
    refresh();
}

int TokenExpertsView::shownToken() const
{
    const Run *run = m_store.current();
    if (!run || run->size() == 0)
        return -1;
    return m_selection.focus().token >= 0 ? m_selection.focus().token : run->size() - 1;
}

void TokenExpertsView::refresh()
{
    const Run *run = m_store.current();
    m_token = shownToken();
    std::vector<BarRow> rows;
    m_things.clear();
    double greatest = 0;
    if (run && m_token >= 0 && run->hasExperts()) {
        const Palette color = Palette::of(palette());
        rows.push_back({tokenWords(*run, m_token) + ", " + phaseName(run->phase(m_token)) +
                        (m_selection.focus().token < 0 ? " (the newest)" : "")});
        m_things.push_back({m_token, -1, -1});
        if (!run->routed(m_token)) {
            rows.push_back({"Its routing was not computed: it was in the cache from an earlier question."});
            m_things.push_back({m_token, -1, -1});
        }
        for (int layer = run->firstExpertLayer();
             run->routed(m_token) && layer < run->firstExpertLayer() + run->expertLayers(); ++layer) {
            rows.push_back({QString("Layer %1").arg(layer)});
            m_things.push_back({m_token, layer, -1});
            for (const auto &[expert, gate] : run->strongestFirst(m_token, layer)) {
                const double weight = double(gate);
                greatest = std::max(greatest, weight);
                rows.push_back({QString("Expert %1").arg(expert),
                                {{weight, color(Role::Accent), {}}},
                                formatWeight(weight),
                                QString("Layer %1, expert %2: weight %3").arg(layer).arg(expert).arg(weight)});
                m_things.push_back({m_token, layer, expert});
            }
        }
    }
    m_bars->setRows(std::move(rows), roundScaleEnd(greatest));
    mark();
}

void TokenExpertsView::mark()
{
    const auto rowOf = [this](const Focus &thing) {
        const auto found = std::find_if(m_things.begin(), m_things.end(), [&](const Focus &row) {
            return thing.hasExpert() && row.layer == thing.layer && row.expert == thing.expert;
        });
        return found == m_things.end() ? -1 : int(found - m_things.begin());
    };
    m_bars->setHoveredRow(rowOf(m_selection.hover()));
    m_bars->setFocusedRow(rowOf(m_selection.focus()));
}

void TokenExpertsView::changeEvent(QEvent *event)
{
    PanelScroll::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refresh();
}

} // namespace deepscope
