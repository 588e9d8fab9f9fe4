#include "set_comparison.h"

#include <algorithm>

namespace deepscope {

SetCounts::SetCounts(const Run &run)
    : m_firstLayer(run.firstExpertLayer()), m_layers(run.expertLayers()), m_experts(run.expertCount())
{
    for (std::vector<int> &chosen : m_chosen)
        chosen.assign(size_t(m_layers) * size_t(m_experts), 0);
}

size_t SetCounts::placeOf(int layer, int expert) const
{
    return size_t(layer - m_firstLayer) * size_t(m_experts) + size_t(expert);
}

void SetCounts::count(const Run &run, int token)
{
    const bool fits = run.expertLayers() == m_layers && run.firstExpertLayer() == m_firstLayer;
    if (!fits || !run.routed(token))
        return;
    const auto half = size_t(tokens() / Block % 2);
    ++m_tokens[half];
    for (int layer = m_firstLayer; layer < m_firstLayer + m_layers; ++layer)
        for (const uint16_t expert : run.experts(token, layer))
            if (int(expert) < m_experts)
                ++m_chosen[half][placeOf(layer, expert)];
}

Proportion SetCounts::half(int half, int layer, int expert) const
{
    return {m_chosen[size_t(half)][placeOf(layer, expert)], m_tokens[size_t(half)]};
}

Proportion SetCounts::whole(int layer, int expert) const
{
    return {half(0, layer, expert).chosen + half(1, layer, expert).chosen, tokens()};
}

namespace {

int signOf(double value) { return (value > 0) - (value < 0); }

ExpertComparison compareExpert(const SetCounts &a, const SetCounts &b, int layer, int expert)
{
    ExpertComparison one;
    one.layer = layer;
    one.expert = expert;
    one.a = a.whole(layer, expert);
    one.b = b.whole(layer, expert);
    one.difference = riskDifference(one.a, one.b);
    one.differenceInterval = riskDifferenceInterval(one.a, one.b);
    one.information = normalisedInformation(one.a, one.b);
    one.informationInterval = normalisedInformationInterval(one.a, one.b);
    one.probability = sameShareProbability(one.a, one.b);
    int agree = 0;
    for (const int half : {0, 1}) {
        const Proportion ofA = a.half(half, layer, expert), ofB = b.half(half, layer, expert);
        agree += riskDifferenceInterval(ofA, ofB).leavesOutZero() &&
                 signOf(riskDifference(ofA, ofB)) == signOf(one.difference);
    }
    one.repeats = agree == 2 ? Repeats::Both : agree == 1 ? Repeats::One : Repeats::Neither;
    return one;
}

// What many tests at once mean, over the experts that were chosen at all: the others could not have differed.
void judge(SetComparison &comparison, const SetCounts &a, const SetCounts &b)
{
    std::vector<ExpertComparison *> tested;
    std::vector<double> probabilities, halves[2];
    for (ExpertComparison &one : comparison.experts) {
        if (one.a.chosen + one.b.chosen == 0)
            continue;
        tested.push_back(&one);
        probabilities.push_back(one.probability);
        for (const int half : {0, 1})
            halves[half].push_back(
                riskDifference(a.half(half, one.layer, one.expert), b.half(half, one.layer, one.expert)));
        comparison.leaveOutZero += one.differenceInterval.leavesOutZero();
    }
    const std::vector<double> rates = falseDiscoveryRates(probabilities);
    for (size_t i = 0; i < tested.size(); ++i) {
        tested[i]->falseDiscoveryRate = rates[i];
        comparison.hold += comparison.holds(*tested[i]);
        comparison.holdAndRepeat += comparison.holds(*tested[i]) && tested[i]->repeats == Repeats::Both;
    }
    comparison.tested = int(tested.size());
    comparison.halves = rankCorrelation(halves[0], halves[1]);
}

} // namespace

SetComparison compareSets(const SetCounts &a, const SetCounts &b)
{
    SetComparison comparison;
    comparison.tokensA = a.tokens();
    comparison.tokensB = b.tokens();
    for (int layer = a.firstLayer(); layer < a.firstLayer() + a.layers(); ++layer)
        for (int expert = 0; expert < a.experts(); ++expert)
            comparison.experts.push_back(compareExpert(a, b, layer, expert));
    judge(comparison, a, b);
    return comparison;
}

} // namespace deepscope
