#include "comparison_panel.h"

#include "files_page.h"
#include "models/selection_words.h"
#include "panels/shared/panel_scroll.h"
#include "sets_page.h"
#include "survey_page.h"
#include "together_page.h"
#include "token_page.h"

#include <QTabWidget>

#include <utility>

namespace deepscope {

ComparisonPanel::ComparisonPanel(const RunStore &store, Selection &selection, ExpertSurvey &survey,
                                 FileComparison &files, QWidget *parent)
    : DataPanel(store, selection, parent), m_routing(store, selection), m_tabs(new QTabWidget),
      m_sets(new SetsPage(store, selection)), m_together(new TogetherPage(store, selection)),
      m_token(new TokenPage(store, selection)), m_survey(new SurveyPage(store, selection, survey)),
      m_files(new FilesPage(store, selection, files))
{
    setAccessibleName(tr("Compare experts"));
    m_tabs->setDocumentMode(true);
    m_tabs->setAccessibleName(tr("What is compared"));
    m_tabs->addTab(m_sets, tr("Sets"));
    m_tabs->addTab(m_together, tr("Together"));
    m_tabs->addTab(m_token, tr("Token"));
    m_tabs->addTab(m_survey, tr("Reach"));
    m_tabs->setTabToolTip(0, tr("Which experts two sets of tokens choose differently"));
    m_tabs->setTabToolTip(1, tr("Which experts of a layer the same tokens choose"));
    m_tabs->setTabToolTip(2, tr("How much of an expert's choice the token alone explains"));
    m_tabs->setTabToolTip(3, tr("Which tokens were routed narrowly, and which experts have the largest outputs"));
    m_tabs->addTab(m_files, tr("Files"));
    m_tabs->setTabToolTip(4, tr("How far another file of the model is from this one on the shown text"));
    setContent(m_tabs);
    connect(&store, &RunStore::currentRunChanged, this, &ComparisonPanel::offerPages);

    connect(m_tabs, &QTabWidget::currentChanged, this, &ComparisonPanel::refreshWords);
    connect(&m_routing, &RangeRouting::changed, this, &ComparisonPanel::refreshWords);
    connect(m_sets, &SetsPage::wordsChanged, this, &ComparisonPanel::refreshWords);
    connect(m_together, &TogetherPage::wordsChanged, this, &ComparisonPanel::refreshWords);
    connect(m_token, &TokenPage::wordsChanged, this, &ComparisonPanel::refreshWords);
    refreshMessage();
}

// Two files of a dense model can be compared as well.
void ComparisonPanel::offerPages()
{
    const bool experts = !run() || run()->hasExperts();
    const int before = m_tabs->currentIndex(); // one that is disabled is left
    for (int page = 0; page < m_tabs->count(); ++page)
        m_tabs->setTabEnabled(page, experts || m_tabs->widget(page) == m_files);
    if (!experts && !m_pageBefore) {
        m_pageBefore = before;
        m_tabs->setCurrentWidget(m_files);
    } else if (experts && m_pageBefore) {
        m_tabs->setCurrentIndex(*std::exchange(m_pageBefore, std::nullopt));
    }
}

PanelMessage ComparisonPanel::message() const
{
    if (run() && !run()->hasExperts())
        return {};
    return expertsMessage(m_store, tr("the experts of its parts are compared"));
}

QString ComparisonPanel::wordsFor(const Focus &focus) const
{
    if (!run() || (!run()->hasExperts() && m_tabs->currentWidget() != m_files))
        return {};
    const QWidget *page = m_tabs->currentWidget();
    return page == m_sets                        ? m_sets->wordsFor(focus)
           : page == m_together                  ? m_together->wordsFor(focus)
           : page == m_survey || page == m_files ? focusWords(*run(), focus, m_routing.statistics())
                                                 : m_token->wordsFor(focus);
}

PanelView ComparisonPanel::openView() const
{
    QWidget *page = m_tabs->currentWidget();
    if (const auto *scroll = qobject_cast<PanelScroll *>(page))
        page = scroll->widget();
    return {page, tr("Compare experts: %1").arg(m_tabs->tabText(m_tabs->currentIndex())), "compared experts"};
}

QString ComparisonPanel::hint() const
{
    return m_tabs->currentWidget() == m_sets ? m_sets->hint() : tr("Point at an expert to read it; a click focuses it");
}

} // namespace deepscope
