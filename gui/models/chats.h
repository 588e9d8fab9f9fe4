// Which runs make one chat. A question joins the chat that is shown; a recording is a chat of its own.
#pragma once

#include "run_store.h"

#include <optional>
#include <vector>

namespace deepscope {

class Chats : public QObject {
    Q_OBJECT

public:
    explicit Chats(RunStore &store, QObject *parent = nullptr);

    // The next question starts a new chat; until then nothing is shown.
    void beginNew();
    // Returns the recording's number in the store; it becomes the current run.
    uint32_t addRecording(const RecordedRun &recorded);

    // Runs of the chat that is shown, oldest first; empty = a new one.
    std::vector<uint32_t> shown() const;
    // Whether a new question continues the chat that is shown: it was asked here, of the model that is in use.
    bool canContinue() const;
    // The turns so far of the chat that is shown, for a model that is to remember them. Turns without an answer are
    // left out.
    std::vector<ChatMessage> earlierTurns() const;

signals:
    void shownChanged();          // another chat
    void turnAdded(uint32_t run); // to the chat that is shown

private:
    struct Chat {
        std::vector<uint32_t> runs;
        bool recorded = false;
    };

    bool continuesWith(const ModelInfo &model) const;
    void addRun(uint32_t run);
    void showCurrent();

    RunStore &m_store;
    std::vector<Chat> m_chats;
    std::optional<size_t> m_shown;
    bool m_addingRecording = false;
};

} // namespace deepscope
