// Random numbers for what learning draws beside tokens. A draw is a function of the seed, what it is for and its
// number, so nothing depends on the order in which things are made, and nothing differs between machines.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <utility>

namespace deepscope {

enum class DrawnFor : uint32_t { Problem = 1, Text, Order, Reward }; // 0 is what tokens are drawn with (text/philox.h)

class RandomDraws {
public:
    RandomDraws(uint64_t seed, DrawnFor purpose, uint64_t number) : m_seed(seed), m_purpose(purpose), m_number(number)
    {
    }

    uint32_t next(); // evenly from all of 32 bits
    // Evenly from 0 to count - 1, count > 0; one is more likely than another by at most count / 2^32.
    uint32_t below(uint32_t count) { return uint32_t(uint64_t(next()) * count >> 32); }
    uint32_t between(uint32_t least, uint32_t most) { return least + below(most - least + 1); }
    // A place in the list, each as likely as its share of the sum; the last one of a list that sums to 0.
    size_t oneOf(std::span<const double> shares);

    template <typename List>
    void shuffle(List &list)
    {
        for (size_t left = list.size(); left > 1; --left)
            std::swap(list[left - 1], list[below(uint32_t(left))]);
    }

private:
    uint64_t m_seed;
    DrawnFor m_purpose;
    uint64_t m_number;
    uint32_t m_drawn = 0;
    std::array<uint32_t, 4> m_words{};
};

} // namespace deepscope
