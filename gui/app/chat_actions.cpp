#include "app/chat_actions.h"

#include "app/dock_set.h"
#include "paint/number_format.h"
#include "panels/chat_list/chat_list_panel.h"

#include <QAction>
#include <QItemSelectionModel>
#include <QListView>

#include <algorithm>

namespace deepscope {

ChatActions::ChatActions(const Actions &actions, Chats &chats, ChatListPanel *panel)
    : QObject(panel), m_actions(actions), m_chats(chats), m_panel(panel)
{
    panel->setMenus({actions.renameChat, actions.deleteChat, actions.deleteAllChats, actions.undoDelete},
                    {actions.copyQuestion, actions.copyAnswer});
    const auto onShownPanel = [this](QAction *action, auto act) {
        connect(action, &QAction::triggered, this, [this, act] {
            showDockOf(*m_panel);
            act();
        });
    };
    onShownPanel(actions.findChat, [panel] { panel->find(); });
    onShownPanel(actions.renameChat, [panel] { panel->renameSelected(); });
    onShownPanel(actions.deleteChat, [panel] { panel->deleteSelected(); });
    connect(actions.deleteAllChats, &QAction::triggered, this, [this] {
        QStringList all;
        for (const Chat &chat : m_chats.all())
            all.push_back(chat.info.id);
        m_chats.remove(all);
    });
    connect(actions.undoDelete, &QAction::triggered, &chats, &Chats::undoRemove);
    connect(&chats, &Chats::removed, this, [this](const QStringList &gone) { announce(int(gone.size())); });
    connect(&chats, &Chats::restored, this, &ChatActions::restored);
    connect(&chats, &Chats::listChanged, this, &ChatActions::updateEnabled);
    connect(&chats, &Chats::chatChanged, this, &ChatActions::updateEnabled);
    connect(&chats, &Chats::shownChanged, this, &ChatActions::updateEnabled);
    connect(panel->list()->selectionModel(), &QItemSelectionModel::currentChanged, this, &ChatActions::updateEnabled);
    updateEnabled();
}

void ChatActions::announce(int count)
{
    emit deleted(count == 1 ? tr("The chat was deleted.")
                            : tr("%1 were deleted.").arg(formatPlural(count, Noun::Chat)));
}

void ChatActions::updateEnabled()
{
    const Chat *selected = m_panel->selected();
    const auto idle = [this](const Chat &chat) { return !m_chats.isWorking(chat); };
    m_actions.renameChat->setEnabled(selected);
    m_actions.deleteChat->setEnabled(selected && idle(*selected));
    // With a question of it marked, it is the whole chat that would go.
    const int turns = selected ? selected->info.turns : 0;
    m_actions.deleteChat->setText(turns > 1 ? tr("&Delete Chat of %1").arg(formatPlural(turns, Noun::Question))
                                            : tr("&Delete Chat"));
    m_actions.deleteAllChats->setEnabled(std::ranges::any_of(m_chats.all(), idle));
    m_actions.undoDelete->setEnabled(m_chats.canUndoRemove());
}

} // namespace deepscope
