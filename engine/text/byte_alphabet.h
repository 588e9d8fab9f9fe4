// The 256 characters that byte-level BPE vocabularies write for the 256 bytes: printable Latin-1 characters stand for
// themselves, the others for U+0100 onwards, in order. "Ġ" is a space.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace deepscope {

const std::string &byteCharacter(uint8_t byte); // in UTF-8
// The bytes that a piece stands for; characters outside the alphabet stay as they are.
std::string bytesOfPiece(std::string_view piece);

} // namespace deepscope
