#include "text/chat_template_families.h"
#include "text/white_space.h"

namespace deepscope {

namespace {

// BOS <|user|>question<|end|><|assistant|><answer>answer</answer><|end|> <|user|>question<|end|><|assistant|>
// As the default model was trained (resources/default-model/chat_format.py): earlier turns in pairs, without their
// thoughts. It has seen neither system texts nor questions without an answer, so they are left out.
class DeepscopeTemplate : public ChatTemplate {
public:
    explicit DeepscopeTemplate(std::string bos) : m_bos(std::move(bos)) {}

    RenderedChat renderMarked(const std::vector<ChatMessage> &chat) const override
    {
        std::string turns, question;
        for (const ChatMessage &message : chat) {
            if (message.role == ChatMessage::Role::User)
                question = "<|user|>" + trimmed(message.text) + "<|end|><|assistant|>";
            else if (message.role == ChatMessage::Role::Assistant && !question.empty()) {
                if (const std::string answer = trimmed(message.text); !answer.empty())
                    turns += question + "<answer>" + answer + "</answer><|end|>";
                question.clear();
            }
        }
        return {m_bos + turns + question};
    }
    std::string family() const override { return "deepscope"; }

private:
    std::string m_bos;
};

} // namespace

std::unique_ptr<ChatTemplate> makeDeepscopeTemplate(std::string bos)
{
    return std::make_unique<DeepscopeTemplate>(std::move(bos));
}

} // namespace deepscope
