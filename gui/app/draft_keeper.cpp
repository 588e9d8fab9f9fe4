#include "app/draft_keeper.h"

#include "models/chats.h"
#include "panels/chat/chat_drafts.h"

#include <QDir>

#include <chrono>

namespace deepscope {

namespace {

constexpr std::chrono::milliseconds Interval(500); // a crash loses no more than is written in it
constexpr int MostWindows = 20;                    // whose drafts of new chats are kept
constexpr QLatin1String OfNewChat("new");          // begins the names of their places

QString placeName(int place) { return OfNewChat + QString::number(place); }

} // namespace

DraftKeeper::DraftKeeper(ChatDrafts &drafts, Chats &chats, Settings &settings, const QString &folder)
    : m_drafts(drafts), m_chats(chats), m_settings(settings)
{
    m_timer.setInterval(Interval);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &DraftKeeper::keep);
    restore(folder);
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

// Of a new chat what a window left that has gone, if there is any; else room for one.
void DraftKeeper::restore(const QString &folder)
{
    QHash<QString, QString> drafts = m_settings.drafts();
    for (const bool withDraft : {true, false})
        for (int place = 0; place < MostWindows && m_place.isEmpty(); ++place)
            if (drafts.contains(placeName(place)) == withDraft && take(folder, place))
                m_place = placeName(place);
    const QString ofNewChat = drafts.value(m_place);
    drafts.removeIf([](const auto &draft) { return draft.key().startsWith(OfNewChat); });
    drafts[QString()] = ofNewChat;
    if (m_settings.keepsChats())
        m_drafts.restore(drafts);
}

bool DraftKeeper::take(const QString &folder, int place)
{
    if (folder.isEmpty())
        return true;
    QDir().mkpath(folder); // at the very first start nobody has made it so far
    m_lock = std::make_unique<QLockFile>(QDir(folder).filePath(QStringLiteral("draft%1.lock").arg(place)));
    m_lock->setStaleLockTime(0); // as long as its window lives
    return m_lock->tryLock() ||
           m_lock->error() != QLockFile::LockFailedError; // where no lock can be made, none is seen
}

// Of a new chat if a person wants new chats to be kept; of others if they are.
void DraftKeeper::keep()
{
    for (const QString &id : std::exchange(m_changed, {})) {
        const Chat *chat = m_chats.find(id);
        const bool isKept = id.isEmpty() ? m_settings.keepsChats() : chat && chat->kept;
        const QString &place = id.isEmpty() ? m_place : id;
        if (!place.isEmpty())
            m_settings.setDraft(place, isKept ? m_drafts.draft(id) : QString());
    }
}

} // namespace deepscope
