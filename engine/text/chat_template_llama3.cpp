#include "text/chat_template_families.h"

namespace deepscope {

namespace {

// <|start_header_id|>role<|end_header_id|>\n\ntext<|eot_id|> for each message.
class Llama3Template : public ChatTemplate {
public:
    explicit Llama3Template(std::string bos) : m_bos(std::move(bos)) {}

    RenderedChat renderMarked(const std::vector<ChatMessage> &chat) const override
    {
        std::string text = m_bos;
        for (const ChatMessage &message : chat) {
            if (message.role == ChatMessage::Role::System)
                text += header("system") + message.text;
            else if (message.role == ChatMessage::Role::User)
                text += header("user") + message.text;
            else
                text += header("assistant") + message.text;
            text += "<|eot_id|>";
        }
        return {text + header("assistant")};
    }
    std::string family() const override { return "llama3"; }

private:
    static std::string header(const std::string &role)
    {
        return "<|start_header_id|>" + role + "<|end_header_id|>\n\n";
    }

    std::string m_bos;
};

} // namespace

std::unique_ptr<ChatTemplate> makeLlama3Template(std::string bos)
{
    return std::make_unique<Llama3Template>(std::move(bos));
}

} // namespace deepscope
