// Where the middle of noisy measurements lies, whatever their distribution.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

namespace deepscope {

struct MedianInterval {
    double low = 0, median = 0, high = 0;
};

// The median, and the narrowest pair of measurements, as far from either end, that has it between them by at least
// 95 %, counted with the binomial distribution; of fewer than 6 the smallest and the largest, which have it by less.
// Independent measurements, at least one.
MedianInterval medianInterval(std::vector<double> values);

// The share of the time with something that it takes, of at least FewestPairs pairs of measurements: of each pair now
// the one is made first and now the other, so that a machine that gets slower or faster favours neither.
// `seconds(with)`: measures once; more than 0.
inline constexpr uint32_t FewestPairs = 20;
MedianInterval pairedShare(uint32_t pairs, const std::function<double(bool with)> &seconds);

} // namespace deepscope
