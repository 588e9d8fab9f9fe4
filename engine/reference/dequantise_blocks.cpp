// Types whose blocks hold 32 values.
#include "reference/block_formats.h"

#include <cmath>

namespace deepscope::reference {

namespace {

// Values i and i + 16 share a byte: the low nibble and the high one.
constexpr int Half = 16;

// Five-bit numbers of Q5_0 and Q5_1: nibbles, and bit i of `high` above number i.
int fiveBits(const uint8_t *nibbles, uint32_t high, int i)
{
    const int low = i < Half ? nibbles[i] & 15 : nibbles[i - Half] >> 4;
    return low | int(high >> i & 1) << 4;
}

} // namespace

void dequantiseQ8_0(const uint8_t *block, float *values)
{
    const float scale = scaleAt(block);
    for (int i = 0; i < 2 * Half; ++i)
        values[i] = scale * float(readAt<int8_t>(block + 2 + i));
}

void dequantiseQ4_0(const uint8_t *block, float *values)
{
    const float scale = scaleAt(block);
    for (int i = 0; i < Half; ++i) {
        values[i] = scale * float((block[2 + i] & 15) - 8);
        values[i + Half] = scale * float((block[2 + i] >> 4) - 8);
    }
}

void dequantiseQ4_1(const uint8_t *block, float *values)
{
    const float scale = scaleAt(block), minimum = scaleAt(block + 2);
    for (int i = 0; i < Half; ++i) {
        values[i] = scale * float(block[4 + i] & 15) + minimum;
        values[i + Half] = scale * float(block[4 + i] >> 4) + minimum;
    }
}

void dequantiseQ5_0(const uint8_t *block, float *values)
{
    const float scale = scaleAt(block);
    const auto high = readAt<uint32_t>(block + 2);
    for (int i = 0; i < 2 * Half; ++i)
        values[i] = scale * float(fiveBits(block + 6, high, i) - 16);
}

void dequantiseQ5_1(const uint8_t *block, float *values)
{
    const float scale = scaleAt(block), minimum = scaleAt(block + 2);
    const auto high = readAt<uint32_t>(block + 4);
    for (int i = 0; i < 2 * Half; ++i)
        values[i] = scale * float(fiveBits(block + 8, high, i)) + minimum;
}

void dequantiseIQ4_NL(const uint8_t *block, float *values)
{
    const float scale = scaleAt(block);
    for (int i = 0; i < Half; ++i) {
        values[i] = scale * float(Iq4Values[block[2 + i] & 15]);
        values[i + Half] = scale * float(Iq4Values[block[2 + i] >> 4]);
    }
}

void dequantiseMXFP4(const uint8_t *block, float *values)
{
    const float scale = std::ldexp(1.0F, int(block[0]) - 128);
    for (int i = 0; i < Half; ++i) {
        values[i] = scale * float(Mxfp4Values[block[1 + i] & 15]);
        values[i + Half] = scale * float(Mxfp4Values[block[1 + i] >> 4]);
    }
}

} // namespace deepscope::reference
