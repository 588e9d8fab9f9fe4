#include "weight_encoder.h"

#include "half.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <stdexcept>

namespace deepscope::testing {

namespace {

constexpr uint32_t Q8Block = 32;

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

void appendQ8Block(std::vector<uint8_t> &bytes, float *values)
{
    float largest = 0;
    for (uint32_t i = 0; i < Q8Block; ++i)
        largest = std::max(largest, std::abs(values[i]));
    float scale = largest / 126; // rounding the scale down must not push a value past 127
    append(bytes, toF16(scale));
    for (uint32_t i = 0; i < Q8Block; ++i) {
        const auto level = int8_t(scale == 0 ? 0 : std::nearbyint(values[i] / scale));
        values[i] = float(level) * scale;
        bytes.push_back(uint8_t(level));
    }
}

} // namespace

std::vector<uint8_t> encodeWeights(TensorType type, std::vector<float> &values, uint32_t columns)
{
    std::vector<uint8_t> bytes;
    if (type == TensorType::F32) {
        bytes.resize(values.size() * sizeof(float));
        std::memcpy(bytes.data(), values.data(), bytes.size());
    } else if (type == TensorType::Q8_0) {
        if (columns % Q8Block != 0)
            throw std::invalid_argument("columns of Q8_0 must be a multiple of 32");
        for (size_t i = 0; i < values.size(); i += Q8Block)
            appendQ8Block(bytes, values.data() + i);
    } else {
        for (float &value : values)
            append(bytes, type == TensorType::F16 ? toF16(value) : toBF16(value));
    }
    return bytes;
}

TestWeights randomWeights(OpBench &bench, TensorType type, uint32_t columns, uint32_t rows, uint32_t planes)
{
    TestWeights weights;
    weights.values = bench.random(size_t(columns) * rows * planes, 1 / std::sqrt(float(columns)));
    const std::vector<uint8_t> bytes = encodeWeights(type, weights.values, columns);
    weights.tensor = bench.weights(type, bytes, columns, rows, planes);
    return weights;
}

} // namespace deepscope::testing
