// Shares of two samples and how sure they are: intervals, a test, and what many of them at once mean. Each token counts
// as one independent trial, which neighbouring tokens of a text are not quite: real intervals are wider.
#pragma once

#include <optional>
#include <span>
#include <vector>

namespace deepscope {

// `chosen` of `tokens`.
struct Proportion {
    int chosen = 0, tokens = 0;
    double value() const { return tokens > 0 ? double(chosen) / tokens : 0; }
};

struct ConfidenceInterval {
    double low = 0, high = 0;
    bool leavesOutZero() const { return low > 0 || high < 0; }
};
inline constexpr double Confidence = 0.95; // of all intervals here

// Wilson's score interval of one share (Wilson 1927). No tokens: 0 to 1.
ConfidenceInterval wilsonInterval(const Proportion &share);

// The share of a minus that of b, -1 ... 1: the risk difference of SteerMoE (arXiv 2509.09660) for an expert and two
// sets of tokens. Newcombe's hybrid score interval without continuity correction (Newcombe 1998, method 10).
double riskDifference(const Proportion &a, const Proportion &b);
ConfidenceInterval riskDifferenceInterval(const Proportion &a, const Proportion &b);

// Normalised pointwise mutual information of "chosen" and "is a token of a", among the tokens of a and b, as in RICE
// (arXiv 2505.14681): ln(p(e, a) / (p(e) p(a))) / -ln p(e, a). -1: never together; 0: independent, as when both shares
// are equal; 1: always together and never apart. Nothing where the expert was never chosen or a set is empty.
std::optional<double> normalisedInformation(const Proportion &a, const Proportion &b);
// Newcombe's square and add on this scale: it rises with the share of a and falls with that of b, so that the limits of
// Wilson's intervals are carried through it (MOVER; Zou and Donner 2008). It needs no random numbers, and unlike a
// bootstrap and the delta method it says something where the expert was chosen in none or in all of a set. Where
// `normalisedInformation` is nothing, this is -1 to 1.
ConfidenceInterval normalisedInformationInterval(const Proportion &a, const Proportion &b);

// How likely shares as far apart as these are when both sets are alike, two-sided: Pearson's chi-squared test, or
// Fisher's exact one where an expected count is below 5 (Cochran's rule).
double sameShareProbability(const Proportion &a, const Proportion &b);

// The smallest false discovery rate at which each of many findings would stand (Benjamini and Hochberg 1995), in the
// order of the probabilities.
std::vector<double> falseDiscoveryRates(std::span<const double> probabilities);

// ln of the number of ways to choose k of n.
double logChoose(int n, int k);

// Spearman's rank correlation, ties with their mean rank: -1 ... 1. Nothing for fewer than two values or where all
// values of one side are equal.
std::optional<double> rankCorrelation(std::span<const double> one, std::span<const double> other);

} // namespace deepscope
