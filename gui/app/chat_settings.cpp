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
    connect(&chats, &Chats::removed, this, [this](const QStringList &gone) { m_deleted += gone; });
    connect(composer.settingsForm(), &GenerationPopover::planWanted, this, &ChatSettings::planWanted);
}

// One that was brought back, or that another window went on with, is listed again.
ChatSettings::~ChatSettings()
{
    for (const Chat &chat : m_workbench.chats().all())
        m_deleted.removeAll(chat.info.id);
    m_memory.forgetChats(m_deleted);
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
