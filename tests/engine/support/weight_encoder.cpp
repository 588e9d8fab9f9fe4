#include "weight_encoder.h"

#include "half.h"
#include "reference/dequantise.h"

#include <bit>
#include <cmath>
#include <cstring>
#include <optional>
#include <stdexcept>

namespace deepscope::testing {

namespace {

void append(std::vector<uint8_t> &bytes, uint16_t word)
{
    bytes.push_back(uint8_t(word));
    bytes.push_back(uint8_t(word >> 8));
}

// Both round the value to what the bits stand for.
uint16_t toF16(float &value)
{
    const uint16_t bits = toHalf(value);
    value = fromHalf(bits);
    return bits;
}

uint16_t toBF16(float &value)
{
    const auto bits = std::bit_cast<uint32_t>(value);
    const auto rounded = uint16_t((bits + 0x7fff + (bits >> 16 & 1)) >> 16);
    value = fromBfloat(rounded);
    return rounded;
}

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

// Gives every block scales of about `size`, of either sign.
void setScales(TensorType type, std::vector<uint8_t> &bytes, const std::vector<float> &factors, float size)
{
    const ScalePlaces places = scalePlaces(type);
    const size_t blockBytes = typeTraits(type).bytes;
    for (size_t block = 0; block < factors.size(); ++block) {
        const auto set = [&](size_t place, float value) {
            const uint16_t bits = toHalf(value);
            std::memcpy(bytes.data() + block * blockBytes + place, &bits, 2);
        };
        set(places.scale, size * factors[block]);
        if (places.minimum)
            set(*places.minimum, size * factors[block] * minimumRatio(type));
    }
}

double rootMeanSquare(const std::vector<float> &values)
{
    double sum = 0;
    for (const float value : values)
        sum += double(value) * value;
    return std::sqrt(sum / double(values.size()));
}

// Any bytes are a valid block as long as its F16 scales are finite.
std::vector<uint8_t> randomBlocks(OpBench &bench, TensorType type, std::vector<float> &values, float size)
{
    const TypeTraits traits = typeTraits(type);
    const size_t blocks = values.size() / traits.elements;
    std::vector<uint8_t> bytes = bench.randomBytes(blocks * traits.bytes);
    std::vector<float> factors = bench.random(blocks, 0.3F);
    for (float &factor : factors)
        factor += factor < 0 ? -1.0F : 1.0F;
    setScales(type, bytes, factors, 1.0F / 64);
    reference::dequantise(type, bytes, values);
    setScales(type, bytes, factors, float(size / rootMeanSquare(values) / 64));
    reference::dequantise(type, bytes, values);
    return bytes;
}

} // namespace

std::vector<uint8_t> encodeWeights(TensorType type, std::vector<float> &values)
{
    std::vector<uint8_t> bytes;
    if (type == TensorType::F32) {
        bytes.resize(values.size() * sizeof(float));
        std::memcpy(bytes.data(), values.data(), bytes.size());
    } else {
        for (float &value : values)
            append(bytes, type == TensorType::F16 ? toF16(value) : toBF16(value));
    }
    return bytes;
}

std::vector<uint32_t> awkwardColumns(TensorType type)
{
    switch (typeTraits(type).elements) {
    case 1:
        return {1, 64, 65, 1000};
    case 32:
        return {32, 992};
    default:
        return {256, 768};
    }
}

TestWeights randomWeights(OpBench &bench, TensorType type, uint32_t columns, uint32_t rows, uint32_t planes)
{
    const uint32_t elements = typeTraits(type).elements;
    if (columns % elements != 0)
        throw std::invalid_argument("a row must hold whole blocks");
    TestWeights weights;
    const float size = 1 / std::sqrt(float(columns));
    weights.values = bench.random(size_t(columns) * rows * planes, size);
    const std::vector<uint8_t> bytes =
        elements == 1 ? encodeWeights(type, weights.values) : randomBlocks(bench, type, weights.values, size);
    weights.tensor = bench.weights(type, bytes, columns, rows, planes);
    return weights;
}

} // namespace deepscope::testing
