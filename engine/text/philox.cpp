#include "text/philox.h"

namespace deepscope {

std::array<uint32_t, 4> philox4x32(std::array<uint32_t, 4> counter, std::array<uint32_t, 2> key)
{
    for (int round = 0; round < 10; ++round) {
        const uint64_t left = uint64_t(0xd2511f53U) * counter[0], right = uint64_t(0xcd9e8d57U) * counter[2];
        counter = {uint32_t(right >> 32) ^ counter[1] ^ key[0], uint32_t(right),
                   uint32_t(left >> 32) ^ counter[3] ^ key[1], uint32_t(left)};
        key[0] += 0x9e3779b9U;
        key[1] += 0xbb67ae85U;
    }
    return counter;
}

uint64_t drawNumber(uint64_t seed, DrawPlace place)
{
    const auto words = philox4x32({place.position, place.sample, 0, 0}, {uint32_t(seed), uint32_t(seed >> 32)});
    return uint64_t(words[1]) << 32 | words[0];
}

} // namespace deepscope
