#include "app/draft_keeper.h"

#include "models/chats.h"
#include "panels/chat/chat_drafts.h"

#include <chrono>

namespace deepscope {

namespace {

constexpr std::chrono::milliseconds Interval(500); // a crash loses no more than is written in it

} // namespace

DraftKeeper::DraftKeeper(ChatDrafts &drafts, Chats &chats, Settings &settings)
    : m_drafts(drafts), m_chats(chats), m_settings(settings)
{
    m_timer.setInterval(Interval);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &DraftKeeper::keep);
    if (settings.keepsChats())
        drafts.restore(settings.drafts());
    connect(&drafts, &ChatDrafts::changed, this, [this](const QString &chat) {
        m_changed.insert(chat);
        if (!m_timer.isActive())
            m_timer.start();
    });
    // A draft is of a chat that may come back until the program ends; after that it is of nothing.
    connect(&chats, &Chats::removed, this, [this](const QStringList &gone) {
        for (const QString &chat : gone)
            m_settings.setDraft(chat, {});
    });
    connect(&chats, &Chats::restored, this, [this](const QStringList &back) {
        m_changed.unite(QSet<QString>(back.begin(), back.end()));
        keep();
    });
    connect(&chats, &Chats::keepingChanged, this, [this] {
        m_changed.insert(QString());
        keep();
    });
}

DraftKeeper::~DraftKeeper() { keep(); }

// Of a new chat if a person wants new chats to be kept; of others if they are.
void DraftKeeper::keep()
{
    for (const QString &id : std::exchange(m_changed, {})) {
        const Chat *chat = m_chats.find(id);
        const bool isKept = id.isEmpty() ? m_settings.keepsChats() : chat && chat->kept;
        m_settings.setDraft(id, isKept ? m_drafts.draft(id) : QString());
    }
}

} // namespace deepscope
