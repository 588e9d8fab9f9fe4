// Types whose blocks hold 256 values.
#include "reference/block_formats.h"

namespace deepscope::reference {

namespace {

struct ScaleAndMinimum {
    float scale, minimum;
};

// Q4_K, Q5_K: twelve bytes hold eight scales and eight minimums of 6 bits. The first four of each lie in the low bits
// of bytes 0-3 and 4-7; of the others, bytes 8-11 hold the low four bits and the top of bytes 0-7 the high two.
ScaleAndMinimum sixBitPair(const uint8_t *block, int index)
{
    const float scale = scaleAt(block), minimum = scaleAt(block + 2);
    const uint8_t *bytes = block + 4;
    if (index < 4)
        return {scale * float(bytes[index] & 63), minimum * float(bytes[index + 4] & 63)};
    const uint8_t low = bytes[index + 4];
    return {scale * float((low & 15) | (bytes[index - 4] >> 6) << 4),
            minimum * float(low >> 4 | (bytes[index] >> 6) << 4)};
}

// Q3_K: sixteen scales of 6 bits, less 32; low four bits in nibbles of bytes 0-7, high two in bytes 8-11.
int sixBitScale(const uint8_t *bytes, int index)
{
    const int low = index < 8 ? bytes[index] & 15 : bytes[index - 8] >> 4;
    const int high = bytes[8 + index % 4] >> (2 * (index / 4)) & 3;
    return (low | high << 4) - 32;
}

} // namespace

// Sixteen bytes of [minimum | scale] nibbles, 64 bytes of 2-bit values, scale, minimum.
void dequantiseQ2_K(const uint8_t *block, float *values)
{
    const float scale = scaleAt(block + 80), minimum = scaleAt(block + 82);
    for (int i = 0; i < 256; ++i) {
        const uint8_t nibbles = block[i / 16];
        const int value = block[16 + i / 128 * 32 + i % 32] >> (i / 32 % 4 * 2) & 3;
        values[i] = scale * float(nibbles & 15) * float(value) - minimum * float(nibbles >> 4);
    }
}

// 32 bytes of high bits, 64 bytes of low bits, scales, scale of these.
void dequantiseQ3_K(const uint8_t *block, float *values)
{
    const float scale = scaleAt(block + 108);
    for (int i = 0; i < 256; ++i) {
        const int low = block[32 + i / 128 * 32 + i % 32] >> (i / 32 % 4 * 2) & 3;
        const int high = block[i % 32] >> (i / 32) & 1;
        values[i] = scale * float(sixBitScale(block + 96, i / 16)) * float(low - (high ? 0 : 4));
    }
}

// Scale, minimum, 12 bytes of scales, 128 bytes of nibbles: 32 bytes hold 32 values low and the next 32 high.
void dequantiseQ4_K(const uint8_t *block, float *values)
{
    for (int i = 0; i < 256; ++i) {
        const auto [scale, minimum] = sixBitPair(block, i / 32);
        const int value = block[16 + i / 64 * 32 + i % 32] >> (i / 32 % 2 * 4) & 15;
        values[i] = scale * float(value) - minimum;
    }
}

// As Q4_K, with 32 bytes of fifth bits before the nibbles.
void dequantiseQ5_K(const uint8_t *block, float *values)
{
    for (int i = 0; i < 256; ++i) {
        const auto [scale, minimum] = sixBitPair(block, i / 32);
        const int low = block[48 + i / 64 * 32 + i % 32] >> (i / 32 % 2 * 4) & 15;
        const int high = block[16 + i % 32] >> (i / 32) & 1;
        values[i] = scale * float(low | high << 4) - minimum;
    }
}

// 128 bytes of nibbles, 64 bytes of two high bits, 16 signed scales, scale of these.
void dequantiseQ6_K(const uint8_t *block, float *values)
{
    const float scale = scaleAt(block + 208);
    for (int i = 0; i < 256; ++i) {
        const int low = block[i / 128 * 64 + i % 64] >> (i / 64 % 2 * 4) & 15;
        const int high = block[128 + i / 128 * 32 + i % 32] >> (i / 32 % 4 * 2) & 3;
        values[i] = scale * float(readAt<int8_t>(block + 192 + i / 16)) * float((low | high << 4) - 32);
    }
}

// Scale, 2 bytes of high and 4 bytes of low bits of eight scales, then blocks of 16 bytes as IQ4_NL's.
void dequantiseIQ4_XS(const uint8_t *block, float *values)
{
    const float scale = scaleAt(block);
    const auto highBits = readAt<uint16_t>(block + 2);
    for (int i = 0; i < 256; ++i) {
        const int index = i / 32;
        const int low = block[4 + index / 2] >> (index % 2 * 4) & 15, high = highBits >> (index * 2) & 3;
        const int nibble = block[8 + index * 16 + i % 16] >> (i / 16 % 2 * 4) & 15;
        values[i] = scale * float((low | high << 4) - 32) * float(Iq4Values[nibble]);
    }
}

} // namespace deepscope::reference
