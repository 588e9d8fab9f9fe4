#include "synth/synthetic_vocabulary.h"

#include <algorithm>
#include <cstdio>

namespace deepscope {

namespace {

enum Kind : int32_t { Normal = 1, Unknown = 2, Control = 3, Byte = 6 };

struct Vocabulary {
    std::vector<std::string> pieces;
    std::vector<int32_t> kinds;
    std::vector<float> scores;

    void add(std::string piece, Kind kind)
    {
        scores.push_back(kind == Normal ? -float(pieces.size()) : 0); // earlier ones are joined first
        pieces.push_back(std::move(piece));
        kinds.push_back(kind);
    }
};

// a, b ... z, aa, ab ...
std::string letters(uint32_t number)
{
    std::string text;
    for (uint32_t rest = number + 1; rest > 0; rest = (rest - 1) / 26)
        text += char('a' + (rest - 1) % 26);
    std::reverse(text.begin(), text.end());
    return text;
}

} // namespace

void setSyntheticVocabulary(GgufWriter &writer, uint32_t tokens)
{
    Vocabulary vocabulary;
    vocabulary.add("<unk>", Unknown);
    vocabulary.add("<s>", Control);
    vocabulary.add("</s>", Control);
    for (int byte = 0; byte < 256; ++byte) {
        char piece[8];
        std::snprintf(piece, sizeof piece, "<0x%02X>", unsigned(byte));
        vocabulary.add(piece, Byte);
    }
    vocabulary.add("\xE2\x96\x81", Normal); // U+2581, the space
    for (uint32_t number = 0; vocabulary.pieces.size() < tokens; ++number)
        vocabulary.add(letters(number), Normal);
    writer.setString("tokenizer.ggml.model", "llama");
    writer.setStrings("tokenizer.ggml.tokens", vocabulary.pieces);
    writer.setIntegers("tokenizer.ggml.token_type", vocabulary.kinds);
    writer.setFloats("tokenizer.ggml.scores", vocabulary.scores);
    writer.setUnsigned("tokenizer.ggml.unknown_token_id", 0);
    writer.setUnsigned("tokenizer.ggml.bos_token_id", 1);
    writer.setUnsigned("tokenizer.ggml.eos_token_id", 2);
}

} // namespace deepscope
