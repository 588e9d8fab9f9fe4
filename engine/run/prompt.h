// The prompt of a request: what a chat or a text becomes before the model reads it.
#pragma once

#include "run/ready_model.h"

namespace deepscope {

struct Prompt {
    std::vector<int32_t> tokens;
    uint32_t asked = 0; // so many of them; those behind begin the answer
    const ThoughtMarks *openThought =
        nullptr; // the model goes on inside of a thought with these marks; null: it does not
};

// Throws Error(Usage) for a request without tokens, with tokens that the vocabulary lacks, or with a chat that its
// template does not take.
Prompt makePrompt(const ReadyModel &model, const RunRequest &request);

// Closes the thought that is open behind `text`, of which the first `asked` tokens are the prompt.
std::vector<int32_t> closingTokens(const ReadyModel &model, const std::vector<int32_t> &text, uint32_t asked,
                                   const ThoughtMarks *openThought);

// Throws the same errors.
PromptCount countPrompt(const ReadyModel &model, const CountRequest &request);

} // namespace deepscope
