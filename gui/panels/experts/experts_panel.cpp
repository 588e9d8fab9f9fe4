#include "experts_panel.h"

#include "expert_map.h"
#include "expert_view.h"
#include "load_view.h"
#include "map_page.h"
#include "models/load_words.h"
#include "models/selection_words.h"
#include "overview_plot.h"
#include "paint/number_format.h"
#include "panels/shared/panel_scroll.h"
#include "token_experts_view.h"

#include <QTabBar>
#include <QTabWidget>

namespace deepscope {

ExpertsPanel::ExpertsPanel(const RunStore &store, Selection &selection, QWidget *parent)
    : DataPanel(store, selection, parent), m_routing(store, selection), m_tabs(new QTabWidget),
      m_mapPage(new MapPage(store, selection, m_routing)), m_map(m_mapPage->map()),
      m_token(new TokenExpertsView(store, selection)), m_expert(new ExpertView(store, selection)),
      m_load(new LoadView(store, selection))
{
    setAccessibleName("Experts");
    m_tabs->setDocumentMode(true);
    m_tabs->setAccessibleName("Views of the experts");
    m_tabs->addTab(m_mapPage, "Map");
    m_tabs->addTab(m_token, "Token");
    auto *expertPage = new PanelScroll;
    expertPage->setContent(m_expert);
    m_tabs->addTab(expertPage, "Expert");
    m_tabs->addTab(m_load, "Load");
    m_tabs->setTabToolTip(0, tr("All tokens and all experts, or all layers in one picture"));
    m_tabs->setTabToolTip(1, "The experts that one token chose");
    m_tabs->setTabToolTip(2, "The tokens that chose one expert");
    m_tabs->setTabToolTip(3, "How evenly the experts are used");
    QWidget *pictures = m_mapPage->pictureSwitch();
    pictures->setMaximumHeight(m_tabs->tabBar()->sizeHint().height());
    m_tabs->setCornerWidget(pictures);
    setContent(m_tabs);

    connect(m_tabs, &QTabWidget::currentChanged, this, &ExpertsPanel::refreshWords);
    connect(m_tabs, &QTabWidget::currentChanged, pictures,
            [this, pictures] { pictures->setVisible(m_tabs->currentWidget() == m_mapPage); });
    connect(m_mapPage, &MapPage::pictureChanged, this, &ExpertsPanel::refreshWords);
    connect(m_mapPage, &MapPage::measureChanged, this, &ExpertsPanel::refreshWords);
    connect(&m_routing, &RangeRouting::changed, this, &ExpertsPanel::showStatistics);
    showStatistics();
    refreshMessage();
}

void ExpertsPanel::resizeEvent(QResizeEvent *event)
{
    DataPanel::resizeEvent(event);
    m_mapPage->fitSwitch(width() - m_tabs->tabBar()->sizeHint().width()); // the tabs come first
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
    const LoadedModel *model = m_store.shownModel();
    if (model && model->info.expertLayers() == 0)
        return {PanelMessage::Kind::Empty, "This model has no experts",
                QString("%1 is dense: every token passes through the whole of each of its %2.")
                    .arg(QString::fromStdString(model->info.name), formatPlural(model->info.layers, "layer"))};
    if (model && !model->abilities.withoutRouting.empty())
        return {PanelMessage::Kind::Empty, "The experts are not known",
                QString::fromStdString(model->abilities.withoutRouting)};
    return tokensMessage(m_store, "the experts that each token wakes appear");
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
    const QString words =
        QString("%1 of %2 used by %3")
            .arg(formatExactCount(uint64_t(used)), formatPlural(run()->expertLayers() * run()->expertCount(), "expert"),
                 rangeWords(*run(), statistics.range()));
    if (showsOverview())
        return words + tr("; double click a cell to go to its tokens");
    if (!showsTokens())
        return words;
    return words + (m_map->hasUncomputed() ? tr("; hatched: not computed") : tr("; point at a cell to read it"));
}

} // namespace deepscope
