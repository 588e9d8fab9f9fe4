#include "text/sentencepiece_tokenizer.h"

#include "api/error.h"
#include "model/gguf_cursor.h"
#include "model/gguf_file.h"
#include "text/sentencepiece_model_proto.h"
#include "text/utf8.h"

#include <sentencepiece_processor.h>

#include <algorithm>
#include <charconv>

namespace deepscope {

namespace {

constexpr std::string_view Blank = "\xE2\x96\x81"; // U+2581

// The byte that a piece such as "<0x0A>" stands for; -1: no such piece.
int byteOfPiece(std::string_view piece)
{
    if (piece.size() != 6 || !piece.starts_with("<0x") || !piece.ends_with('>'))
        return -1;
    int byte = -1;
    const char *end = piece.data() + 5;
    const std::from_chars_result result = std::from_chars(piece.data() + 3, end, byte, 16);
    return result.ec == std::errc() && result.ptr == end ? byte : -1;
}

int32_t unknownToken(const Vocabulary &vocabulary, const std::string &name)
{
    if (vocabulary.roles().unknown >= 0)
        return vocabulary.roles().unknown;
    const auto found = std::ranges::find(vocabulary.entries(), TokenKind::Unknown, &VocabularyEntry::kind);
    if (found == vocabulary.entries().end())
        throw Error(ErrorKind::File, name + ": the SentencePiece vocabulary has no unknown token.");
    return int32_t(found - vocabulary.entries().begin());
}

std::array<int32_t, 256> byteTokens(const Vocabulary &vocabulary, int32_t unknown, const std::string &name)
{
    std::array<int32_t, 256> tokens;
    tokens.fill(unknown);
    for (size_t i = 0; i < vocabulary.entries().size(); ++i) {
        const VocabularyEntry &entry = vocabulary.entries()[i];
        if (entry.kind != TokenKind::Byte)
            continue;
        const int byte = byteOfPiece(entry.piece);
        if (byte < 0)
            throw Error(ErrorKind::File,
                        name + ": token " + std::to_string(i) + " is a byte piece but is not written <0xNN>.");
        tokens[size_t(byte)] = int32_t(i);
    }
    return tokens;
}

} // namespace

SentencePieceTokenizer::SentencePieceTokenizer(Vocabulary words, bool blankInFront, const std::string &name)
    : Tokenizer(std::move(words)), m_blankInFront(blankInFront),
      m_processor(std::make_unique<sentencepiece::SentencePieceProcessor>())
{
    const int32_t unknown = unknownToken(vocabulary(), name);
    m_byteTokens = byteTokens(vocabulary(), unknown, name);
    const auto status = m_processor->LoadFromSerializedProto(sentencePieceModelProto(vocabulary(), unknown));
    if (!status.ok())
        throw Error(ErrorKind::File, name + ": the SentencePiece library refuses the vocabulary: " +
                                         quotedName(status.ToString()) + ".");
}

SentencePieceTokenizer::~SentencePieceTokenizer() = default;

void SentencePieceTokenizer::encodeText(std::string_view text, std::vector<int32_t> &tokens) const
{
    const std::string withBlank = (m_blankInFront ? " " : "") + std::string(text);
    for (const Utf8Span &span : splitByValidity(withBlank)) {
        if (span.valid) {
            std::vector<int> ids;
            const auto status = m_processor->Encode(span.text, &ids);
            if (!status.ok())
                throw Error(ErrorKind::Internal,
                            "The SentencePiece library cannot encode the text: " + status.ToString());
            tokens.insert(tokens.end(), ids.begin(), ids.end());
        } else {
            for (const char byte : span.text)
                tokens.push_back(m_byteTokens[uint8_t(byte)]);
        }
    }
}

std::string SentencePieceTokenizer::textBytes(const VocabularyEntry &entry) const
{
    if (entry.kind == TokenKind::Byte)
        return std::string(1, char(byteOfPiece(entry.piece)));
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
    for (const char *key : {"tokenizer.ggml.scores", "tokenizer.ggml.token_type"})
        if (!file.has(key))
            throw Error(ErrorKind::File, file.name() + ": the SentencePiece vocabulary has no " + key + ".");
    const bool blankInFront = file.boolOr("tokenizer.ggml.add_space_prefix", true);
    return std::make_unique<SentencePieceTokenizer>(Vocabulary::read(file), blankInFront, file.name());
}

} // namespace deepscope
