// One block of each quantised type, to floats: the formats of github.com/ggml-org/ggml, block by block. F16 scales,
// but for MXFP4; the arithmetic is that of F32, in the order of the formulas.
#pragma once

#include "reference/dequantise.h"

#include <cstring>

namespace deepscope::reference {

// Little-endian, at any address.
template <typename T>
T readAt(const uint8_t *data)
{
    T value;
    std::memcpy(&value, data, sizeof(T));
    return value;
}

inline float scaleAt(const uint8_t *data) { return fromF16(readAt<uint16_t>(data)); }

// What the nibbles of IQ4_NL and IQ4_XS stand for.
inline constexpr int8_t Iq4Values[16] = {-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113};

// What the nibbles of MXFP4 stand for: floats of 4 bits (E2M1), twice what they are worth, so that all are whole.
inline constexpr int8_t Mxfp4Values[16] = {0, 1, 2, 3, 4, 6, 8, 12, 0, -1, -2, -3, -4, -6, -8, -12};

// 32 values: scale (and minimum), high bits, nibbles or bytes.
void dequantiseQ8_0(const uint8_t *block, float *values);
void dequantiseQ4_0(const uint8_t *block, float *values);
void dequantiseQ4_1(const uint8_t *block, float *values);
void dequantiseQ5_0(const uint8_t *block, float *values);
void dequantiseQ5_1(const uint8_t *block, float *values);
void dequantiseIQ4_NL(const uint8_t *block, float *values);
// The scale is a power of two (E8M0), exact also where it is denormal. Where the standard of microscaling (OCP, 2023)
// has no number, e = 255, it goes on as below, as in ggml.
void dequantiseMXFP4(const uint8_t *block, float *values);

// 256 values: each 16 or 32 have a scale (and a minimum) of few bits, which the block's F16 scales multiply.
void dequantiseQ2_K(const uint8_t *block, float *values);
void dequantiseQ3_K(const uint8_t *block, float *values);
void dequantiseQ4_K(const uint8_t *block, float *values);
void dequantiseQ5_K(const uint8_t *block, float *values);
void dequantiseQ6_K(const uint8_t *block, float *values);
void dequantiseIQ4_XS(const uint8_t *block, float *values);

} // namespace deepscope::reference
