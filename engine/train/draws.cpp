#include "train/draws.h"

#include "text/philox.h"

#include <numeric>

namespace deepscope {

uint32_t RandomDraws::next()
{
    const uint32_t word = m_drawn % 4;
    if (word == 0)
        m_words = philox4x32({m_drawn / 4, uint32_t(m_number), uint32_t(m_number >> 32), uint32_t(m_purpose)},
                             {uint32_t(m_seed), uint32_t(m_seed >> 32)});
    ++m_drawn;
    return m_words[word];
}

size_t RandomDraws::oneOf(std::span<const double> shares)
{
    const double point = std::accumulate(shares.begin(), shares.end(), 0.0) * (next() * 0x1p-32);
    double end = 0;
    for (size_t i = 0; i + 1 < shares.size(); ++i)
        if (point < (end += shares[i]))
            return i;
    return shares.size() - 1;
}

} // namespace deepscope
