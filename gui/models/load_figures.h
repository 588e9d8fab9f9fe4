// How evenly the experts of a layer are used, in the figures that papers on balance use; and how far the experts of
// thought and answer are the same.
#pragma once

#include "routing_statistics.h"

namespace deepscope {

// Of the choices that tokens of one phase or of all made in a layer. An even load is the same for every expert.
struct LoadFigures {
    static constexpr double HotFactor = 2; // hot: more than so many times an even load

    int tokens = 0, choices = 0;
    int experts = 0, used = 0, dead = 0, hot = 0; // dead: no token chose it
    double entropy = 0, evenEntropy = 0;          // bits, of the load and of an even one
    double variation = 0;                         // standard deviation over the mean (Shazeer et al. 2017)
    double violation = 0;                         // (largest - mean) / mean, MaxVio of arXiv 2408.15664; 0 = even
    double evenShare = 0;                         // of the tokens, that an even load would give each expert
};
LoadFigures loadFigures(const RoutingStatistics &statistics, int layer, int experts, std::optional<Phase> phase);

// The experts that at least one token of the thought chose, against those of the answer.
struct ExpertOverlap {
    int thought = 0, answer = 0, both = 0;
    double jaccard = 0; // both over either, 0 ... 1
    double chance = 0;  // expected of random sets of these sizes (both is hypergeometric)
};
// Nothing where one of the phases has no token with computed routing.
std::optional<ExpertOverlap> thoughtAnswerOverlap(const RoutingStatistics &statistics, int layer, int experts);
double expectedJaccard(int one, int other,
                       int all); // sizes of the sets, and of what they are drawn from; 0 for two empty

} // namespace deepscope
