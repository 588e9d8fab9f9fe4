#include "co_activation.h"

#include "cluster_order.h"

#include <algorithm>

namespace deepscope {

CoActivation::CoActivation(const Run &run, TokenRange range, int layer)
    : m_layer(layer), m_experts(run.expertCount()), m_counts(size_t(m_experts) * size_t(m_experts))
{
    for (int token = std::max(0, range.begin); token < std::min(range.end, run.size()); ++token) {
        const std::span<const uint16_t> chosen = run.experts(token, layer);
        m_tokens += run.routed(token);
        for (const uint16_t one : chosen)
            for (const uint16_t other : chosen)
                if (one < m_experts && other < m_experts)
                    ++m_counts[size_t(one) * size_t(m_experts) + other];
    }
}

std::optional<double> CoActivation::share(int one, int other) const
{
    return chosen(one) > 0 ? std::optional(double(together(one, other)) / chosen(one)) : std::nullopt;
}

std::vector<int> CoActivation::order() const
{
    std::vector<int> used, idle;
    for (int expert = 0; expert < m_experts; ++expert)
        (chosen(expert) > 0 ? used : idle).push_back(expert);
    std::vector<int> order;
    for (const int place : averageLinkageOrder(int(used.size()), [&](int i, int j) {
             const int one = used[size_t(i)], other = used[size_t(j)], both = together(one, other);
             return double(both) / (chosen(one) + chosen(other) - both);
         }))
        order.push_back(used[size_t(place)]);
    order.insert(order.end(), idle.begin(), idle.end());
    return order;
}

} // namespace deepscope
