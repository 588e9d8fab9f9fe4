// Where the middle of noisy measurements lies, whatever their distribution.
#pragma once

#include <vector>

namespace deepscope {

struct MedianInterval {
    double low = 0, median = 0, high = 0;
};

// The median, and the narrowest pair of measurements, as far from either end, that has it between them by at least
// 95 %, counted with the binomial distribution; of fewer than 6 the smallest and the largest, which have it by less.
// Independent measurements, at least one.
MedianInterval medianInterval(std::vector<double> values);

} // namespace deepscope
