// Random weights as they lie in a file, made as fast as a disk takes them, the same on every machine.
#pragma once

#include "api/tensor_type.h"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace deepscope {

// The weights of one tensor. Its name is the seed, so that they do not depend on what else a file holds.
class RandomWeights {
public:
    // Near normal with this mean and deviation. Types of blocks have mean 0: random bits, which reach every number
    // that they can hold. MXFP4 has up to a fifth more than this deviation: its scales are powers of two.
    RandomWeights(std::string_view name, TensorType type, float mean, float deviation);

    // The next piece, of whole blocks.
    void fill(std::span<uint8_t> piece);

private:
    uint64_t next();
    void fillBlocks(std::span<uint8_t> piece);
    float blockScale(float deviation);

    TensorType m_type;
    uint64_t m_state;
    std::vector<uint8_t> m_values; // plain types draw from these
    float m_scale = 0;             // of blocks
};

} // namespace deepscope
