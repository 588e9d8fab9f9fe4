// The router's choice of experts, and its slopes. DeepSeek-V3 (arXiv:2412.19437) section 2.1.2.
#include "reference/ops.h"
#include "reference/reverse.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace deepscope::reference {

namespace {

constexpr double Out = -std::numeric_limits<double>::infinity();

constexpr double SmallestSum = 6.1035e-5;

// Indices of the `count` largest, largest first, ties to the lower index.
std::vector<size_t> largestIndices(const std::vector<double> &values, size_t count)
{
    std::vector<size_t> order(values.size());
    std::iota(order.begin(), order.end(), size_t(0));
    std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return values[a] > values[b]; });
    order.resize(count);
    return order;
}

// Groups whose two best do not count enough together take no part.
void dropGroups(std::vector<double> &biased, const RouterRule &rule)
{
    const size_t size = rule.experts / rule.groups;
    std::vector<double> scores;
    for (size_t group = 0; group < rule.groups; ++group) {
        const std::vector<double> members(biased.begin() + ptrdiff_t(group * size),
                                          biased.begin() + ptrdiff_t((group + 1) * size));
        double score = 0;
        for (size_t member : largestIndices(members, std::min<size_t>(2, size)))
            score += members[member];
        scores.push_back(score);
    }
    const std::vector<size_t> order = largestIndices(scores, rule.groups);
    for (size_t i = rule.groupsUsed; i < rule.groups; ++i)
        std::fill_n(biased.begin() + ptrdiff_t(order[i] * size), size, Out);
}

} // namespace

template <typename Number>
std::vector<double> affinities(ValuesOf<Number> logits, Gate gate)
{
    std::vector<double> result;
    const double largest = *std::max_element(logits.begin(), logits.end());
    for (Number logit : logits)
        result.push_back(gate == Gate::Sigmoid ? 1 / (1 + std::exp(-double(logit))) : std::exp(logit - largest));
    if (gate == Gate::Softmax) {
        const double sum = std::accumulate(result.begin(), result.end(), 0.0);
        for (double &value : result)
            value /= sum;
    }
    return result;
}

template <typename Number>
std::vector<uint32_t> chooseExperts(ValuesOf<Number> logits, ValuesOf<Number> bias, const RouterRule &rule)
{
    std::vector<double> biased = affinities<Number>(logits, rule.gate);
    for (size_t i = 0; i < bias.size(); ++i)
        biased[i] += bias[i];
    if (rule.groups > 1)
        dropGroups(biased, rule);
    const std::vector<size_t> chosen = largestIndices(biased, rule.used);
    return {chosen.begin(), chosen.end()};
}

template <typename Number>
std::vector<Number> expertWeights(ValuesOf<Number> logits, const RouterRule &rule, std::span<const uint32_t> ids)
{
    const std::vector<double> all = affinities<Number>(logits, rule.gate);
    double sum = 0;
    for (uint32_t id : ids)
        sum += all[id];
    const double factor = (rule.normalise ? 1 / std::max(sum, SmallestSum) : 1.0) * rule.scale;
    std::vector<Number> weights;
    for (uint32_t id : ids)
        weights.push_back(Number(all[id] * factor));
    return weights;
}

std::vector<ExpertHit> route(Values logits, Values bias, const RouterRule &rule)
{
    const std::vector<uint32_t> ids = chooseExperts(logits, bias, rule);
    const std::vector<float> weights = expertWeights(logits, rule, ids);
    std::vector<ExpertHit> hits;
    for (size_t i = 0; i < ids.size(); ++i)
        hits.push_back({uint16_t(ids[i]), weights[i]});
    return hits;
}

// With the slopes of the weights come those of the affinities, and from them those of the logits.
void routeReverse(Doubles logits, const RouterRule &rule, std::span<const uint32_t> ids, Doubles weightSlopes,
                  DoubleOutput logitSlopes)
{
    const std::vector<double> all = affinities<double>(logits, rule.gate);
    double sum = 0, along = 0;
    for (size_t k = 0; k < ids.size(); ++k) {
        sum += all[ids[k]];
        along += all[ids[k]] * weightSlopes[k];
    }
    // Below the smallest sum the divisor does not move.
    const double divisor = rule.normalise ? std::max(sum, SmallestSum) : 1;
    const double mean = rule.normalise && sum > SmallestSum ? along / sum : 0;
    std::vector<double> slopes(all.size());
    for (size_t k = 0; k < ids.size(); ++k)
        slopes[ids[k]] = rule.scale / divisor * (weightSlopes[k] - mean);

    const double expected = std::inner_product(all.begin(), all.end(), slopes.begin(), 0.0);
    for (size_t i = 0; i < all.size(); ++i)
        logitSlopes[i] += all[i] * (rule.gate == Gate::Sigmoid ? slopes[i] * (1 - all[i]) : slopes[i] - expected);
}

template std::vector<double> affinities<float>(ValuesOf<float>, Gate);
template std::vector<double> affinities<double>(ValuesOf<double>, Gate);
template std::vector<uint32_t> chooseExperts<float>(ValuesOf<float>, ValuesOf<float>, const RouterRule &);
template std::vector<uint32_t> chooseExperts<double>(ValuesOf<double>, ValuesOf<double>, const RouterRule &);
template std::vector<float> expertWeights<float>(ValuesOf<float>, const RouterRule &, std::span<const uint32_t>);
template std::vector<double> expertWeights<double>(ValuesOf<double>, const RouterRule &, std::span<const uint32_t>);

} // namespace deepscope::reference
