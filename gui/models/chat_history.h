// Which turns of a chat go to the model with the next question, and why others do not: the one truth that the request,
// the count of its tokens and the marks in the chat read.
#pragma once

#include "run.h"

#include "api/run.h"

#include <QCoreApplication>

#include <vector>

namespace deepscope {

// What a person has decided about the turns of a chat.
struct HistoryWishes {
    bool earlierTurns = true; // send any at all
    bool thoughts = false;    // with what was thought
    int leftOut = 0;          // so many of the oldest turns are not sent any more
};

class ChatHistory {
    Q_DECLARE_TR_FUNCTIONS(deepscope::ChatHistory)

public:
    ChatHistory() = default;
    // The runs of a chat, oldest first; they must outlive it.
    ChatHistory(std::vector<const Run *> turns, HistoryWishes wishes);

    // What is sent, oldest first: each question with its answer, and its thought where that is wished.
    std::vector<ChatMessage> messages() const;
    std::vector<LeftOutTurn> leftOut() const; // the others, but for one that goes on
    // Tokens that the newest answer got, with its thought, before the context was full; 0 = it ended otherwise.
    uint32_t cutOff() const;
    int turns() const { return int(m_turns.size()); } // those that go on too
    int sentTurns() const;
    uint32_t thoughtTokens() const; // of the turns that are sent
    // Why a turn is not sent, in one sentence; empty for one that is, for one that goes on, and for unknown ones.
    QString whyNotSent(uint32_t run) const;

    // How many of the oldest turns must be left out, so that `sent` of those that are sent now are not.
    int leavingOut(int sent) const;
    // Tokens that an answer of this model with its thought took on average; 0 = there was none.
    double averageAnswer(const ModelInfo &model) const;

private:
    enum class Fate : uint8_t { Sent, GoesOn, NoAnswer, NoQuestion, LeftOut, Unwanted };
    struct Turn {
        const Run *run;
        Fate fate;
    };
    static Fate fateOf(const Run &run, bool leftOut, const HistoryWishes &wishes);

    std::vector<Turn> m_turns;
    bool m_thoughts = false;
};

// How many of the oldest turns of its chat had been left out to make room when this run was asked.
int turnsLeftOutBefore(const Run &run);

// The thought's own bytes, without what stands around them.
std::string thoughtBytes(const Run &run);
// The answer's own bytes, without blanks around it and without a last character that was cut off.
std::string answerBytes(const Run &run);

} // namespace deepscope
