// Text to token ids and back. One interface; the vocabulary in the file decides which implementation.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace deepscope {

class GgufFile;

enum class TokenKind : uint8_t { Normal = 1, Unknown = 2, Control = 3, UserDefined = 4, Unused = 5, Byte = 6 };

struct TokenizeOptions {
    bool addBos = true;        // in front, if the model wants one
    bool parseSpecial = false; // control tokens in the text are taken as such
};

class Tokenizer {
public:
    virtual ~Tokenizer() = default;

    virtual std::vector<int32_t> encode(std::string_view text, const TokenizeOptions &options) const = 0;

    // The exact bytes of one token; a SentencePiece blank (U+2581) is a space. Control tokens give no bytes.
    virtual std::string bytes(int32_t token) const = 0;
    // The bytes of a whole sequence from its start: without the blank that SentencePiece puts in front.
    virtual std::string decode(const std::vector<int32_t> &tokens) const = 0;

    virtual std::string piece(int32_t token) const = 0; // as it stands in the vocabulary
    virtual TokenKind kind(int32_t token) const = 0;
    virtual uint32_t size() const = 0;
    virtual int32_t find(std::string_view piece) const = 0; // -1: no such piece
    virtual int32_t bos() const = 0;                        // -1: none
    virtual int32_t eos() const = 0;                        // -1: none
    virtual std::string description() const = 0;            // "SentencePiece", "byte-level BPE (qwen2)"

    bool isEnd(int32_t token) const; // eos, or another token that ends a turn (by its well-known name)
};

// Throws Error(File) for a vocabulary that is missing, inconsistent or of an unsupported kind.
std::unique_ptr<Tokenizer> makeTokenizer(const GgufFile &file);

} // namespace deepscope
