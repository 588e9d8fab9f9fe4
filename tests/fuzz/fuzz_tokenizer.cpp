// Any text through real vocabularies, and any file as a vocabulary: ids stay in range, bytes survive, errors are
// Errors.
#include "api/error.h"
#include "api/utf8_stream.h"
#include "model/gguf_file.h"
#include "text/chat_template.h"
#include "text/phase_splitter.h"
#include "text/tokenizer.h"

#include <algorithm>
#include <cstdlib>

using namespace deepscope;

namespace {

void require(bool holds)
{
    if (!holds)
        std::abort();
}

std::vector<std::unique_ptr<Tokenizer>> goldenTokenizers()
{
    std::vector<std::unique_ptr<Tokenizer>> tokenizers;
    for (const char *name : {"llama_f16", "ds2lite_new_f16", "ds2v3_new_f16", "r1qwen_f16", "llamabpe_f16"})
        tokenizers.push_back(makeTokenizer(
            GgufFile(std::filesystem::path(DEEPSCOPE_TEST_DATA) / "golden" / (std::string(name) + ".gguf"))));
    return tokenizers;
}

// SentencePiece writes spaces as U+2581, and puts one after each special token; control tokens give no bytes.
bool isReversible(const Tokenizer &tokenizer, const std::string &text, const std::vector<int32_t> &tokens)
{
    const auto isText = [&](int32_t token) {
        return tokenizer.kind(token) == TokenKind::Normal || tokenizer.kind(token) == TokenKind::Byte;
    };
    return std::ranges::all_of(tokens, isText) && text.find("\xE2\x96\x81") == std::string::npos;
}

void readText(const Tokenizer &tokenizer, const std::string &text)
{
    for (const bool parseSpecial : {false, true}) {
        const std::vector<int32_t> tokens = tokenizer.encode(text, {.addBos = false, .parseSpecial = parseSpecial});
        PhaseSplitter splitter(tokenizer, parseSpecial);
        Utf8Stream stream;
        for (const int32_t token : tokens) {
            require(token >= 0 && uint32_t(token) < tokenizer.size());
            splitter.next(token);
            stream.push(tokenizer.bytes(token));
        }
        require(splitter.think().size() + splitter.answer().size() <= text.size() + 64 * tokens.size());
        if (isReversible(tokenizer, text, tokens))
            require(tokenizer.decode(tokens) == text);
    }
}

void readVocabulary(std::span<const uint8_t> data)
{
    try {
        const GgufFile file(data, "fuzz");
        makeChatTemplate(file)->render({{ChatMessage::Role::User, "Hi"}});
        const auto tokenizer = makeTokenizer(file);
        for (const int32_t token : tokenizer->encode("Hello <think> w\xF6rld 12 \xE4\xB8\xAD", {}))
            tokenizer->bytes(token);
    } catch (const Error &error) {
        require(error.kind() == ErrorKind::File);
    }
}

} // namespace

// The first byte chooses: a vocabulary for the text that follows, or that a GGUF file follows.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const std::vector<std::unique_ptr<Tokenizer>> tokenizers = goldenTokenizers();
    if (size == 0)
        return 0;
    const std::span<const uint8_t> rest(data + 1, size - 1);
    if (data[0] < tokenizers.size())
        readText(*tokenizers[data[0]], std::string(rest.begin(), rest.end()));
    else
        readVocabulary(rest);
    return 0;
}
