#include "text/sentencepiece_tokenizer.h"

#include "api/error.h"
#include "model/gguf_cursor.h"
#include "model/gguf_file.h"
#include "text/byte_piece.h"
#include "text/sentencepiece_model_proto.h"
#include "text/utf8.h"

#include <sentencepiece_processor.h>

#include <algorithm>

namespace deepscope {

namespace {

constexpr std::string_view Blank = "\xE2\x96\x81"; // U+2581

// -1: there is none.
int32_t unknownToken(const Vocabulary &vocabulary)
{
    const auto isByte = [&](int32_t token) { return vocabulary.entries()[size_t(token)].kind == TokenKind::Byte; };
    if (const int32_t named = vocabulary.roles().unknown; named >= 0 && !isByte(named))
        return named;
    const auto found = std::ranges::find(vocabulary.entries(), TokenKind::Unknown, &VocabularyEntry::kind);
    return found == vocabulary.entries().end() ? vocabulary.find("<unk>")
                                               : int32_t(found - vocabulary.entries().begin());
}

std::array<int32_t, 256> byteTokens(const Vocabulary &vocabulary, int32_t unknown)
{
    std::array<int32_t, 256> tokens;
    tokens.fill(unknown);
    for (int32_t i = int32_t(vocabulary.size()) - 1; i >= 0; --i) { // the first of several counts
        const VocabularyEntry &entry = vocabulary.entries()[size_t(i)];
        if (const int byte = byteOfPiece(entry.piece); entry.kind == TokenKind::Byte && byte >= 0)
            tokens[size_t(byte)] = i;
    }
    return tokens;
}

} // namespace

SentencePieceTokenizer::SentencePieceTokenizer(Vocabulary words, bool blankInFront, const std::string &name)
    : Tokenizer(std::move(words)), m_blankInFront(blankInFront), m_unknown(unknownToken(vocabulary())),
      m_processor(std::make_unique<sentencepiece::SentencePieceProcessor>())
{
    m_byteTokens = byteTokens(vocabulary(), m_unknown);
    const std::string becomes = m_unknown < 0 ? "is left out." : "becomes the unknown token.";
    if (m_unknown < 0)
        remark("The vocabulary has no unknown token; what cannot be written is left out.");
    for (const uint8_t byte : bytesBehind(vocabulary(), m_unknown))
        m_bytesBehind.push_back(m_byteTokens[byte]);
    if (const auto missing = std::ranges::count(m_bytesBehind, m_unknown); missing > 0)
        remark(std::to_string(missing) + " of the 256 byte pieces are missing; such a byte " + becomes);
    const auto status = m_processor->LoadFromSerializedProto(sentencePieceModelProto(vocabulary(), m_unknown));
    if (!status.ok())
        throw Error(ErrorKind::File, name + ": the SentencePiece library refuses the vocabulary: " +
                                         quotedName(status.ToString()) + ".");
}

SentencePieceTokenizer::~SentencePieceTokenizer() = default;

void SentencePieceTokenizer::encodeText(std::string_view text, bool goesOn, std::vector<int32_t> &tokens) const
{
    const auto push = [&](int32_t token) {
        if (token >= 0)
            tokens.push_back(token);
    };
    const std::string withBlank = (m_blankInFront && !goesOn ? " " : "") + std::string(text);
    for (const Utf8Span &span : splitByValidity(withBlank)) {
        if (span.valid) {
            std::vector<int> ids;
            const auto status = m_processor->Encode(span.text, &ids);
            if (!status.ok())
                throw Error(ErrorKind::Internal,
                            "The SentencePiece library cannot encode the text: " + status.ToString());
            for (const uint32_t id : ids) { // those behind the vocabulary are bytes, and perhaps the unknown token
                const size_t behind = id - std::min(id, size());
                push(id < size() ? int32_t(id) : behind < m_bytesBehind.size() ? m_bytesBehind[behind] : m_unknown);
            }
        } else {
            for (const char byte : span.text)
                push(m_byteTokens[uint8_t(byte)]);
        }
    }
}

std::string SentencePieceTokenizer::textBytes(const VocabularyEntry &entry) const
{
    if (const int byte = byteOfPiece(entry.piece); entry.kind == TokenKind::Byte && byte >= 0)
        return std::string(1, char(byte));
    std::string text = entry.piece;
    for (size_t at = text.find(Blank); at != std::string::npos; at = text.find(Blank, at + 1))
        text.replace(at, Blank.size(), " ");
    return text;
}

std::string SentencePieceTokenizer::decode(const std::vector<int32_t> &tokens) const
{
    const auto first = std::ranges::find_if(tokens, [this](int32_t token) { return token != bos(); });
    const bool blank = m_blankInFront && first != tokens.end() && bytes(*first).starts_with(' ');
    return Tokenizer::decode(tokens).substr(blank ? 1 : 0);
}

std::unique_ptr<Tokenizer> makeSentencePieceTokenizer(const GgufFile &file)
{
    const bool blankInFront = file.boolOr("tokenizer.ggml.add_space_prefix", true);
    return std::make_unique<SentencePieceTokenizer>(Vocabulary::read(file), blankInFront, file.name());
}

} // namespace deepscope
