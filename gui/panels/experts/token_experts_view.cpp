#include "token_experts_view.h"

#include "models/engine_words.h"
#include "models/selection_words.h"
#include "paint/color_scale.h"
#include "paint/number_format.h"

#include <QEvent>

#include <algorithm>

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
    // What another panel points at ends it; the bars tell of a row of their own after that.
    connect(&selection, &Selection::hoverChanged, this, [this] { m_pointed = -1; });
    connect(m_bars, &BarList::hovered, this, [this](int row) {
        m_pointed = row;
        tellPointed();
    });
    refresh();
}

int TokenExpertsView::shownToken() const
{
    const Run *run = m_store.current();
    if (!run || run->size() == 0)
        return -1;
    return m_selection.focus().token >= 0 ? m_selection.focus().token : run->size() - 1;
}

// By weight; those of a token whose routing was not recorded are known once its routers were asked.
std::vector<ExpertHit> TokenExpertsView::chosenOf(const Run &run, int layer) const
{
    if (run.routed(m_token))
        return run.strongestFirst(m_token, layer);
    const WeighedLayer *weighed = m_weighing.layer(layer);
    std::vector<ExpertHit> hits = weighed ? weighed->chosen : std::vector<ExpertHit>();
    std::ranges::stable_sort(hits, std::ranges::greater(), &ExpertHit::weight);
    return hits;
}

void TokenExpertsView::addChosen(const Run &run, int layer)
{
    const WeighedLayer *weighed = m_weighing.layer(layer);
    const QString margin = weighed ? marginWords(*weighed) : QString();
    m_bars->addRow(
        {margin.isEmpty() ? tr("Layer %1").arg(layer) : tr("Layer %1, %2").arg(QString::number(layer), margin)},
        {m_token, layer, -1});
    for (const auto &[expert, gate] : chosenOf(run, layer)) {
        const double weight = double(gate);
        m_greatest = std::max(m_greatest, weight);
        const bool byBias = weighed && std::ranges::count(weighed->withoutBias, expert) == 0;
        const QString words = weighed && expert < weighed->experts.size()
                                  ? weighedWords(*weighed, layer, expert)
                                  : tr("Layer %1, expert %2: weight %3").arg(layer).arg(expert).arg(weight);
        m_bars->addRow({tr("Expert %1").arg(expert) + (byBias ? tr(" (by bias)") : QString()),
                        {{weight, Palette::of(palette())(Role::Accent), {}}},
                        formatWeight(weight),
                        words + (byBias ? tr("; without the selection bias another would be chosen") : QString())},
                       {m_token, layer, int(expert)});
    }
    if (const uint32_t shared = run.model().info.sharedExperts; shared > 0)
        m_bars->addRow({tr("Shared: %1").arg(formatPlural(shared, Noun::Expert)),
                        {},
                        tr("always on"),
                        tr("Layer %1: every token uses the shared experts; no router weighs them").arg(layer)});
}

void TokenExpertsView::addToken(const Run &run)
{
    const Focus token{m_token, -1, -1};
    m_bars->addRow({tokenWords(run, m_token) + ", " + phaseWord(run.phase(m_token)) +
                    (m_selection.focus().token < 0 ? tr(" (the newest)") : QString())},
                   token);
    if (!run.routed(m_token))
        m_bars->addRow({m_weighing.isKnown()
                            ? tr("It was in the cache from an earlier question: its routing is read back now.")
                            : tr("Its routing was not computed: it was in the cache from an earlier question.")},
                       token);
    if (!m_weighing.reason().isEmpty())
        m_bars->addRow({m_weighing.reason()}, token);
}

// Of the focused layer all that was weighed, or what it takes to see it.
void TokenExpertsView::addWhy(const Run &run)
{
    const int layer = m_selection.focus().layer;
    if (const WeighedLayer *weighed = m_weighing.layer(layer)) {
        addGroups(*weighed, layer);
        addWeighed(*weighed, layer);
    } else if (m_weighing.isOffered() && run.state() == RunState::Working) {
        m_bars->addRow({tr("The routers are asked when the answer has ended.")});
    } else if (m_weighing.isAsking()) {
        m_bars->addRow({tr("Asking the routers of this token …")});
    } else if (m_weighing.isKnown()) {
        m_bars->addRow({layer < 0 ? tr("Choose a layer to see all that its router weighed.")
                                  : tr("Layer %1 is dense: it has no router.").arg(layer)});
    }
}

void TokenExpertsView::refresh()
{
    const Run *run = m_store.current();
    if (const int token = shownToken(); std::exchange(m_token, token) != token && !m_bars->hasFocus())
        m_pointed = -1; // its row is of another now
    m_weighing.want(isVisible() && run && run->state() != RunState::Working ? m_token : -1);
    m_bars->clearRows();
    m_greatest = 0;
    if (run && m_token >= 0 && run->hasExperts()) {
        addToken(*run);
        for (int layer = run->firstExpertLayer(); layer < run->firstExpertLayer() + run->expertLayers(); ++layer)
            if (run->routed(m_token) || m_weighing.layer(layer))
                addChosen(*run, layer);
        addWhy(*run);
    }
    m_bars->showRows(roundScaleEnd(m_greatest));
    m_lines = m_bars->accessibleDescription();
    tellPointed();
}

// Who cannot see the row under the keyboard hears its figures first.
void TokenExpertsView::tellPointed()
{
    const QString words = pointedWords();
    m_bars->setAccessibleDescription(words.isEmpty() ? m_lines : words + "\n" + m_lines);
    if (isVisible())
        emit pointedChanged();
}

QString TokenExpertsView::pointedWords() const
{
    const std::vector<BarRow> &rows = m_bars->rows();
    return m_pointed >= 0 && size_t(m_pointed) < rows.size() ? rows[size_t(m_pointed)].words : QString();
}

QString TokenExpertsView::wordsFor(const Focus &focus) const
{
    if (focus.empty()) // groups and shared experts are nothing that could be focused
        return pointedWords();
    const WeighedLayer *weighed = m_weighing.layer(focus.layer);
    if (!weighed || focus.expert < 0 || size_t(focus.expert) >= weighed->experts.size())
        return {};
    return focus.token < 0 || focus.token == m_token ? weighedWords(*weighed, focus.layer, focus.expert) : QString();
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
