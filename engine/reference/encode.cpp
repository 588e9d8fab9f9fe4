#include "reference/encode.h"

#include "api/error.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <optional>

namespace deepscope::reference {

namespace {

// Where a block has its F16 scales: of the values, and of what is added to them.
struct ScalePlaces {
    size_t scale;
    std::optional<size_t> minimum;
};

ScalePlaces scalePlaces(TensorType type)
{
    switch (type) {
    case TensorType::Q4_1:
    case TensorType::Q5_1:
    case TensorType::Q4_K:
    case TensorType::Q5_K:
        return {0, 2};
    case TensorType::Q2_K:
        return {80, 82};
    case TensorType::Q3_K:
        return {108, {}};
    case TensorType::Q6_K:
        return {208, {}};
    default:
        return {0, {}};
    }
}

// How much larger the scale of what is added must be to bring the mean of the values near 0.
float minimumRatio(TensorType type)
{
    switch (type) {
    case TensorType::Q4_1:
        return -7.5F;
    case TensorType::Q5_1:
        return -15.5F;
    case TensorType::Q2_K:
        return 1.5F;
    case TensorType::Q4_K:
        return 7.5F;
    default:
        return 15.5F;
    }
}

void setF16(uint8_t *to, float value)
{
    const uint16_t bits = toF16(value);
    std::memcpy(to, &bits, sizeof bits);
}

// E8M0, as MXFP4 counts it, of the nearest power of two at which its largest number, 12, is finite.
uint8_t exponentOf(float scale) { return uint8_t(std::clamp(std::ilogb(std::abs(scale) / 0.75F), -128, 124) + 128); }

} // namespace

uint16_t toF16(float value)
{
    const uint16_t sign = std::signbit(value) ? 0x8000 : 0;
    const double size = std::abs(double(value));
    if (std::isnan(value))
        return sign | 0x7e00;
    if (size >= 65520)
        return sign | 0x7c00;
    const int exponent = size == 0 ? -14 : std::max(std::ilogb(size), -14);
    const auto steps = uint16_t(std::nearbyint(std::ldexp(size, 10 - exponent))); // 1024 ... 2048, or a subnormal
    return uint16_t(sign | ((exponent + 14) * 1024 + steps)); // steps carries the implicit bit into the exponent
}

uint16_t toBf16(float value)
{
    const auto bits = std::bit_cast<uint32_t>(value);
    return uint16_t((bits + 0x7fff + (bits >> 16 & 1)) >> 16);
}

void encode(TensorType type, std::span<const float> values, std::span<uint8_t> data)
{
    if (typeTraits(type).elements != 1 || data.size() != values.size() * typeTraits(type).bytes)
        throw Error(ErrorKind::Internal, "Values and the bytes to encode them in do not match.");
    if (type == TensorType::F32) {
        std::memcpy(data.data(), values.data(), data.size());
        return;
    }
    for (size_t i = 0; i < values.size(); ++i) {
        const uint16_t bits = type == TensorType::F16 ? toF16(values[i]) : toBf16(values[i]);
        std::memcpy(data.data() + i * sizeof bits, &bits, sizeof bits);
    }
}

void setBlockScale(TensorType type, uint8_t *block, float scale)
{
    if (type == TensorType::MXFP4) {
        block[0] = exponentOf(scale);
        return;
    }
    const ScalePlaces places = scalePlaces(type);
    setF16(block + places.scale, scale);
    if (places.minimum)
        setF16(block + *places.minimum, scale * minimumRatio(type));
}

} // namespace deepscope::reference
