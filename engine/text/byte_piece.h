// How SentencePiece vocabularies write the piece of a byte.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace deepscope {

int byteOfPiece(std::string_view piece); // of "<0x0A>": 10; -1: no such piece
std::string pieceOfByte(uint8_t byte);

} // namespace deepscope
