// The question on its way from where it is written to the engine: it is let go when it is known to fit, so that no turn
// begins that cannot be answered.
#pragma once

#include "prompt_meter.h"

namespace deepscope {

class NextQuestion : public QObject {
    Q_OBJECT

public:
    // All must outlive it.
    NextQuestion(RunStore &store, Chats &chats, QObject *parent = nullptr);

    PromptMeter &meter() { return m_meter; }
    void setDraft(const QString &question); // what is being written

    // Ends with ready() or refused(), now or when its tokens are counted; with neither when it is forgotten.
    void send(const QString &question);
    void forget();
    bool isWaiting() const { return !m_sent.isEmpty(); }

signals:
    void ready(const QString &question, const deepscope::RunRequest &request);
    void refused(const QString &question); // meter().use() says why
    void waitingChanged();

private:
    void decide();

    PromptMeter m_meter;
    QString m_draft;
    QString m_sent; // until it is counted
};

} // namespace deepscope
