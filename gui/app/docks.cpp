#include "app/docks.h"

#include "panels/chat_list/chat_list_panel.h"
#include "panels/expert_comparison/comparison_panel.h"
#include "panels/expert_comparison/set_chooser.h"
#include "panels/expert_comparison/sets_page.h"
#include "panels/experts/experts_panel.h"
#include "panels/memory/memory_panel.h"
#include "panels/token_details/token_details.h"
#include "panels/token_strip/token_strip.h"
#include "panels/token_strip/token_strip_plot.h"

#include <QDockWidget>
#include <QMainWindow>

namespace deepscope {

namespace {

constexpr int LayoutVersion = 3;
constexpr int RoomForTwo = 560;  // height of a window that has room for two panels one above the other
constexpr int RoomForMore = 780; // and that has more than they need

} // namespace

Docks::Docks(QMainWindow &window, RunStore &store, Selection &selection, Playback &playback, Chats &chats,
             ExpertTrials &trials, AttentionReading &attention, LatentReading &latent, const MemoryAccounts &memory)
    : DockSet(window, LayoutVersion), m_chatList(new ChatListPanel(store, chats)),
      m_expertsPanel(new ExpertsPanel(store, selection, trials)), m_detailsPanel(new TokenDetails(store, selection)),
      m_strip(new TokenStrip(store, selection, playback, trials, attention)),
      m_comparisonPanel(new ComparisonPanel(store, selection, trials.survey, trials.files)),
      m_memoryPanel(new MemoryPanel(store, memory, selection, attention, latent, trials.reading)),
      m_chats(add("chats", QMainWindow::tr("Chats"), m_chatList, "Alt+1")),
      m_experts(add("experts", QMainWindow::tr("Experts"), m_expertsPanel, "Alt+2")),
      m_memory(add("memory", QMainWindow::tr("Memory"), m_memoryPanel, "Alt+3")),
      m_details(add("tokenDetails", QMainWindow::tr("Token Details"), m_detailsPanel, "Alt+4")),
      m_tokens(add("tokens", QMainWindow::tr("Tokens"), m_strip, "Alt+5")),
      m_comparison(add("comparison", QMainWindow::tr("Compare Experts"), m_comparisonPanel, "Alt+6"))
{
    QObject::connect(m_comparisonPanel->sets(), &SetsPage::rulesChanged, m_strip,
                     [sets = m_comparisonPanel->sets(), plot = m_strip->plot()] {
                         plot->setCompared(sets->setA()->rule(), sets->setB()->rule());
                     });
    window.setDockOptions(QMainWindow::AnimatedDocks | QMainWindow::AllowTabbedDocks | QMainWindow::AllowNestedDocks);
    for (DataPanel *panel : std::initializer_list<DataPanel *>{m_comparisonPanel, m_detailsPanel})
        panel->setFurtherActions(
            [experts = m_expertsPanel](QMenu &menu, const Focus &thing) { experts->addActions(menu, thing); });
    m_tokens->setFeatures(m_tokens->features() | QDockWidget::DockWidgetVerticalTitleBar); // it is wide and low
}

void Docks::arrange()
{
    m_window.addDockWidget(Qt::LeftDockWidgetArea, m_chats);
    m_window.addDockWidget(Qt::RightDockWidgetArea, m_experts);
    m_window.addDockWidget(Qt::RightDockWidgetArea, m_memory);
    if (m_window.height() < RoomForTwo)
        m_window.tabifyDockWidget(m_experts, m_memory);
    m_window.tabifyDockWidget(m_memory, m_details);
    m_window.tabifyDockWidget(m_memory, m_comparison); // when it is asked for: below the map of the experts
    m_window.addDockWidget(Qt::BottomDockWidgetArea, m_tokens);
    for (QDockWidget *dock : {m_chats, m_experts, m_memory, m_details, m_tokens})
        dock->show();
    m_comparison->hide();
    (m_window.height() < RoomForTwo ? m_experts : m_memory)->raise();
    const int width = m_window.width();
    m_window.resizeDocks({m_chats, m_experts}, {width * 15 / 100, width * 36 / 100}, Qt::Horizontal);
    // The memory needs as much in a low window as in a high one; what is more is for the map.
    const int memory = m_window.height() < RoomForMore ? 50 : 44;
    m_window.resizeDocks({m_experts, m_memory}, {100 - memory, memory}, Qt::Vertical);
    m_window.resizeDocks({m_tokens}, {1}, Qt::Vertical); // as low as its content
}

} // namespace deepscope
