#include "experts_panel.h"

#include "alteration_bar.h"
#include "expert_map.h"
#include "expert_view.h"
#include "load_view.h"
#include "map_page.h"
#include "models/load_words.h"
#include "models/same_model.h"
#include "models/selection_words.h"
#include "overview_plot.h"
#include "paint/number_format.h"
#include "panels/shared/panel_scroll.h"
#include "switch_row.h"
#include "token_experts_view.h"

#include <QMenu>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

namespace deepscope {

ExpertsPanel::ExpertsPanel(const RunStore &store, Selection &selection, ExpertTrials &trials, QWidget *parent)
    : DataPanel(store, selection, parent), m_trials(trials), m_routing(store, selection),
      m_alteration(new AlterationBar(store, selection, trials)), m_tabs(new QTabWidget),
      m_mapPage(new MapPage(store, selection, m_routing)), m_map(m_mapPage->map()),
      m_token(new TokenExpertsView(store, selection, trials.weighing)),
      m_expert(new ExpertView(store, selection, trials.switches)), m_load(new LoadView(store, selection))
{
    setAccessibleName(tr("Experts"));
    m_tabs->setDocumentMode(true);
    m_tabs->setAccessibleName(tr("Views of the experts"));
    m_tabs->addTab(m_mapPage, tr("Map"));
    m_tabs->addTab(m_token, tr("Token"));
    auto *expertPage = new PanelScroll;
    expertPage->setContent(m_expert);
    m_tabs->addTab(expertPage, tr("Expert"));
    m_tabs->addTab(m_load, tr("Load"));
    m_tabs->setTabToolTip(0, tr("All tokens and all experts, or all layers in one picture"));
    m_tabs->setTabToolTip(1, tr("The experts that one token chose"));
    m_tabs->setTabToolTip(2, tr("The tokens that chose one expert"));
    m_tabs->setTabToolTip(3, tr("How evenly the experts are used"));
    QWidget *pictures = m_mapPage->pictureSwitch();
    pictures->setMaximumHeight(m_tabs->tabBar()->sizeHint().height());
    m_tabs->setCornerWidget(pictures);
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_alteration);
    column->addWidget(m_tabs, 1);
    setContent(content);

    connect(m_tabs, &QTabWidget::currentChanged, this, &ExpertsPanel::refreshWords);
    connect(m_tabs, &QTabWidget::currentChanged, pictures,
            [this, pictures] { pictures->setVisible(m_tabs->currentWidget() == m_mapPage); });
    connect(m_token, &TokenExpertsView::pointedChanged, this, &ExpertsPanel::refreshWords);
    connect(m_mapPage, &MapPage::pictureChanged, this, &ExpertsPanel::refreshWords);
    connect(m_mapPage, &MapPage::measureChanged, this, &ExpertsPanel::refreshWords);
    m_map->setReading(trials.reading);
    const ExpertSurvey &survey = trials.survey;
    m_map->setMarked([&survey](int token) { return survey.fragile(token); });
    connect(&survey, &ExpertSurvey::changed, m_map, qOverload<>(&QWidget::update));
    connect(&m_routing, &RangeRouting::changed, this, &ExpertsPanel::showStatistics);
    connect(&selection, &Selection::visibleChanged, this, &ExpertsPanel::refreshWords);
    showStatistics();
    refreshMessage();
}

void ExpertsPanel::resizeEvent(QResizeEvent *event)
{
    DataPanel::resizeEvent(event);
    m_mapPage->fitSwitch(width() - m_tabs->tabBar()->sizeHint().width()); // the tabs come first
}

// Of the token whose routers were asked: what the narrowest choice meant.
void ExpertsPanel::addRunnerUp(QMenu &menu, const Focus &thing)
{
    const WeighedLayer *weighed = m_trials.weighing.layer(thing.layer);
    const std::optional<uint16_t> next = weighed ? runnerUp(*weighed) : std::nullopt;
    const int token = m_trials.weighing.token();
    if (!next || weighed->chosen.empty() || !run()->alteration().empty() || (thing.token >= 0 && thing.token != token))
        return;
    const std::vector<ExpertHit> chosen = weighed->chosen;
    const int last = chosen.back().expert, layer = thing.layer, other = *next;
    menu.addSeparator();
    QAction *action =
        menu.addAction(tr("Expert %1 Instead of %2, for Token %3 Alone").arg(other).arg(last).arg(token),
                       &m_trials.switches, [=, this] { m_trials.switches.exchange(token, layer, chosen, other); });
    action->setToolTip(tr("The first that was left out takes the place of the last that was chosen"));
}

