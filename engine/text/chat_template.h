// Turns a conversation into the text that a model was trained to continue.
#pragma once

#include "api/run.h"
#include "text/special_tokens.h"
#include "text/thought_marks.h"
#include "text/vocabulary.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace deepscope {

class GgufFile;

struct RenderedChat {
    std::string text;                          // to be tokenised with special tokens parsed and without a further BOS
    const ThoughtMarks *openThought = nullptr; // of the thought that the text opens at its end; null: it opens none
    std::vector<TextRange> messages;           // what in it somebody typed or answered: no special token is found there
};

class ChatTemplate {
public:
    virtual ~ChatTemplate() = default;
    // Ends where the assistant is to go on. Thoughts of earlier turns are sent again between `marks` of a pair; those
    // of channels, and of templates that look into what was said, are not.
    RenderedChat render(const std::vector<ChatMessage> &chat, const ThoughtMarks *marks = nullptr) const;
    // One of chatTemplateNames(), or "own" for a template from a file that resembles none of them.
    virtual std::string family() const = 0;

    // Pieces that nobody's message may write as tokens, where the template looks into it.
    void protect(std::vector<std::string> pieces) { m_pieces = std::move(pieces); }

private:
    std::vector<std::string> m_pieces;

    // Of texts that stand for those of the chat (message_marks.h), so that a template can move and trim them but not
    // look into them; where it did, once more of those texts with marks for such pieces alone (piece_marks.h).
    virtual RenderedChat renderMarked(const std::vector<ChatMessage> &chat) const = 0;
};

// The template in the file, which is rendered as it is; where there is none, the built-in one that the special tokens
// point to. The default model's own is built in. A template that is not supported says so when it is rendered.
std::unique_ptr<ChatTemplate> makeChatTemplate(const GgufFile &file);
// The same from its parts: `text` is the template as it stands in the file, empty where there is none.
std::unique_ptr<ChatTemplate> makeChatTemplate(std::string_view text, const Vocabulary &vocabulary);

// One of chatTemplateNames(), whatever the file holds. Throws Error(Usage) for another name.
std::unique_ptr<ChatTemplate> makeBuiltInTemplate(const std::string &name, const Vocabulary &vocabulary);

} // namespace deepscope
