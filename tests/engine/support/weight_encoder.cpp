#include "weight_encoder.h"

#include "reference/dequantise.h"
#include "reference/encode.h"

#include <cmath>
#include <stdexcept>

namespace deepscope::testing {

namespace {

// Gives every block scales of about `size`, of either sign.
void setScales(TensorType type, std::vector<uint8_t> &bytes, const std::vector<float> &factors, float size)
{
    for (size_t block = 0; block < factors.size(); ++block)
        reference::setBlockScale(type, bytes.data() + block * typeTraits(type).bytes, size * factors[block]);
}

double rootMeanSquare(const std::vector<float> &values)
{
    double sum = 0;
    for (const float value : values)
        sum += double(value) * value;
    return std::sqrt(sum / double(values.size()));
}

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
    std::vector<uint8_t> bytes(values.size() * typeTraits(type).bytes);
    reference::encode(type, values, bytes);
    reference::dequantise(type, bytes, values);
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
    weights.file =
        elements == 1 ? encodeWeights(type, weights.values) : randomBlocks(bench, type, weights.values, size);
    weights.tensor = bench.weights(type, weights.file, columns, rows, planes);
    return weights;
}

} // namespace deepscope::testing
