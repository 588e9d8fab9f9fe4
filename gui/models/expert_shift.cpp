#include "expert_shift.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace deepscope {

namespace {

double sumOf(std::span<const float> shares) { return std::accumulate(shares.begin(), shares.end(), 0.0); }

// p log(p / m), and nothing where p is 0.
double divergenceTerm(double p, double m) { return p > 0 ? p * std::log(p / m) : 0; }

} // namespace

std::optional<double> jensenShannon(std::span<const float> one, std::span<const float> other)
{
    const double oneSum = sumOf(one), otherSum = sumOf(other);
    if (one.size() != other.size() || !(oneSum > 0) || !(otherSum > 0))
        return std::nullopt;
    double divergence = 0;
    for (size_t i = 0; i < one.size(); ++i) {
        const double p = double(one[i]) / oneSum, q = double(other[i]) / otherSum, middle = (p + q) / 2;
        divergence += (divergenceTerm(p, middle) + divergenceTerm(q, middle)) / 2;
    }
    return std::max(0.0, divergence);
}

ShareHistory::ShareHistory(int expertLayers, int firstExpertLayer, int experts)
    : m_layers(std::max(0, expertLayers)), m_firstLayer(firstExpertLayer), m_experts(std::max(0, experts))
{
}

void ShareHistory::append(uint32_t step, const ExpertShares &shares)
{
    const size_t cells = size_t(m_layers) * size_t(m_experts);
    if (cells == 0 || shares.thought.size() != cells || shares.answer.size() != cells)
        return;
    std::erase_if(m_steps, [&](const StepShares &kept) { return kept.step >= step; });
    m_steps.push_back({step, shares});
}

int ShareHistory::placeOf(uint32_t step) const
{
    const auto after = std::ranges::upper_bound(m_steps, step, {}, &StepShares::step);
    return int(after - m_steps.begin()) - 1;
}

std::span<const float> ShareHistory::of(int place, int layer, SharePart part) const
{
    const ExpertShares &kept = m_steps[size_t(place)].shares;
    const std::vector<float> &all = part == SharePart::Thought ? kept.thought : kept.answer;
    return std::span(all).subspan(size_t(layer - m_firstLayer) * size_t(m_experts), size_t(m_experts));
}

std::vector<float> ShareHistory::shares(int place, int layer, SharePart part) const
{
    if (part != SharePart::Both) {
        const auto one = of(place, layer, part);
        return {one.begin(), one.end()};
    }
    const auto thought = of(place, layer, SharePart::Thought), answer = of(place, layer, SharePart::Answer);
    const double sum = sumOf(thought) + sumOf(answer);
    std::vector<float> both(thought.size());
    for (size_t i = 0; i < both.size() && sum > 0; ++i)
        both[i] = float((double(thought[i]) + double(answer[i])) / sum);
    return both;
}

int ShareHistory::start(int layer, SharePart part) const
{
    for (int place = 0; place < size(); ++place)
        if (sumOf(shares(place, layer, part)) > 0)
            return place;
    return -1;
}

std::optional<double> ShareHistory::fromStart(int place, int layer, SharePart part) const
{
    const int from = start(layer, part);
    if (from < 0)
        return std::nullopt;
    return jensenShannon(shares(place, layer, part), shares(from, layer, part));
}

std::optional<double> ShareHistory::thoughtAgainstAnswer(int place, int layer) const
{
    return jensenShannon(of(place, layer, SharePart::Thought), of(place, layer, SharePart::Answer));
}

} // namespace deepscope
