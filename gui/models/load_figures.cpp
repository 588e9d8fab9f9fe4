#include "load_figures.h"

#include "proportions.h"

#include <algorithm>
#include <cmath>

namespace deepscope {

namespace {

int chosenBy(const ExpertLoad &load, std::optional<Phase> phase)
{
    return phase ? load.tokens[size_t(*phase)] : load.total();
}

} // namespace

LoadFigures loadFigures(const RoutingStatistics &statistics, int layer, int experts, std::optional<Phase> phase)
{
    LoadFigures figures;
    figures.tokens = statistics.tokens(phase);
    figures.experts = experts;
    double squares = 0;
    int largest = 0;
    for (int expert = 0; expert < experts; ++expert) {
        const int load = chosenBy(statistics.load(layer, expert), phase);
        figures.choices += load;
        squares += double(load) * load;
        largest = std::max(largest, load);
        figures.used += load > 0;
    }
    figures.dead = experts - figures.used;
    if (figures.choices == 0)
        return figures;
    const double mean = double(figures.choices) / experts;
    for (int expert = 0; expert < experts; ++expert) {
        const int load = chosenBy(statistics.load(layer, expert), phase);
        figures.hot += load > LoadFigures::HotFactor * mean;
        if (const double share = double(load) / figures.choices; load > 0)
            figures.entropy -= share * std::log2(share);
    }
    figures.evenEntropy = std::log2(double(experts));
    figures.variation = std::sqrt(std::max(0.0, squares / experts - mean * mean)) / mean;
    figures.violation = (largest - mean) / mean;
    figures.evenShare = mean / figures.tokens;
    return figures;
}

double expectedJaccard(int one, int other, int all)
{
    const int first = std::max(0, one + other - all), last = std::min(one, other);
    if (last <= 0)
        return 0;
    double sum = 0;
    for (int both = first; both <= last; ++both) {
        const double probability =
            std::exp(logChoose(one, both) + logChoose(all - one, other - both) - logChoose(all, other));
        sum += probability * both / (one + other - both);
    }
    return sum;
}

std::optional<ExpertOverlap> thoughtAnswerOverlap(const RoutingStatistics &statistics, int layer, int experts)
{
    if (statistics.tokens(Phase::Think) == 0 || statistics.tokens(Phase::Answer) == 0)
        return std::nullopt;
    ExpertOverlap overlap;
    for (int expert = 0; expert < experts; ++expert) {
        const ExpertLoad &load = statistics.load(layer, expert);
        const bool thought = load.tokens[size_t(Phase::Think)] > 0, answer = load.tokens[size_t(Phase::Answer)] > 0;
        overlap.thought += thought;
        overlap.answer += answer;
        overlap.both += thought && answer;
    }
    const int either = overlap.thought + overlap.answer - overlap.both;
    overlap.jaccard = either > 0 ? double(overlap.both) / either : 0;
    overlap.chance = expectedJaccard(overlap.thought, overlap.answer, experts);
    return overlap;
}

} // namespace deepscope
