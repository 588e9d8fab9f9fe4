// Turns a conversation into the text that a model was trained to continue.
#pragma once

#include "api/run.h"

#include <memory>
#include <string>
#include <vector>

namespace deepscope {

class GgufFile;

struct RenderedChat {
    std::string text;           // to be tokenised with special tokens parsed and without a further BOS
    bool endsInThought = false; // the text ends in an opening <think>
};

class ChatTemplate {
public:
    virtual ~ChatTemplate() = default;
    // Ends where the assistant is to go on. Old thoughts are not repeated.
    virtual RenderedChat render(const std::vector<ChatMessage> &chat) const = 0;
    virtual std::string family() const = 0; // "deepscope", "deepseek-r1", "none", ...
};

// Chosen by the template text and the special tokens in the file; "none" joins the messages by line ends.
std::unique_ptr<ChatTemplate> makeChatTemplate(const GgufFile &file);

} // namespace deepscope
