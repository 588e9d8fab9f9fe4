// The usual CRC-32 (polynomial 0xEDB88320), which tells a damaged record from a whole one.
#pragma once

#include <cstdint>
#include <span>

namespace deepscope {

uint32_t crc32(std::span<const uint8_t> bytes);

} // namespace deepscope
