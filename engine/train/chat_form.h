// How a model is asked and how it is to answer: its chat's form, in tokens.
#pragma once

#include "train/answer_markers.h"

#include <string>
#include <string_view>

namespace deepscope {

class ChatTemplate;

struct QuestionPrompt {
    std::vector<int32_t> tokens;
    bool opensThought = false; // it ends in <think>: the answer begins inside of the thought
};

class ChatForm {
public:
    // Both must outlive it. Throws Error(File) for a model without the marks of a thought and an answer.
    ChatForm(const Tokenizer &tokenizer, const ChatTemplate &chatTemplate);

    const Tokenizer &tokenizer() const { return m_tokenizer; }
    const AnswerMarkers &markers() const { return m_markers; }

    // Throws Error(File) for a template that cannot be rendered.
    QuestionPrompt prompt(const std::string &question) const;

    // What stands between tags: the same tokens as where the model writes it there.
    std::vector<int32_t> inside(std::string_view text) const;

    // A text that holds a mark of its own cannot be told from the form.
    bool holdsMark(std::string_view text) const;

private:
    const Tokenizer &m_tokenizer;
    const ChatTemplate &m_template;
    AnswerMarkers m_markers;
};

} // namespace deepscope
