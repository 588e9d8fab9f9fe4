// Whole numbers that are mostly small, in as few bytes: seven bits in each, the lowest first, the highest bit set where
// more follow.
#pragma once

#include "api/error.h"

#include <cstdint>
#include <vector>

namespace deepscope {

inline void putSmall(std::vector<uint8_t> &to, uint32_t number)
{
    for (; number >= 0x80; number >>= 7)
        to.push_back(uint8_t(number | 0x80));
    to.push_back(uint8_t(number));
}

// Reads a list from its beginning, whatever it is of. Throws Error(File) behind its end.
template <typename T>
class ListInput {
public:
    explicit ListInput(const std::vector<T> &list) : m_list(list) {}
    const T &next()
    {
        if (m_at == m_list.size())
            throw Error(ErrorKind::File, "a record is shorter than what it holds");
        return m_list[m_at++];
    }

private:
    const std::vector<T> &m_list;
    size_t m_at = 0;
};

inline uint32_t takeSmall(ListInput<uint8_t> &from)
{
    uint64_t number = 0;
    for (int shift = 0; shift < 35; shift += 7) {
        const uint8_t byte = from.next();
        number |= uint64_t(byte & 0x7F) << shift;
        if (byte < 0x80 && number <= 0xFFFFFFFFU)
            return uint32_t(number);
        if (byte < 0x80)
            break;
    }
    throw Error(ErrorKind::File, "a record holds a number that is too large");
}

} // namespace deepscope
