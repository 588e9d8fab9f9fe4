#include "app/chat_settings.h"

#include "paint/number_format.h"
#include "panels/chat/composer.h"
#include "panels/chat/generation_popover.h"

namespace deepscope {

ChatSettings::ChatSettings(Composer &composer, Workbench &workbench, GenerationMemory &memory)
    : QObject(&composer), m_composer(composer), m_workbench(workbench), m_memory(memory)
{
    Chats &chats = workbench.chats();
    connect(&composer, &Composer::settingsChanged, this, &ChatSettings::keep);
    connect(&chats, &Chats::shownChanged, this, &ChatSettings::show);
    connect(&chats, &Chats::began, this, [this](const QString &chat) {
        if (const LoadedModel *model = m_workbench.store().model())
            m_memory.keepOfChat(chat, model->info, m_composer.settings());
    });
    connect(&chats, &Chats::runBegan, this, &ChatSettings::keepAsked);
    connect(&chats, &Chats::removed, this, [this](const QStringList &gone) {
        if (m_workbench.keepsDeletions()) // else they are there again when the program starts
            m_deleted.merge(m_memory.takeOut(gone));
    });
    connect(&chats, &Chats::restored, this, [this](const QStringList &back) {
        std::map<QString, QVariantMap> restored;
        for (const QString &chat : back)
            restored.insert(m_deleted.extract(chat));
        m_memory.putBack(restored);
    });
    connect(composer.settingsForm(), &GenerationPopover::planWanted, this, &ChatSettings::planWanted);
}

ChatSettings::~ChatSettings()
{
    QStringList unkept;
    for (const Chat &chat : m_workbench.chats().all())
        if (!chat.kept)
            unkept << chat.info.id;
    if (!unkept.empty())
        m_memory.takeOut(unkept);
}

void ChatSettings::show()
{
    const LoadedModel *model = m_workbench.store().model();
    const std::optional<GenerationSettings> own =
        model ? m_memory.ofChat(m_workbench.chats().shownId(), model->info) : std::nullopt;
    m_showing = true;
    m_composer.setSettings(own ? *own : model ? m_memory.of(model->info) : m_memory.withoutModel());
    m_showing = false;
    if (model && !own) // what an earlier version kept, or was kept of the same file elsewhere, is of this model now
        m_memory.keep(model->info, m_composer.settings());
    m_composer.settingsForm()->setContext(contextWords());
}

void ChatSettings::keep()
{
    const LoadedModel *model = m_workbench.store().model();
    if (m_showing || !model)
        return;
    const QString chat = m_workbench.chats().shownId();
    if (chat.isEmpty())
        return m_memory.keep(model->info, m_composer.settings());
    m_memory.keepOfChat(chat, model->info, m_composer.settings());
    m_memory.keepEarlierTurns(m_composer.settings().earlierTurns);
}

// What a chat was gone on with is its own, also where another window has deleted it, or it had nothing so far. Several
// answers are asked with the same.
void ChatSettings::keepAsked(uint32_t run)
{
    const Chat *chat = m_workbench.chats().shownChat();
    const LoadedModel *model = m_workbench.store().model();
    const bool goesOn = chat && chat->turns.holds(run) && chat->turns.versions().size() > 1;
    const auto &request = m_workbench.store().run(run)->request();
    if (model && goesOn && (!request || request->sample == 0))
        m_memory.keepOfChat(chat->info.id, model->info, m_composer.settings());
}

QString ChatSettings::contextWords() const
{
    const LoadedModel *model = m_workbench.store().model();
    if (!model)
        return {};
    const MemoryPlan &plan = model->memory;
    return tr("%1: cache %2 of %3 in all")
        .arg(formatPlural(plan.context, Noun::Token), formatBytes(plan.cacheBytes), formatBytes(plan.totalBytes()));
}

} // namespace deepscope
