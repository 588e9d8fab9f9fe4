#include "train/chat_form.h"

#include "text/chat_template.h"
#include "text/tokenizer.h"

#include <algorithm>

namespace deepscope {

ChatForm::ChatForm(const Tokenizer &tokenizer, const ChatTemplate &chatTemplate)
    : m_tokenizer(tokenizer), m_template(chatTemplate), m_markers(findAnswerMarkers(tokenizer))
{
}

QuestionPrompt ChatForm::prompt(const std::string &question) const
{
    const RenderedChat chat = m_template.render({{ChatMessage::Role::User, question}});
    return {m_tokenizer.encode(chat.text, {.addBos = false, .parseSpecial = true, .plain = chat.messages}),
            chat.openThought != nullptr};
}

std::vector<int32_t> ChatForm::inside(std::string_view text) const
{
    return m_tokenizer.encode(text, {.addBos = false, .parseSpecial = false});
}

bool ChatForm::holdsMark(std::string_view text) const
{
    const std::vector<int32_t> tokens = m_tokenizer.encode(text, {.addBos = false, .parseSpecial = true});
    return std::ranges::any_of(tokens, [&](int32_t token) { return m_markers.isTag(token) || token == m_markers.end; });
}

} // namespace deepscope
