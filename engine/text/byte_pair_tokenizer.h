// Byte-level BPE ("gpt2" in GGUF): every byte is a character of the vocabulary's alphabet, so any text can be encoded.
#pragma once

#include "text/byte_pair_merges.h"
#include "text/pre_tokenizer.h"
#include "text/pre_tokenizer_rules.h"
#include "text/tokenizer.h"

#include <array>

namespace deepscope {

class BytePairTokenizer : public Tokenizer {
public:
    // Throws Error(File) where the parts do not fit together or the pre-tokenizer is not supported; `name` is the
    // file's, for the sentence.
    BytePairTokenizer(Vocabulary vocabulary, const std::vector<std::string> &merges, const std::string &preTokenizer,
                      const std::string &name);

    bool composes() const override { return m_rule.composes; }
    std::string description() const override { return "byte-level BPE (" + m_preTokenizerName + ")"; }

private:
    void encodeText(std::string_view text, bool goesOn, std::vector<int32_t> &tokens) const override;
    std::string textBytes(const VocabularyEntry &entry) const override;
    void encodePiece(std::string_view piece, std::vector<int32_t> &tokens) const;

    std::string m_preTokenizerName;
    const PreTokenizerRule &m_rule; // of the table
    PreTokenizer m_preTokenizer;
    BytePairMerges m_merges;
    std::array<int32_t, 256> m_byteTokens;
};

std::unique_ptr<Tokenizer> makeBytePairTokenizer(const GgufFile &file);

} // namespace deepscope
