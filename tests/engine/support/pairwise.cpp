#include "pairwise.h"

#include <algorithm>
#include <numeric>
#include <random>

namespace deepscope::testing {

namespace {

// Which pairs of values have not come together yet.
class OpenPairs {
public:
    explicit OpenPairs(const std::vector<size_t> &counts) : m_first(counts.size())
    {
        std::exclusive_scan(counts.begin(), counts.end(), m_first.begin(), size_t(0));
        m_values = counts.empty() ? 0 : m_first.back() + counts.back();
        m_open.assign(m_values * m_values, false);
        for (size_t a = 0; a < counts.size(); ++a)
            for (size_t b = a + 1; b < counts.size(); ++b)
                for (size_t i = 0; i < counts[a] * counts[b]; ++i, ++m_left)
                    m_open[place(a, i / counts[b], b, i % counts[b])] = true;
    }

    bool any() const { return m_left > 0; }

    // How many open pairs a value of parameter `a` would close with the parameters of `chosen` that are set.
    size_t closedBy(size_t a, size_t value, const PairwiseCase &chosen) const
    {
        size_t count = 0;
        for (size_t b = 0; b < chosen.size(); ++b)
            count += b != a && chosen[b] != Unset && m_open[place(a, value, b, chosen[b])] ? 1 : 0;
        return count;
    }

    void close(const PairwiseCase &chosen)
    {
        for (size_t a = 0; a < chosen.size(); ++a)
            for (size_t b = a + 1; b < chosen.size(); ++b) {
                m_left -= m_open[place(a, chosen[a], b, chosen[b])] ? 1 : 0;
                m_open[place(a, chosen[a], b, chosen[b])] = false;
            }
    }

    // The first open pair, as a case with two values.
    PairwiseCase first(const std::vector<size_t> &counts) const
    {
        for (size_t a = 0; a < counts.size(); ++a)
            for (size_t b = a + 1; b < counts.size(); ++b)
                for (size_t i = 0; i < counts[a] * counts[b]; ++i)
                    if (m_open[place(a, i / counts[b], b, i % counts[b])]) {
                        PairwiseCase pair(counts.size(), Unset);
                        pair[a] = i / counts[b];
                        pair[b] = i % counts[b];
                        return pair;
                    }
        return PairwiseCase(counts.size(), Unset);
    }

    static constexpr size_t Unset = ~size_t(0);

private:
    size_t place(size_t a, size_t valueOfA, size_t b, size_t valueOfB) const
    {
        const size_t left = m_first[a] + valueOfA, right = m_first[b] + valueOfB;
        return std::min(left, right) * m_values + std::max(left, right);
    }

    std::vector<size_t> m_first; // number of a parameter's first value among the values of all
    size_t m_values = 0, m_left = 0;
    std::vector<bool> m_open;
};

} // namespace

std::vector<PairwiseCase> pairwiseCases(const std::vector<size_t> &counts, uint32_t seed)
{
    std::mt19937 random(seed);
    OpenPairs open(counts);
    std::vector<size_t> order(counts.size());
    std::iota(order.begin(), order.end(), size_t(0));
    std::vector<PairwiseCase> cases;
    while (open.any()) {
        PairwiseCase next = open.first(counts);
        for (size_t i = order.size(); i > 1; --i) // std::shuffle differs between libraries
            std::swap(order[i - 1], order[random() % i]);
        for (const size_t parameter : order) {
            if (next[parameter] != OpenPairs::Unset)
                continue;
            const size_t begin = random() % counts[parameter];
            size_t best = begin;
            for (size_t i = 1; i < counts[parameter]; ++i) {
                const size_t value = (begin + i) % counts[parameter];
                if (open.closedBy(parameter, value, next) > open.closedBy(parameter, best, next))
                    best = value;
            }
            next[parameter] = best;
        }
        open.close(next);
        cases.push_back(next);
    }
    return cases;
}

} // namespace deepscope::testing
