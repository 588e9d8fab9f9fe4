// SentencePiece vocabularies inside GGUF files, encoded by the SentencePiece library.
#pragma once

#include "text/tokenizer.h"

#include <array>

namespace sentencepiece {
class SentencePieceProcessor;
}

namespace deepscope {

// A blank (U+2581) goes in front of the text and of what follows each special token. Bytes that are not UTF-8, and
// characters that are not in the vocabulary, become byte pieces.
class SentencePieceTokenizer : public Tokenizer {
public:
    // Throws Error(File) for a vocabulary that the library refuses; `name` is the file's, for the sentence.
    SentencePieceTokenizer(Vocabulary vocabulary, bool blankInFront, const std::string &name);
    ~SentencePieceTokenizer() override;

    std::string decode(const std::vector<int32_t> &tokens) const override;
    std::string description() const override { return "SentencePiece"; }

private:
    void encodeText(std::string_view text, bool goesOn, std::vector<int32_t> &tokens) const override;
    std::string textBytes(const VocabularyEntry &entry) const override;

    bool m_blankInFront;
    int32_t m_unknown;                     // -1: none
    std::array<int32_t, 256> m_byteTokens; // the unknown token where there is no byte piece
    std::vector<int32_t> m_bytesBehind;    // of the ids that the library has behind the vocabulary
    std::unique_ptr<sentencepiece::SentencePieceProcessor> m_processor;
};

std::unique_ptr<Tokenizer> makeSentencePieceTokenizer(const GgufFile &file);

} // namespace deepscope
