#include "synth/random_weights.h"

#include "reference/dequantise.h"
#include "reference/encode.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace deepscope {

namespace {

constexpr size_t Values = 4096; // different ones of a tensor of plain numbers

uint64_t seedOf(std::string_view name) // FNV-1a
{
    uint64_t hash = 14695981039346656037U;
    for (const char letter : name)
        hash = (hash ^ uint8_t(letter)) * 1099511628211U;
    return hash;
}

// Four uniform numbers added up are near enough to normal, and whole: every machine finds the same.
float nearNormal(uint64_t bits)
{
    int64_t sum = 0;
    for (int shift = 0; shift < 64; shift += 16)
        sum += int64_t(bits >> shift & 0xffff) - 0x8000;
    return float(sum) / 37837.0F; // deviation of the sum: 65536 sqrt(4 / 12)
}

} // namespace

RandomWeights::RandomWeights(std::string_view name, TensorType type, float mean, float deviation)
    : m_type(type), m_state(seedOf(name))
{
    if (typeTraits(type).elements > 1) {
        m_scale = blockScale(deviation);
        return;
    }
    std::vector<float> values(Values);
    for (float &value : values)
        value = mean + deviation * nearNormal(next());
    m_values.resize(Values * typeTraits(type).bytes);
    reference::encode(type, values, m_values);
}

// SplitMix64
uint64_t RandomWeights::next()
{
    uint64_t bits = m_state += 0x9e3779b97f4a7c15U;
    bits = (bits ^ bits >> 30) * 0xbf58476d1ce4e5b9U;
    bits = (bits ^ bits >> 27) * 0x94d049bb133111ebU;
    return bits ^ bits >> 31;
}

void RandomWeights::fill(std::span<uint8_t> piece)
{
    if (m_values.empty())
        return fillBlocks(piece);
    const size_t bytes = typeTraits(m_type).bytes;
    uint64_t bits = 0;
    for (size_t i = 0; i < piece.size() / bytes; ++i, bits >>= 12) {
        if (i % 5 == 0)
            bits = next();
        std::memcpy(piece.data() + i * bytes, m_values.data() + bits % Values * bytes, bytes);
    }
}

void RandomWeights::fillBlocks(std::span<uint8_t> piece)
{
    for (size_t at = 0; at < piece.size(); at += sizeof(uint64_t)) {
        const uint64_t bits = next();
        std::memcpy(piece.data() + at, &bits, std::min(sizeof bits, piece.size() - at));
    }
    // Scales of either sign and of sizes up to twice the smallest.
    const size_t bytes = typeTraits(m_type).bytes;
    for (size_t at = 0; at < piece.size(); at += bytes) {
        const uint64_t bits = next();
        const float factor = 0.75F + float(bits >> 1 & 0xff) / 340.0F;
        reference::setBlockScale(m_type, piece.data() + at, m_scale * (bits & 1 ? factor : -factor));
    }
}

// The scale at which values have the wished deviation; measured on a sample.
float RandomWeights::blockScale(float deviation)
{
    const TypeTraits traits = typeTraits(m_type);
    constexpr size_t SampleBlocks = 256;
    std::vector<uint8_t> sample(SampleBlocks * traits.bytes);
    std::vector<float> values(SampleBlocks * traits.elements);
    m_scale = 1.0F / 64;
    fillBlocks(sample);
    reference::dequantise(m_type, sample, values);
    double sum = 0;
    for (const float value : values)
        sum += double(value) * value;
    return float(deviation * m_scale / std::sqrt(sum / double(values.size())));
}

} // namespace deepscope
