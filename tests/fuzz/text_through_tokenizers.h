// Sends a text through a tokenizer of every kind and all that reads its tokens. What does not hold is thrown as a
// std::logic_error, which ends a fuzzer and fails a test.
#pragma once

#include "api/utf8_stream.h"
#include "text/byte_alphabet.h"
#include "text/byte_pair_tokenizer.h"
#include "text/phase_splitter.h"
#include "text/sentencepiece_tokenizer.h"

#include <algorithm>
#include <cstdio>
#include <stdexcept>

namespace deepscope {

inline std::vector<VocabularyEntry> tagsAndControls()
{
    return {{"<s>", TokenKind::Control},
            {"<|end|>", TokenKind::Control},
            {"<think>", TokenKind::UserDefined},
            {"</think>", TokenKind::UserDefined},
            {"<think", TokenKind::UserDefined}};
}

inline std::unique_ptr<Tokenizer> smallSentencePiece()
{
    std::vector<VocabularyEntry> entries = tagsAndControls();
    for (int byte = 0; byte < 256; ++byte) {
        char piece[8];
        std::snprintf(piece, sizeof piece, "<0x%02X>", unsigned(byte));
        entries.push_back({piece, TokenKind::Byte});
    }
    for (const char *piece : {"▁", "a", "b", "ab", "▁a", "▁▁", "aa", "中", "<", ">"})
        entries.push_back({piece, TokenKind::Normal, -float(entries.size() % 7)});
    entries.push_back({"<unk>", TokenKind::Unknown});
    const int32_t unknown = int32_t(entries.size()) - 1;
    return std::make_unique<SentencePieceTokenizer>(
        Vocabulary(std::move(entries), {.bos = 0, .eos = 1, .unknown = unknown, .addBos = true, .ends = {}}), true,
        "small");
}

inline std::unique_ptr<Tokenizer> smallBytePair(const std::string &rule)
{
    std::vector<VocabularyEntry> entries = tagsAndControls();
    for (int byte = 0; byte < 256; ++byte)
        entries.push_back({byteCharacter(uint8_t(byte))});
    for (const char *piece : {"aa", "ab", "aab", "ĠĠ", "Ġa", "12"})
        entries.push_back({piece});
    return std::make_unique<BytePairTokenizer>(
        Vocabulary(std::move(entries), {.bos = 0, .eos = 1, .unknown = -1, .addBos = true, .ends = {}}),
        std::vector<std::string>{"a a", "a b", "aa b", "Ġ Ġ", "Ġ a", "1 2"}, rule, "small");
}

// SentencePiece writes a space as U+2581 and puts one after each special token; control tokens give no bytes.
inline bool isReversible(const Tokenizer &tokenizer, const std::string &text, const std::vector<int32_t> &tokens)
{
    const auto isText = [&](int32_t token) {
        return tokenizer.kind(token) == TokenKind::Normal || tokenizer.kind(token) == TokenKind::Byte;
    };
    return std::ranges::all_of(tokens, isText) && text.find("▁") == std::string::npos;
}

inline void readText(const Tokenizer &tokenizer, const std::string &text, bool parseSpecial)
{
    const auto require = [](bool holds, const char *what) {
        if (!holds)
            throw std::logic_error(what);
    };
    tokenizer.encode(text, {.addBos = false, .parseSpecial = parseSpecial, .normalise = true});
    const std::vector<int32_t> tokens =
        tokenizer.encode(text, {.addBos = false, .parseSpecial = parseSpecial, .normalise = false});
    for (const ThoughtMarks &marks : knownThoughtMarks()) {
        const auto splitter = makePhaseSplitter(tokenizer, marks, parseSpecial);
        size_t bytes = 0, phases = 0;
        for (const int32_t token : tokens) {
            phases += splitter->next(token).size();
            require(phases <= tokens.size(), "there are more phases than tokens");
            bytes += tokenizer.piece(token).size() + 2; // an empty line between two messages
        }
        phases += splitter->finish().size();
        require(phases == tokens.size(), "a token has no phase");
        require(splitter->think().size() + splitter->answer().size() <= bytes, "the phases hold more than the tokens");
    }
    Utf8Stream stream;
    for (const int32_t token : tokens)
        stream.push(tokenizer.bytes(token));
    if (isReversible(tokenizer, text, tokens))
        require(tokenizer.decode(tokens) == text, "the tokens do not give the text back");
}

inline void readThroughTokenizers(const std::string &text)
{
    static const auto tokenizers = [] {
        std::vector<std::unique_ptr<Tokenizer>> all;
        all.push_back(smallSentencePiece());
        for (const char *rule :
             {"deepseek-coder", "deepseek-llm", "deepseek-v3", "gpt-4o", "qwen2", "qwen35", "llama-bpe"})
            all.push_back(smallBytePair(rule));
        return all;
    }();
    for (const auto &tokenizer : tokenizers)
        for (const bool parseSpecial : {false, true})
            readText(*tokenizer, text, parseSpecial);
}

} // namespace deepscope
