#include "text/byte_alphabet.h"

#include "text/utf8.h"

#include <array>
#include <unordered_map>

namespace deepscope {

namespace {

struct ByteAlphabet {
    std::array<std::string, 256> characters;
    std::unordered_map<std::string_view, uint8_t> bytes; // views of characters

    ByteAlphabet()
    {
        uint32_t next = 0x100;
        for (uint32_t byte = 0; byte < 256; ++byte) {
            const bool itself = (byte >= 0x21 && byte <= 0x7E) || (byte >= 0xA1 && byte <= 0xAC) || byte >= 0xAE;
            const uint32_t code = itself ? byte : next++;
            std::string &character = characters[byte];
            if (code < 0x80)
                character = {char(code)};
            else
                character = {char(0xC0 | code >> 6), char(0x80 | (code & 0x3F))};
            bytes.emplace(character, uint8_t(byte));
        }
    }
    ByteAlphabet(const ByteAlphabet &) = delete;
};

const ByteAlphabet &alphabet()
{
    static const ByteAlphabet table;
    return table;
}

} // namespace

const std::string &byteCharacter(uint8_t byte) { return alphabet().characters[byte]; }

std::string bytesOfPiece(std::string_view piece)
{
    std::string bytes;
    while (!piece.empty()) {
        const std::string_view character = piece.substr(0, firstUtf8Sequence(piece).bytes);
        const auto found = alphabet().bytes.find(character);
        if (found != alphabet().bytes.end())
            bytes += char(found->second);
        else
            bytes += character;
        piece.remove_prefix(character.size());
    }
    return bytes;
}

} // namespace deepscope
