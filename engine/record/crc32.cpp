#include "record/crc32.h"

#include <array>

namespace deepscope {

namespace {

constexpr size_t AtOnce = 8; // bytes: several times as fast as one by one

using Table = std::array<uint32_t, 256>;

// Of a byte, and of one that 1, 2, ... others follow.
constexpr std::array<Table, AtOnce> makeTables()
{
    std::array<Table, AtOnce> tables{};
    for (uint32_t i = 0; i < 256; ++i) {
        uint32_t value = i;
        for (int bit = 0; bit < 8; ++bit)
            value = value & 1 ? value >> 1 ^ 0xEDB88320U : value >> 1;
        tables[0][i] = value;
    }
    for (size_t behind = 1; behind < AtOnce; ++behind)
        for (uint32_t i = 0; i < 256; ++i) {
            const uint32_t before = tables[behind - 1][i];
            tables[behind][i] = before >> 8 ^ tables[0][before & 0xFF];
        }
    return tables;
}

} // namespace

uint32_t crc32(std::span<const uint8_t> bytes)
{
    static constexpr std::array<Table, AtOnce> Tables = makeTables();
    uint32_t value = 0xFFFFFFFFU;
    for (; bytes.size() >= AtOnce; bytes = bytes.subspan(AtOnce)) {
        uint32_t next = 0;
        for (size_t i = 0; i < AtOnce; ++i)
            next ^= Tables[AtOnce - 1 - i][bytes[i] ^ (i < 4 ? value >> (8 * i) & 0xFF : 0)];
        value = next;
    }
    for (const uint8_t byte : bytes)
        value = value >> 8 ^ Tables[0][(value ^ byte) & 0xFF];
    return ~value;
}

} // namespace deepscope
