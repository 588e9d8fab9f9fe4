#include "record/crc32.h"

#include <array>

namespace deepscope {

namespace {

constexpr std::array<uint32_t, 256> makeTable()
{
    std::array<uint32_t, 256> table{};
    for (uint32_t i = 0; i < 256; ++i) {
        uint32_t value = i;
        for (int bit = 0; bit < 8; ++bit)
            value = value & 1 ? value >> 1 ^ 0xEDB88320U : value >> 1;
        table[i] = value;
    }
    return table;
}

} // namespace

uint32_t crc32(std::span<const uint8_t> bytes)
{
    static constexpr std::array<uint32_t, 256> Table = makeTable();
    uint32_t value = 0xFFFFFFFFU;
    for (uint8_t byte : bytes)
        value = value >> 8 ^ Table[(value ^ byte) & 0xFF];
    return ~value;
}

} // namespace deepscope
