// Any bytes as the chat template of a model file. Only Error(File) may come out, soon and without much memory.
#include "api/error.h"
#include "text/chat_template_families.h"

#include <cstdlib>

using namespace deepscope;

namespace {

constexpr jinja::Limits Limits = {.steps = 200'000, .bytes = 8 << 20, .depth = 250};

const std::vector<ChatMessage> &conversation()
{
    static const std::vector<ChatMessage> messages = {
        {ChatMessage::Role::System, "Be brief."},
        {ChatMessage::Role::User, "What is 47 + 85?"},
        {ChatMessage::Role::Assistant, "<think>\n7 + 5 = 12\n</think>\n\n132"},
        {ChatMessage::Role::User, " Why? \xE4\xB8\xAD \xF0\x9F"}};
    return messages;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const Vocabulary vocabulary({{"<s>", TokenKind::Control}, {"</s>", TokenKind::Control}, {"a"}},
                                       {.bos = 0, .eos = 1, .unknown = -1, .addBos = true, .ends = {}});
    const std::string text(data, data + size);
    makeChatTemplate(text, vocabulary);
    for (const bool reasons : {false, true}) {
        try {
            makeFileTemplate(text, "own", vocabulary, reasons, Limits)->render(conversation());
        } catch (const Error &error) {
            if (error.kind() != ErrorKind::File)
                std::abort();
        }
    }
    return 0;
}
