#include "prompt_use.h"

#include <algorithm>

namespace deepscope {

namespace {

constexpr double LowShare = 0.85;      // of the context
constexpr uint32_t UnknownAnswer = 16; // tokens that any answer may take

} // namespace

PromptUse::Level PromptUse::level() const
{
    if (!problem.isEmpty())
        return Level::Impossible;
    if (uint64_t(tokens) + answerRoom > context)
        return uint64_t(tokensThen) + answerRoom > context ? Level::TooLong : Level::Full;
    return cutsOff() || tokens >= LowShare * context || questionsLeft() == 0 ? Level::Low : Level::Ample;
}

// Each turn adds its question and answer to the next prompt; its thought only needs room while it is thought.
int PromptUse::questionsLeft() const
{
    if (earlierTurns == 0 || averageAnswer == 0)
        return -1;
    if (left() < averageAnswer)
        return 0;
    return 1 + int((left() - averageAnswer) / (double(tokens) / (earlierTurns + 1)));
}

// An answer that gets less than half of what the others took would hardly be one.
uint32_t smallestAnswerRoom(uint32_t context, double average, uint32_t most)
{
    const uint32_t half = average > 0 ? uint32_t(average / 2) : UnknownAnswer;
    const uint32_t room = std::clamp(half, 1U, std::max(context / 4, 1U));
    return most > 0 ? std::min(room, most) : room;
}

} // namespace deepscope
