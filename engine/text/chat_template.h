// Turns a conversation into the text that a model was trained to continue.
#pragma once

#include "api/run.h"
#include "text/vocabulary.h"

#include <memory>
#include <string>
#include <string_view>
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
    virtual std::string family() const = 0; // "deepscope", "deepseek-r1", "deepseek-v3", "deepseek-v2", "chatml",
                                            // "llama3", "none"
};

// Chosen by the template text in the file, or by the special tokens where it has none; "none" joins the messages by
// line ends.
std::unique_ptr<ChatTemplate> makeChatTemplate(const GgufFile &file);
// The same from its parts: `text` is the template as it stands in the file, empty where there is none.
std::unique_ptr<ChatTemplate> makeChatTemplate(std::string_view text, const Vocabulary &vocabulary);

} // namespace deepscope
