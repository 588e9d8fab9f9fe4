#include "text/chat_template_families.h"

namespace deepscope {

namespace {

// For models that were trained on no conversation: the messages, each on its line.
class PlainTemplate : public ChatTemplate {
public:
    explicit PlainTemplate(std::string bos) : m_bos(std::move(bos)) {}

    RenderedChat renderMarked(const std::vector<ChatMessage> &chat) const override
    {
        std::string text;
        for (const ChatMessage &message : chat)
            text += (text.empty() ? "" : "\n") + message.text;
        return {m_bos + text};
    }
    std::string family() const override { return "none"; }

private:
    std::string m_bos;
};

} // namespace

std::unique_ptr<ChatTemplate> makePlainTemplate(std::string bos)
{
    return std::make_unique<PlainTemplate>(std::move(bos));
}

} // namespace deepscope
