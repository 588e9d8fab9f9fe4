#include "prompt_meter.h"

#include "models/engine_sentences.h"

#include <algorithm>

namespace deepscope {

namespace {

// From here on it is worth knowing which turns would have to go.
constexpr double NearlyFull = 0.75;
// With the oldest turns left out, so much of the context is free again for the next ones.
constexpr double FreeAgain = 0.5;

uint32_t largerContext(const LoadedModel &model)
{
    const uint32_t most = std::min(model.info.contextLength, longestContext(model.memory, model.device));
    return most > model.memory.context ? most : 0;
}

} // namespace

PromptMeter::PromptMeter(RunStore &store, Chats &chats, QObject *parent)
    : QObject(parent), m_store(store), m_chats(chats)
{
    connect(&chats, &Chats::historyChanged, this, &PromptMeter::forget);
    connect(&store, &RunStore::modelChanged, this, &PromptMeter::forget);
    forget();
}

void PromptMeter::setDraft(const QString &question)
{
    if (question.trimmed() == m_draft)
        return;
    m_draft = question.trimmed();
    ask();
}

void PromptMeter::setLimits(const std::string &chatTemplate, uint32_t maxTokens)
{
    if (chatTemplate == m_template && maxTokens == m_maxTokens)
        return;
    m_template = chatTemplate;
    m_maxTokens = maxTokens;
    ask();
}

void PromptMeter::setSystem(const std::string &text)
{
    if (text == m_system)
        return;
    m_system = text;
    forget();
}

// What was counted is of other turns or of another model.
void PromptMeter::forget()
{
    m_use.reset();
    m_history = m_chats.history();
    m_request = requestBehind(m_history);
    ask();
}

RunRequest PromptMeter::requestBehind(const ChatHistory &history) const
{
    RunRequest request;
    request.chat = history.messages();
    if (!m_system.empty())
        request.chat.insert(request.chat.begin(), {ChatMessage::Role::System, m_system});
    request.leftOut = history.leftOut();
    request.chat.push_back({ChatMessage::Role::User, {}});
    request.chatTemplate = m_template;
    return request;
}

RunRequest PromptMeter::requestAnew(const Run &run) const
{
    RunRequest request = requestBehind(m_chats.historyBefore(run.id()));
    request.chat.back().text = run.question().trimmed().toStdString();
    return request;
}

void PromptMeter::ask()
{
    m_request.chat.back().text = m_draft.toStdString();
    m_request.chatTemplate = m_template;
    m_counted = false;
    send();
    emit changed();
}

void PromptMeter::send()
{
    if (!m_store.model())
        return;
    const uint32_t context = m_store.model()->memory.context;
    m_question = {m_question.run + 1, m_request, m_nearlyFull ? uint32_t(FreeAgain * context) : 0};
    emit asked(m_question);
}

void PromptMeter::answer(const PromptCount &count)
{
    const LoadedModel *model = m_store.model();
    if (count.run != m_question.run || !model || m_counted)
        return;
    m_nearlyFull = m_history.cutOff() > 0 || count.tokens > NearlyFull * model->memory.context;
    if (m_nearlyFull && m_question.room == 0 && m_history.sentTurns() > 0)
        return send(); // now that it matters: with the turns that would have to go
    PromptUse use;
    use.context = model->memory.context;
    use.tokens = count.tokens;
    use.earlierTurns = m_history.sentTurns();
    use.averageAnswer = m_history.averageAnswer(model->info);
    use.answerRoom = smallestAnswerRoom(use.context, use.averageAnswer, m_maxTokens);
    use.cutOff = m_history.cutOff();
    use.largerContext = largerContext(*model);
    if (count.failure)
        use.problem = engineSentence(count.failure->sentence);
    use.leaveOut = m_history.leavingOut(int(count.turnsToLeaveOut));
    use.tokensThen = count.tokensThen;
    m_use = use;
    m_counted = true;
    emit changed();
}

} // namespace deepscope
