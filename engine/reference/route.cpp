// The router's choice of experts. DeepSeek-V3 (arXiv:2412.19437) section 2.1.2.
#include "reference/ops.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace deepscope::reference {

namespace {

constexpr double Out = -std::numeric_limits<double>::infinity();

std::vector<double> affinities(Values logits, Gate gate)
{
    std::vector<double> result;
    const double largest = *std::max_element(logits.begin(), logits.end());
    for (float logit : logits)
        result.push_back(gate == Gate::Sigmoid ? 1 / (1 + std::exp(-double(logit))) : std::exp(logit - largest));
    if (gate == Gate::Softmax) {
        const double sum = std::accumulate(result.begin(), result.end(), 0.0);
        for (double &value : result)
            value /= sum;
    }
    return result;
}

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

std::vector<ExpertHit> route(Values logits, Values bias, const RouterRule &rule)
{
    const std::vector<double> probabilities = affinities(logits, rule.gate);
    std::vector<double> biased = probabilities;
    for (size_t i = 0; i < bias.size(); ++i)
        biased[i] += bias[i];
    if (rule.groups > 1)
        dropGroups(biased, rule);
    const std::vector<size_t> chosen = largestIndices(biased, rule.used);

    double sum = 0;
    for (size_t expert : chosen)
        sum += probabilities[expert];
    const double factor = (rule.normalise ? 1 / std::max(sum, 6.1035e-5) : 1.0) * rule.scale;
    std::vector<ExpertHit> hits;
    for (size_t expert : chosen)
        hits.push_back({uint16_t(expert), float(probabilities[expert] * factor)});
    return hits;
}

} // namespace deepscope::reference
