// Text to token ids and back. The vocabulary in the file decides which implementation.
#pragma once

#include "text/special_tokens.h"
#include "text/vocabulary.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace deepscope {

class GgufFile;

struct TokenizeOptions {
    bool addBos = true;                    // in front, if the model wants one
    bool parseSpecial = false;             // control tokens in the text are taken as such
    std::span<const TextRange> plain = {}; // text in which no special token is found, not even user-defined ones
    bool normalise = true;                 // as the makers' tokenizer does; false: the characters as they are
    bool goesOn = false;                   // behind other tokens: no blank is put in front
};

// All calls may be made from several threads at once. A token id that does not exist throws Error(Usage).
class Tokenizer {
public:
    virtual ~Tokenizer();
    Tokenizer(const Tokenizer &) = delete;
    Tokenizer &operator=(const Tokenizer &) = delete;

    std::vector<int32_t> encode(std::string_view text, const TokenizeOptions &options) const;

    // The exact bytes of one token; a SentencePiece blank (U+2581) is a space. Control tokens give no bytes, the
    // unknown token gives U+FFFD.
    std::string bytes(int32_t token) const;
    // The bytes of a whole sequence from its start: without the blank that SentencePiece puts in front.
    virtual std::string decode(const std::vector<int32_t> &tokens) const;

    // Texts become Unicode's form NFC first: e with an accent behind it is one letter, \u00e9.
    virtual bool composes() const { return false; }

    virtual std::string description() const = 0; // "SentencePiece", "byte-level BPE (qwen2)"

    const Vocabulary &vocabulary() const { return m_vocabulary; }
    const std::vector<std::string> &remarks() const { return m_remarks; } // those of the vocabulary, and further ones
    const std::string &piece(int32_t token) const { return m_vocabulary.entry(token).piece; } // as in the vocabulary
    TokenKind kind(int32_t token) const { return m_vocabulary.entry(token).kind; }
    uint32_t size() const { return m_vocabulary.size(); }
    int32_t find(std::string_view piece) const { return m_vocabulary.find(piece); } // -1: no such piece
    int32_t bos() const { return m_vocabulary.roles().bos; }                        // -1: none
    int32_t eos() const { return m_vocabulary.roles().eos; }                        // -1: none
    bool isEnd(int32_t token) const { return m_vocabulary.isEnd(token); }           // eos, or another that ends a turn

    void remark(std::string sentence) { m_remarks.push_back(std::move(sentence)); }

protected:
    explicit Tokenizer(Vocabulary vocabulary);

private:
    // Appends the ids of a text that holds no special tokens and is not empty. `goesOn`: as the option.
    virtual void encodeText(std::string_view text, bool goesOn, std::vector<int32_t> &tokens) const = 0;
    // The bytes of a normal, unused or byte token.
    virtual std::string textBytes(const VocabularyEntry &entry) const = 0;

    Vocabulary m_vocabulary;
    SpecialTokens m_specialTokens;
    std::vector<std::string> m_remarks;
};

// Throws Error(File) for a vocabulary that is missing, inconsistent or of an unsupported kind.
std::unique_ptr<Tokenizer> makeTokenizer(const GgufFile &file);

} // namespace deepscope
