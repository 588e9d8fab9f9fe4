// Keeps count of what the next question would take of the context: the draft, with the turns that are sent before it.
#pragma once

#include "chats.h"
#include "prompt_use.h"

#include <optional>

namespace deepscope {

class PromptMeter : public QObject {
    Q_OBJECT

public:
    // Both must outlive it.
    PromptMeter(RunStore &store, Chats &chats, QObject *parent = nullptr);

    void setDraft(const QString &question);
    // Of the settings: one of chatTemplateNames(), empty = the model's own; and how long an answer may become, 0 = any.
    void setLimits(const std::string &chatTemplate, uint32_t maxTokens);
    void setSystem(const std::string &text); // that stands before the chat; empty = none

    // What is asked when the draft is sent now: the question, the turns before it, the template.
    const RunRequest &request() const { return m_request; }
    // What is asked when the question of a run is asked anew: by the settings in force, behind the turns before it.
    RunRequest requestAnew(const Run &run) const;
    bool isCounted() const { return m_counted; } // use() is of this request
    // Of this request or, until that is counted, of one that differs in its draft only; nothing = not counted so far.
    const std::optional<PromptUse> &use() const { return m_use; }

    void answer(const PromptCount &count); // to the newest question; others are dropped

signals:
    void asked(const deepscope::CountRequest &question);
    void changed();

private:
    RunRequest requestBehind(const ChatHistory &history) const; // the question is empty
    void forget();
    void ask();
    void send();

    RunStore &m_store;
    Chats &m_chats;
    QString m_draft; // without blanks around it
    std::string m_template, m_system;
    uint32_t m_maxTokens = 0;
    RunRequest m_request;
    ChatHistory m_history;                    // of the request
    CountRequest m_question{.run = 1U << 31}; // its numbers lie apart from those of runs
    bool m_counted = false, m_nearlyFull = false;
    std::optional<PromptUse> m_use;
};

} // namespace deepscope
