// How much of the context the next question would take, with the turns that are sent with it, and what follows from
// that. All numbers of tokens are the engine's.
#pragma once

#include <QString>

#include <cstdint>

namespace deepscope {

struct PromptUse {
    enum class Level : uint8_t {
        Ample,
        Low,       // the chat will soon be full, or the next answer may not fit
        Full,      // with all turns that are sent, there is no room for an answer
        TooLong,   // not even without any earlier turn
        Impossible // there is no such prompt, see `problem`
    };

    uint32_t context = 0;    // tokens that it holds
    uint32_t tokens = 0;     // of the prompt
    uint32_t answerRoom = 0; // that an answer needs at the least
    int earlierTurns = 0;    // that are sent
    // The oldest turns of the chat without which there would be room again, and the tokens of the prompt then; where
    // leaving out helps nothing, of the question alone. Known where `tokens` are many.
    int leaveOut = 0;
    uint32_t tokensThen = 0;
    double averageAnswer = 0;   // tokens with its thought; 0 = nothing to judge from
    uint32_t cutOff = 0;        // tokens that the newest answer got before the context was full; 0 = it was not
    uint32_t largerContext = 0; // that this model can have on its device; 0 = no larger one
    QString problem;

    Level level() const;
    // The newest answer was cut off, and the next one would get hardly more.
    bool cutsOff() const { return cutOff > 0 && earlierTurns > 0 && 2 * uint64_t(left()) < 3 * uint64_t(cutOff); }
    bool fits() const { return level() == Level::Ample || level() == Level::Low; }
    uint32_t left() const { return context > tokens ? context - tokens : 0; } // for the answer
    // About how many questions, this one included, still fit by the average of the turns so far; -1 = no telling.
    int questionsLeft() const;
};

// Of an answer when those so far took `average` tokens with their thoughts (0 = unknown), and the settings allow at
// most `most` (0 = any number).
uint32_t smallestAnswerRoom(uint32_t context, double average, uint32_t most);

} // namespace deepscope
