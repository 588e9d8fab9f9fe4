#include "text/chat_template_families.h"

namespace deepscope {

namespace {

// <|im_start|>role\ntext<|im_end|>\n for each message.
class ChatMlTemplate : public ChatTemplate {
public:
    ChatMlTemplate(std::string bos, bool thinks) : m_bos(std::move(bos)), m_thinks(thinks) {}

    RenderedChat renderMarked(const std::vector<ChatMessage> &chat) const override
    {
        std::string text = m_bos;
        for (const ChatMessage &message : chat) {
            if (message.role == ChatMessage::Role::System)
                text += turn("system", message.text);
            else if (message.role == ChatMessage::Role::User)
                text += turn("user", message.text);
            else
                text += turn("assistant", message.text);
        }
        return {text + "<|im_start|>assistant\n" + (m_thinks ? "<think>\n" : ""), m_thinks ? &thinkTags() : nullptr};
    }
    std::string family() const override { return "chatml"; }

private:
    static std::string turn(const std::string &role, const std::string &text)
    {
        return "<|im_start|>" + role + "\n" + text + "<|im_end|>\n";
    }

    std::string m_bos;
    bool m_thinks;
};

} // namespace

std::unique_ptr<ChatTemplate> makeChatMlTemplate(std::string bos, bool thinks)
{
    return std::make_unique<ChatMlTemplate>(std::move(bos), thinks);
}

} // namespace deepscope
