#include "text/chat_template_families.h"

namespace deepscope {

namespace {

// BOS {system, but not for R1} <｜User｜>question<｜Assistant｜>answer EOS <｜User｜>...<｜Assistant｜>
class DeepseekTemplate : public ChatTemplate {
public:
    DeepseekTemplate(std::string bos, bool thinks) : m_bos(std::move(bos)), m_thinks(thinks) {}

    RenderedChat renderMarked(const std::vector<ChatMessage> &chat) const override
    {
        std::string system, turns;
        for (const ChatMessage &message : m_thinks ? systemInQuestion(chat) : chat) {
            if (message.role == ChatMessage::Role::System)
                system += (system.empty() ? "" : "\n\n") + message.text;
            else if (message.role == ChatMessage::Role::User)
                turns += "<｜User｜>" + message.text;
            else
                turns += "<｜Assistant｜>" + message.text + "<｜end▁of▁sentence｜>";
        }
        // R1 sometimes skips its thought; its makers advise to open it for the model.
        return {m_bos + system + turns + "<｜Assistant｜>" + (m_thinks ? "<think>\n" : ""),
                m_thinks ? &thinkTags() : nullptr};
    }
    std::string family() const override { return m_thinks ? "deepseek-r1" : "deepseek-v3"; }

private:
    std::string m_bos;
    bool m_thinks;
};

// BOS {system}\n\nUser: question\n\nAssistant: answer EOS User: ...\n\nAssistant:
class DeepseekV2Template : public ChatTemplate {
public:
    explicit DeepseekV2Template(std::string bos) : m_bos(std::move(bos)) {}

    RenderedChat renderMarked(const std::vector<ChatMessage> &chat) const override
    {
        std::string text = m_bos;
        for (const ChatMessage &message : chat) {
            if (message.role == ChatMessage::Role::System)
                text += message.text + "\n\n";
            else if (message.role == ChatMessage::Role::User)
                text += "User: " + message.text + "\n\n";
            else
                text += "Assistant: " + message.text + "<｜end▁of▁sentence｜>";
        }
        return {text + "Assistant:"};
    }
    std::string family() const override { return "deepseek-v2"; }

private:
    std::string m_bos;
};

} // namespace

std::unique_ptr<ChatTemplate> makeDeepseekTemplate(std::string bos, bool thinks)
{
    return std::make_unique<DeepseekTemplate>(std::move(bos), thinks);
}

std::unique_ptr<ChatTemplate> makeDeepseekV2Template(std::string bos)
{
    return std::make_unique<DeepseekV2Template>(std::move(bos));
}

} // namespace deepscope
