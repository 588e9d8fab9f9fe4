#include "text/sentencepiece_model_proto.h"

#include "text/byte_piece.h"

#include <algorithm>
#include <bit>

namespace deepscope {

namespace {

// The three wire forms of protocol buffers that a ModelProto needs.
class ProtoMessage {
public:
    void addInteger(uint32_t field, uint64_t value)
    {
        addVarint(field << 3 | 0);
        addVarint(value);
    }
    void addFloat(uint32_t field, float value)
    {
        addVarint(field << 3 | 5);
        const uint32_t bits = std::bit_cast<uint32_t>(value);
        for (int shift = 0; shift < 32; shift += 8)
            m_bytes += char(bits >> shift & 0xFF);
    }
    void addBytes(uint32_t field, std::string_view bytes)
    {
        addVarint(field << 3 | 2);
        addVarint(bytes.size());
        m_bytes += bytes;
    }
    const std::string &bytes() const { return m_bytes; }

private:
    void addVarint(uint64_t value)
    {
        for (; value >= 0x80; value >>= 7)
            m_bytes += char((value & 0x7F) | 0x80);
        m_bytes += char(value);
    }

    std::string m_bytes;
};

// Field numbers of the format.
namespace field {
constexpr uint32_t pieces = 1, trainerSpec = 2, normalizerSpec = 3;               // ModelProto
constexpr uint32_t piece = 1, score = 2, type = 3;                                // SentencePiece
constexpr uint32_t modelType = 3, byteFallback = 35, unkId = 40;                  // TrainerSpec
constexpr uint32_t bosId = 41, eosId = 42, padId = 43;                            // TrainerSpec
constexpr uint32_t dummyPrefix = 3, removeExtraSpaces = 4, escapeWhitespaces = 5; // NormalizerSpec
} // namespace field

constexpr uint64_t ModelTypeBpe = 2;

TokenKind kindForLibrary(const Vocabulary &vocabulary, int32_t token, int32_t unknown)
{
    if (token == unknown)
        return TokenKind::Unknown;
    const auto &[piece, kind, score] = vocabulary.entries()[size_t(token)];
    if (piece.empty() || vocabulary.find(piece) != token ||
        (kind == TokenKind::Byte && piece != pieceOfByte(uint8_t(byteOfPiece(piece)))))
        return TokenKind::Unused;
    // There is one unknown token. What is found as a special token has been taken out of the text before, and what is
    // only written like one is text.
    return kind == TokenKind::Unknown || kind == TokenKind::UserDefined ? TokenKind::Control : kind;
}

// The library must never find a control token in a text, not even one of a single character, which it would look up by
// its name, and wants every name once. It gives back numbers only, so the name may be another.
std::string pieceForLibrary(const Vocabulary &vocabulary, int32_t token, TokenKind kind)
{
    const std::string &piece = vocabulary.entries()[size_t(token)].piece;
    if (piece.empty() || vocabulary.find(piece) != token)
        return "\x02" + std::to_string(token);
    return kind == TokenKind::Control ? piece + "\x02" : piece;
}

bool isBytePiece(const Vocabulary &vocabulary, const std::string &piece, int32_t unknown)
{
    const int32_t token = vocabulary.find(piece);
    return token >= 0 && token != unknown && vocabulary.entries()[size_t(token)].kind == TokenKind::Byte;
}

bool hasBytes(const Vocabulary &vocabulary)
{
    return std::ranges::find(vocabulary.entries(), TokenKind::Byte, &VocabularyEntry::kind) !=
           vocabulary.entries().end();
}

std::string trainerSpec(const Vocabulary &vocabulary, int32_t unknown)
{
    ProtoMessage message;
    message.addInteger(field::modelType, ModelTypeBpe);
    message.addInteger(field::byteFallback, hasBytes(vocabulary));
    // -1 = none; negative numbers are sign-extended to 64 bits.
    message.addInteger(field::unkId, uint64_t(int64_t(unknown)));
    message.addInteger(field::bosId, uint64_t(int64_t(vocabulary.roles().bos)));
    message.addInteger(field::eosId, uint64_t(int64_t(vocabulary.roles().eos)));
    message.addInteger(field::padId, uint64_t(int64_t(-1)));
    return message.bytes();
}

std::string normalizerSpec()
{
    ProtoMessage message;
    message.addInteger(field::dummyPrefix, false);
    message.addInteger(field::removeExtraSpaces, false);
    message.addInteger(field::escapeWhitespaces, true);
    return message.bytes();
}

} // namespace

std::vector<uint8_t> bytesBehind(const Vocabulary &vocabulary, int32_t unknown)
{
    std::vector<uint8_t> bytes;
    for (uint32_t byte = 0; byte < 256 && hasBytes(vocabulary); ++byte)
        if (!isBytePiece(vocabulary, pieceOfByte(uint8_t(byte)), unknown))
            bytes.push_back(uint8_t(byte));
    return bytes;
}

std::string sentencePieceModelProto(const Vocabulary &vocabulary, int32_t unknown)
{
    ProtoMessage model;
    const auto add = [&](const std::string &text, float score, TokenKind kind) {
        ProtoMessage piece;
        piece.addBytes(field::piece, text);
        piece.addFloat(field::score, score);
        piece.addInteger(field::type, uint64_t(kind));
        model.addBytes(field::pieces, piece.bytes());
    };
    for (int32_t token = 0; token < int32_t(vocabulary.size()); ++token) {
        const TokenKind kind = kindForLibrary(vocabulary, token, unknown);
        add(pieceForLibrary(vocabulary, token, kind), vocabulary.entries()[size_t(token)].score, kind);
    }
    const std::vector<uint8_t> behind = bytesBehind(vocabulary, unknown);
    for (const uint8_t byte : behind)
        add(pieceOfByte(byte), 0, TokenKind::Byte);
    if (unknown < 0) {
        add("\x02unknown", 0, TokenKind::Unknown);
        unknown = int32_t(vocabulary.size() + behind.size());
    }
    model.addBytes(field::trainerSpec, trainerSpec(vocabulary, unknown));
    model.addBytes(field::normalizerSpec, normalizerSpec());
    return model.bytes();
}

} // namespace deepscope