void ExpertsPanel::addActions(QMenu &menu, const Focus &thing)
{
    if (!run() || !run()->hasExperts() || !m_trials.switches.offered())
        return;
    // Of a kept run the model that is open knows more.
    const LoadedModel *open = m_store.model();
    const bool same = open && sameModel(open->info, run()->model().info);
    const ModelInfo &model = same ? open->info : run()->model().info;
    menu.setToolTipsVisible(true);
    if (thing.hasExpert())
        SwitchRow::fillMenu(menu, m_trials.switches, thing.layer, thing.expert);
    addRunnerUp(menu, thing);
    menu.addSeparator();
    if (thing.layer >= 0 && model.layerHasExperts(uint32_t(thing.layer)))
        SwitchRow::fillRouterMenu(*menu.addMenu(tr("Router of Layer %1").arg(thing.layer)), m_trials.switches, model,
                                  thing.layer);
    SwitchRow::fillRouterMenu(*menu.addMenu(tr("Routers of All Layers")), m_trials.switches, model, -1);
    menu.addAction(tr("Open Altered Experts…"), m_alteration, &AlterationBar::loadWanted);
    menu.addSeparator();
}

bool ExpertsPanel::showsTokens() const
{
    return m_tabs->currentWidget() == m_mapPage && m_mapPage->picture() == MapPage::Picture::Tokens;
}

bool ExpertsPanel::showsOverview() const
{
    return m_tabs->currentWidget() == m_mapPage && m_mapPage->picture() == MapPage::Picture::Overview;
}

void ExpertsPanel::showStatistics()
{
    m_expert->setStatistics(m_routing.statistics());
    m_load->plot()->setStatistics(m_routing.statistics());
    refreshWords();
}

PanelMessage ExpertsPanel::message() const
{
    return expertsMessage(m_store, tr("the experts that each token wakes appear"));
}

PanelView ExpertsPanel::openView() const
{
    const QWidget *tab = m_tabs->currentWidget();
    if (showsTokens())
        return {m_map, tr("Expert map"), "expert map"};
    if (showsOverview())
        return {m_mapPage->overview(), tr("Overview of the experts"), "expert overview"};
    if (tab == m_token)
        return {m_token->widget(), tr("Experts of %1").arg(tokenWords(*run(), m_token->shownToken())),
                "experts of a token"};
    if (tab == m_load)
        return {m_load->plot(), tr("Load of the experts"), "expert load"};
    return {m_expert->showsExpert() ? m_expert : nullptr, tr("Tokens of an expert"), "tokens of an expert"};
}

QString ExpertsPanel::wordsFor(const Focus &focus) const
{
    if (!run() || !run()->hasExperts())
        return {};
    if (m_tabs->currentWidget() == m_token)
        if (const QString words = m_token->wordsFor(focus); !words.isEmpty())
            return words;
    if (showsOverview() && focus.hasExpert() && run()->model().info.layerHasExperts(uint32_t(focus.layer)))
        return loadWords(*run(), m_routing.statistics(), m_mapPage->overview()->measure(), focus.layer, focus.expert);
    return focusWords(*run(), focus, m_routing.statistics());
}

QString ExpertsPanel::hint() const
{
    if (!run() || !run()->hasExperts())
        return {};
    const RoutingStatistics &statistics = m_routing.statistics();
    int used = 0;
    for (int layer = run()->firstExpertLayer(); layer < run()->firstExpertLayer() + run()->expertLayers(); ++layer)
        used += statistics.used(layer);
    const QString words = tr("%1 of %2 used by %3")
                              .arg(formatExactCount(uint64_t(used)),
                                   formatPlural(run()->expertLayers() * run()->expertCount(), Noun::Expert),
                                   rangeWords(*run(), statistics.range()));
    if (showsOverview())
        return words + tr("; double click a cell to go to its tokens");
    if (!showsTokens())
        return words;
    const QString several = m_map->tokensAPixel() > 1
                                ? tr("; a pixel is the strongest of %1 tokens").arg(m_map->tokensAPixel())
                                : QString();
    return words + several +
           (run()->hasUncomputed() ? tr("; hatched: not computed") : tr("; point at a cell to read it"));
}

} // namespace deepscope
