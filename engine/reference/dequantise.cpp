#include "reference/dequantise.h"

#include "api/error.h"

#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

namespace deepscope::reference {

namespace {

template <typename T>
T at(const uint8_t *data)
{
    T value;
    std::memcpy(&value, data, sizeof(T));
    return value;
}

void dequantiseBlock(TensorType type, const uint8_t *block, uint32_t elements, float *values)
{
    switch (type) {
    case TensorType::F32:
        values[0] = at<float>(block);
        break;
    case TensorType::F16:
        values[0] = fromF16(at<uint16_t>(block));
        break;
    case TensorType::BF16:
        values[0] = fromBf16(at<uint16_t>(block));
        break;
    case TensorType::Q8_0: {
        const float scale = fromF16(at<uint16_t>(block));
        for (uint32_t i = 0; i < elements; ++i)
            values[i] = scale * float(at<int8_t>(block + 2 + i));
        break;
    }
    }
}

} // namespace

float fromF16(uint16_t bits)
{
    const int exponent = (bits >> 10) & 0x1f;
    const int fraction = bits & 0x3ff;
    float size;
    if (exponent == 0x1f)
        size = fraction ? std::numeric_limits<float>::quiet_NaN() : std::numeric_limits<float>::infinity();
    else if (exponent == 0)
        size = std::ldexp(float(fraction), -24);
    else
        size = std::ldexp(float(fraction + 0x400), exponent - 25);
    return bits & 0x8000 ? -size : size;
}

float fromBf16(uint16_t bits) { return std::bit_cast<float>(uint32_t(bits) << 16); }

void dequantise(TensorType type, std::span<const uint8_t> data, std::span<float> values)
{
    const TypeTraits traits = typeTraits(type);
    const size_t blocks = values.size() / traits.elements;
    if (blocks * traits.elements != values.size() || blocks * traits.bytes != data.size())
        throw Error(ErrorKind::Internal, "A tensor's bytes and its values do not match in number.");
    for (size_t i = 0; i < blocks; ++i)
        dequantiseBlock(type, data.data() + i * traits.bytes, traits.elements, values.data() + i * traits.elements);
}

} // namespace deepscope::reference
