#include "chats.h"

#include <algorithm>

namespace deepscope {

Chats::Chats(RunStore &store, QObject *parent) : QObject(parent), m_store(store)
{
    connect(&store, &RunStore::runAdded, this, &Chats::addRun);
    connect(&store, &RunStore::currentRunChanged, this, &Chats::showCurrent);
}

void Chats::beginNew() { m_store.clearCurrent(); }

uint32_t Chats::addRecording(const RecordedRun &recorded)
{
    m_addingRecording = true;
    const uint32_t run = m_store.add(recorded);
    m_addingRecording = false;
    m_store.setCurrent(run);
    return run;
}

std::vector<uint32_t> Chats::shown() const { return m_shown ? m_chats[*m_shown].runs : std::vector<uint32_t>{}; }

bool Chats::canContinue() const { return m_store.model() && continuesWith(m_store.model()->info); }

bool Chats::continuesWith(const ModelInfo &model) const
{
    if (!m_shown || m_chats[*m_shown].recorded)
        return false;
    const ModelInfo &own = m_store.run(m_chats[*m_shown].runs.back())->model().info;
    return own.path == model.path && own.name == model.name && own.fileBytes == model.fileBytes;
}

std::vector<ChatMessage> Chats::earlierTurns() const
{
    std::vector<ChatMessage> messages;
    if (!canContinue())
        return messages;
    for (const uint32_t number : shown()) {
        const Run *run = m_store.run(number);
        QString answer;
        for (const Run::Section &section : run->sections())
            if (section.phase == Phase::Answer)
                answer += run->text(section.tokens);
        if (answer.trimmed().isEmpty())
            continue;
        messages.push_back({ChatMessage::Role::User, run->question().toStdString()});
        messages.push_back({ChatMessage::Role::Assistant, answer.trimmed().toStdString()});
    }
    return messages;
}

void Chats::addRun(uint32_t run)
{
    if (!m_addingRecording && continuesWith(m_store.run(run)->model().info)) {
        m_chats[*m_shown].runs.push_back(run);
        emit turnAdded(run);
        return;
    }
    m_chats.push_back({{run}, m_addingRecording});
    if (m_addingRecording)
        return; // shown when it is whole
    m_shown = m_chats.size() - 1;
    emit shownChanged();
}

// The chat of the current run is the one that is shown.
void Chats::showCurrent()
{
    std::optional<size_t> shown;
    if (const Run *current = m_store.current()) {
        const auto holds = [&](const Chat &chat) { return std::ranges::count(chat.runs, current->id()) > 0; };
        const auto chat = std::ranges::find_if(m_chats, holds);
        if (chat != m_chats.end())
            shown = static_cast<size_t>(chat - m_chats.begin());
    }
    if (shown == m_shown)
        return;
    m_shown = shown;
    emit shownChanged();
}

} // namespace deepscope
