#include "text/byte_piece.h"

#include <charconv>

namespace deepscope {

int byteOfPiece(std::string_view piece)
{
    if (piece.size() != 6 || !piece.starts_with("<0x") || !piece.ends_with('>'))
        return -1;
    int byte = -1;
    const char *end = piece.data() + 5;
    const std::from_chars_result result = std::from_chars(piece.data() + 3, end, byte, 16);
    return result.ec == std::errc() && result.ptr == end ? byte : -1;
}

std::string pieceOfByte(uint8_t byte)
{
    constexpr std::string_view Digits = "0123456789ABCDEF";
    return std::string("<0x") + Digits[byte >> 4] + Digits[byte & 15] + '>';
}

} // namespace deepscope
