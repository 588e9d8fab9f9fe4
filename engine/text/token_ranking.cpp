#include "text/token_ranking.h"

#include <algorithm>
#include <numeric>

namespace deepscope {

TokenRanking::TokenRanking(std::span<const float> logits) : m_logits(logits), m_ids(logits.size())
{
    std::iota(m_ids.begin(), m_ids.end(), 0);
}

std::span<const int32_t> TokenRanking::best(size_t count)
{
    count = std::min(count, m_ids.size());
    if (count > m_ordered) {
        const auto better = [this](int32_t a, int32_t b) {
            const float left = m_logits[size_t(a)], right = m_logits[size_t(b)];
            return left != right ? left > right : a < b;
        };
        const auto begin = m_ids.begin();
        std::partial_sort(begin + std::ptrdiff_t(m_ordered), begin + std::ptrdiff_t(count), m_ids.end(), better);
        m_ordered = count;
    }
    return std::span(m_ids).first(count);
}

} // namespace deepscope
