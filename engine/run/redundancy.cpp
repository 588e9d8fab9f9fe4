#include "run/redundancy.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace deepscope {

namespace {

constexpr double ImportancePart = 0.1, Alike = 0.5;
constexpr size_t PoolHalf = 3; // of a neighbourhood, on each side

std::vector<double> pooled(std::span<const double> importance)
{
    std::vector<double> largest;
    for (size_t i = 0; i < importance.size(); ++i) {
        const size_t begin = i - std::min(i, PoolHalf), end = std::min(importance.size(), i + PoolHalf + 1);
        largest.push_back(
            *std::max_element(importance.begin() + ptrdiff_t(begin), importance.begin() + ptrdiff_t(end)));
    }
    return largest;
}

// Rows of length 1; one of zeros stays.
std::vector<float> unitRows(std::span<const float> keys, size_t columns)
{
    std::vector<float> rows(keys.begin(), keys.end());
    for (size_t first = 0; first < rows.size(); first += columns) {
        const auto begin = rows.begin() + ptrdiff_t(first), end = begin + ptrdiff_t(columns);
        const auto norm = float(std::sqrt(std::inner_product(begin, end, begin, 0.0)));
        for (auto at = begin; norm > 0 && at != end; ++at)
            *at /= norm;
    }
    return rows;
}

// Sums beside each other, so that none waits for the one before.
double product(const float *one, const float *other, size_t columns)
{
    std::array<float, 16> sums = {};
    size_t c = 0;
    for (; c + sums.size() <= columns; c += sums.size())
        for (size_t i = 0; i < sums.size(); ++i)
            sums[i] += one[c + i] * other[c + i];
    for (; c < columns; ++c)
        sums[0] += one[c] * other[c];
    return std::accumulate(sums.begin(), sums.end(), 0.0);
}

// The sum of the cosines of each row to all others is its product with the sum of all rows, less that with itself: what
// takes time of a long text is but to look for the last row that is alike, and that is seldom far from the end.
std::vector<double> redundancy(std::span<const float> keys, size_t columns)
{
    const std::vector<float> rows = unitRows(keys, columns);
    const size_t count = keys.size() / columns;
    const auto row = [&](size_t i) { return rows.data() + i * columns; };
    std::vector<double> all(columns), alike(count);
    for (size_t at = 0; at < rows.size(); ++at)
        all[at % columns] += double(rows[at]);
    for (size_t i = 0; i < count; ++i) {
        alike[i] +=
            (std::inner_product(row(i), row(i) + columns, all.begin(), 0.0) - product(row(i), row(i), columns)) /
            double(count);
        for (size_t k = count; --k > i;)
            if (const double cosine = product(row(i), row(k), columns); cosine > Alike) {
                alike[k] -= cosine / double(count); // it does not repeat this one
                break;
            }
    }
    const double largest = *std::ranges::max_element(alike);
    double sum = 0;
    for (double &one : alike)
        sum += one = std::exp(one - largest);
    for (double &one : alike)
        one /= sum;
    return alike;
}

} // namespace

std::vector<uint32_t> redundantRows(std::span<const double> importance, std::span<const float> keys, uint32_t columns,
                                    uint32_t budget, uint32_t observers)
{
    const auto count = uint32_t(importance.size());
    if (count <= std::max(budget, observers))
        return {};
    const std::vector<double> important = pooled(importance), redundant = redundancy(keys, columns);
    std::vector<uint32_t> places(count - observers);
    std::iota(places.begin(), places.end(), 0);
    std::ranges::stable_sort(places, {}, [&](uint32_t place) {
        return ImportancePart * important[place] - (1 - ImportancePart) * redundant[place];
    });
    places.resize(std::min<size_t>(places.size(), count - budget));
    std::ranges::sort(places);
    return places;
}

} // namespace deepscope
