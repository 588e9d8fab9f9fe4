#include "run/median_interval.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace deepscope {

MedianInterval medianInterval(std::vector<double> values)
{
    constexpr double Outside = 0.025; // on each side
    std::ranges::sort(values);
    const size_t count = values.size(), middle = count / 2;
    // The median lies below value number `first` where so few of the values, or fewer, do.
    size_t first = 0;
    double ways = 1, below = std::ldexp(1.0, -int(count)); // ways: to choose `first` of all
    while (first + 1 < count - 1 - first) {
        ways = ways * double(count - first) / double(first + 1);
        const double next = below + std::ldexp(ways, -int(count));
        if (next > Outside)
            break;
        below = next;
        ++first;
    }
    const double median = count % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    return {values[first], median, values[count - 1 - first]};
}

MedianInterval pairedShare(uint32_t pairs, const std::function<double(bool with)> &seconds)
{
    std::vector<double> shares;
    for (uint32_t pair = 0; pair < std::max(pairs, FewestPairs); ++pair) {
        std::array<double, 2> times; // without, with
        for (const bool second : {false, true}) {
            const bool with = second == (pair % 2 == 0);
            times[with] = seconds(with);
        }
        shares.push_back(1 - times[0] / times[1]);
    }
    return medianInterval(std::move(shares));
}

} // namespace deepscope
