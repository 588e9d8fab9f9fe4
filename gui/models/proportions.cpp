#include "proportions.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

namespace deepscope {

namespace {

constexpr double Deviations = 1.959963984540054; // of a normal distribution, around its middle 95 %

double square(double value) { return value * value; }

// Where the function of two shares lies when each is as far off as its own interval allows, one at a time, and both add
// up as independent errors do. `f` rises with the first share and falls with the second.
template <typename Function>
ConfidenceInterval squareAndAdd(const Proportion &a, const Proportion &b, Function f)
{
    const ConfidenceInterval ofA = wilsonInterval(a), ofB = wilsonInterval(b);
    const double middle = f(a.value(), b.value());
    const double down = square(middle - f(ofA.low, b.value())) + square(middle - f(a.value(), ofB.high));
    const double up = square(f(ofA.high, b.value()) - middle) + square(f(a.value(), ofB.low) - middle);
    return {middle - std::sqrt(down), middle + std::sqrt(up)};
}

// Of two shares; `weight` is the part of all tokens that are a's.
double informationOf(double a, double b, double weight)
{
    const double together = weight * a, chosen = together + (1 - weight) * b;
    if (together <= 0)
        return -1;                                                            // the limit
    return std::clamp(std::log(a / chosen) / -std::log(together), -1.0, 1.0); // whatever rounding leaves
}

// All tables of the same margins that are not more likely than this one.
double fisherProbability(const Proportion &a, const Proportion &b)
{
    const int chosen = a.chosen + b.chosen, all = a.tokens + b.tokens;
    const int first = std::max(0, chosen - b.tokens), last = std::min(chosen, a.tokens);
    const double whole = logChoose(all, chosen);
    const auto logProbability = [&](int k) { return logChoose(a.tokens, k) + logChoose(b.tokens, chosen - k) - whole; };
    const double seen = logProbability(a.chosen) + 1e-9; // equally likely ones count, whatever rounding does
    double sum = 0;
    for (int k = first; k <= last; ++k)
        if (const double here = logProbability(k); here <= seen)
            sum += std::exp(here);
    return std::min(1.0, sum);
}

std::vector<size_t> inOrder(std::span<const double> values)
{
    std::vector<size_t> order(values.size());
    std::iota(order.begin(), order.end(), size_t(0));
    std::ranges::stable_sort(order, {}, [&](size_t i) { return values[i]; });
    return order;
}

std::vector<double> ranksOf(std::span<const double> values)
{
    const std::vector<size_t> order = inOrder(values);
    std::vector<double> ranks(values.size());
    for (size_t begin = 0, end; begin < order.size(); begin = end) {
        for (end = begin + 1; end < order.size() && values[order[end]] == values[order[begin]];)
            ++end;
        for (size_t place = begin; place < end; ++place)
            ranks[order[place]] = double(begin + end - 1) / 2;
    }
    return ranks;
}

} // namespace

double logChoose(int n, int k) { return std::lgamma(n + 1.0) - std::lgamma(k + 1.0) - std::lgamma(n - k + 1.0); }

ConfidenceInterval wilsonInterval(const Proportion &share)
{
    if (share.tokens <= 0)
        return {0, 1};
    const double n = share.tokens, p = share.value(), z2 = square(Deviations);
    const double middle = (p + z2 / (2 * n)) / (1 + z2 / n);
    const double reach = Deviations * std::sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n);
    // At the ends rounding must not leave the share outside.
    return {share.chosen == 0 ? 0 : middle - reach, share.chosen == share.tokens ? 1 : middle + reach};
}

double riskDifference(const Proportion &a, const Proportion &b) { return a.value() - b.value(); }

ConfidenceInterval riskDifferenceInterval(const Proportion &a, const Proportion &b)
{
    return squareAndAdd(a, b, [](double shareOfA, double shareOfB) { return shareOfA - shareOfB; });
}

std::optional<double> normalisedInformation(const Proportion &a, const Proportion &b)
{
    if (a.tokens <= 0 || b.tokens <= 0 || a.chosen + b.chosen == 0)
        return std::nullopt;
    return informationOf(a.value(), b.value(), double(a.tokens) / (a.tokens + b.tokens));
}

ConfidenceInterval normalisedInformationInterval(const Proportion &a, const Proportion &b)
{
    if (!normalisedInformation(a, b))
        return {-1, 1};
    const double weight = double(a.tokens) / (a.tokens + b.tokens);
    const ConfidenceInterval found =
        squareAndAdd(a, b, [&](double shareOfA, double shareOfB) { return informationOf(shareOfA, shareOfB, weight); });
    return {std::max(-1.0, found.low), std::min(1.0, found.high)};
}

double sameShareProbability(const Proportion &a, const Proportion &b)
{
    const double chosen = a.chosen + b.chosen, all = a.tokens + b.tokens;
    if (a.tokens <= 0 || b.tokens <= 0 || chosen == 0 || chosen == all)
        return 1;
    const double rarer = std::min(chosen, all - chosen), smaller = std::min(a.tokens, b.tokens);
    if (rarer * smaller / all < 5)
        return fisherProbability(a, b);
    const double pooled = chosen / all;
    const double error = std::sqrt(pooled * (1 - pooled) * (1.0 / a.tokens + 1.0 / b.tokens));
    return std::erfc(std::abs(riskDifference(a, b)) / error / std::sqrt(2.0));
}

std::vector<double> falseDiscoveryRates(std::span<const double> probabilities)
{
    const std::vector<size_t> order = inOrder(probabilities);
    std::vector<double> rates(probabilities.size());
    double smallest = 1;
    for (size_t place = order.size(); place-- > 0;) {
        smallest = std::min(smallest, probabilities[order[place]] * double(order.size()) / double(place + 1));
        rates[order[place]] = smallest;
    }
    return rates;
}

std::optional<double> rankCorrelation(std::span<const double> one, std::span<const double> other)
{
    if (one.size() != other.size() || one.size() < 2)
        return std::nullopt;
    const std::vector<double> first = ranksOf(one), second = ranksOf(other);
    const double mean = double(one.size() - 1) / 2; // of any ranks
    double together = 0, ofFirst = 0, ofSecond = 0;
    for (size_t i = 0; i < first.size(); ++i) {
        together += (first[i] - mean) * (second[i] - mean);
        ofFirst += square(first[i] - mean);
        ofSecond += square(second[i] - mean);
    }
    if (ofFirst == 0 || ofSecond == 0)
        return std::nullopt;
    return together / std::sqrt(ofFirst * ofSecond);
}

} // namespace deepscope
