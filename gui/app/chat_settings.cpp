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
        for (const QString &chat : gone)
            m_deleted[chat] = m_memory.takeOut(chat);
    });
    connect(&chats, &Chats::restored, this, [this](const QStringList &back) {
        for (const QString &chat : back)
            if (const auto deleted = m_deleted.extract(chat))
                m_memory.putBack(chat, deleted.mapped());
    });
    connect(composer.settingsForm(), &GenerationPopover::planWanted, this, &ChatSettings::planWanted);
}

ChatSettings::~ChatSettings()
{
    if (!m_workbench.keepsDeletions()) // they are there again when the program starts
        for (const auto &[chat, values] : m_deleted)
            m_memory.putBack(chat, values);
    for (const Chat &chat : m_workbench.chats().all())
        if (!chat.kept)
            m_memory.takeOut(chat.info.id);
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
        m_memory.keep(model->info, m_composer.settings());
    else
        m_memory.keepOfChat(chat, model->info, m_composer.settings());
}

// What a chat was gone on with is its own, also where another window has deleted it, or it had nothing so far.
void ChatSettings::keepAsked(uint32_t run)
{
    const Chat *chat = m_workbench.chats().shownChat();
    if (chat && chat->turns.holds(run) && chat->turns.versions().size() > 1)
        keep();
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
