// Any bytes as a model file, as far as its text side reads it. Only Error(File) may come out.
#include "api/error.h"
#include "model/gguf_file.h"
#include "text/chat_template.h"
#include "text/tokenizer.h"

using namespace deepscope;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    try {
        const GgufFile file(std::span(data, size), "vocabulary");
        const std::string chat = makeChatTemplate(file)->render({{ChatMessage::Role::User, "What is 47 + 85?"}}).text;
        const std::unique_ptr<Tokenizer> tokenizer = makeTokenizer(file);
        tokenizer->decode(
            tokenizer->encode(chat + " ab<think>\xE4\xB8\xAD \xF0\x9F", {.addBos = true, .parseSpecial = true}));
    } catch (const Error &error) {
        if (error.kind() != ErrorKind::File)
            throw;
    }
    return 0;
}
