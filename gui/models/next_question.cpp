#include "next_question.h"

#include <utility>

namespace deepscope {

NextQuestion::NextQuestion(RunStore &store, Chats &chats, QObject *parent) : QObject(parent), m_meter(store, chats)
{
    connect(&m_meter, &PromptMeter::changed, this, &NextQuestion::decide);
    connect(&chats, &Chats::shownChanged, this, &NextQuestion::forget); // it was meant for another chat
}

void NextQuestion::setDraft(const QString &question)
{
    m_draft = question;
    if (!isWaiting())
        m_meter.setDraft(question);
}

void NextQuestion::send(const QString &question)
{
    m_sent = question;
    m_meter.setDraft(question);
    emit waitingChanged();
    decide();
}

void NextQuestion::forget()
{
    if (!isWaiting())
        return;
    m_sent.clear();
    m_meter.setDraft(m_draft);
    emit waitingChanged();
}

void NextQuestion::decide()
{
    if (!isWaiting() || !m_meter.isCounted())
        return;
    const QString question = std::exchange(m_sent, {});
    if (m_meter.use()->fits())
        emit ready(question, RunRequest(m_meter.request())); // the request changes with what is sent
    else
        emit refused(question);
    m_meter.setDraft(m_draft);
    emit waitingChanged();
}

} // namespace deepscope
