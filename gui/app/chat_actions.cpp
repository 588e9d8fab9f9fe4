#include "app/chat_actions.h"

#include "app/dock_set.h"
#include "paint/number_format.h"
#include "panels/chat_list/chat_list_panel.h"

#include <QAction>
#include <QItemSelectionModel>
#include <QListView>

#include <algorithm>

namespace deepscope {

ChatActions::ChatActions(const Actions &actions, Chats &chats, ChatListPanel *panel, CacheKeeper *caches)
    : QObject(panel), m_actions(actions), m_chats(chats), m_panel(panel), m_caches(caches)
{
    panel->setMenus(
        {actions.renameChat, actions.keepCache, actions.deleteChat, actions.deleteAllChats, actions.undoDelete},
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
    connect(actions.keepCache, &QAction::triggered, this, [this](bool keeps) {
        if (const Chat *chat = m_panel->selected(); chat && m_caches)
            m_caches->setKeeps(chat->info.id, keeps);
        showCache(); // also where it could not be done
    });
    if (caches)
        connect(caches, &CacheKeeper::changed, this, &ChatActions::showCache);
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
    showCache();
    m_actions.deleteAllChats->setEnabled(std::ranges::any_of(m_chats.all(), idle));
    m_actions.undoDelete->setEnabled(m_chats.canUndoRemove());
}

// Of a chat that is kept itself, with what it takes or would take.
void ChatActions::showCache()
{
    const Chat *selected = m_panel->selected();
    const bool can = m_caches && selected && selected->kept;
    const uint64_t bytes = can ? m_caches->bytes(selected->info.id) : 0;
    QAction *action = m_actions.keepCache;
    action->setEnabled(can);
    action->setChecked(can && m_caches->keeps(selected->info.id));
    action->setText(bytes > 0 ? tr("Keep the Ca&che (%1)").arg(formatBytes(bytes)) : tr("Keep the Ca&che"));
    const QString against = can ? m_caches->reasonAgainst(selected->info.id) : QString();
    const QString what =
        !against.isEmpty() ? against
        : bytes > 0
            ? tr("Keeps the cache of this chat on the disk, so that it goes on without reading everything again: "
                 "%1.")
                  .arg(formatBytes(bytes))
            : tr("Keeps the cache of this chat on the disk, so that it goes on without reading everything again.");
    action->setStatusTip(what);
    action->setToolTip(what);
}

} // namespace deepscope
