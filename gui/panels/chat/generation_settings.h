// What a person sets for an answer before it is generated.
#pragma once

#include "api/run.h"

namespace deepscope {

struct GenerationSettings {
    Sampling sampling;        // greedy by default: the same question gives the same answer
    uint32_t maxTokens = 0;   // 0 = until the context is full
    bool earlierTurns = true; // send the earlier turns of the chat with each question
};

} // namespace deepscope
