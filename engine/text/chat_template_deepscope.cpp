#include "text/chat_template_families.h"

namespace deepscope {

namespace {

// BOS <|user|>question<|end|><|assistant|>. The default model learned to answer single questions: earlier turns and
// system texts would only be noise to it, so the last question stands alone.
class DeepscopeTemplate : public ChatTemplate {
public:
    explicit DeepscopeTemplate(std::string bos) : m_bos(std::move(bos)) {}

    RenderedChat render(const std::vector<ChatMessage> &chat) const override
    {
        std::string question;
        for (const ChatMessage &message : chat)
            if (message.role == ChatMessage::Role::User)
                question = message.text;
        return {m_bos + "<|user|>" + question + "<|end|><|assistant|>"};
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
