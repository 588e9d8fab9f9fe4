// Two sets of tokens, and for every expert of every layer how differently they choose it, how sure that is, and whether
// the other half of the tokens says so too.
#pragma once

#include "proportions.h"
#include "run.h"

#include <array>

namespace deepscope {

// How often the tokens of a set chose each expert, in two halves: blocks of the set's tokens in turn, because
// neighbours are alike and both halves shall have something of each part of the text.
class SetCounts {
public:
    static constexpr int Block = 8; // tokens

    SetCounts() = default;
    explicit SetCounts(const Run &run); // of the shape of this one's experts

    void count(const Run &run, int token); // of another shape, or not routed: it counts nowhere

    int tokens() const { return m_tokens[0] + m_tokens[1]; }
    int firstLayer() const { return m_firstLayer; }
    int layers() const { return m_layers; }
    int experts() const { return m_experts; }
    // `layer` is the model's number.
    Proportion half(int half, int layer, int expert) const; // 0 or 1
    Proportion whole(int layer, int expert) const;

private:
    size_t placeOf(int layer, int expert) const;

    int m_firstLayer = 0, m_layers = 0, m_experts = 0;
    std::array<int, 2> m_tokens = {};
    std::array<std::vector<int>, 2> m_chosen; // by half, [expert layer][expert]
};

// Whether both halves say what the whole says: the same sign, and the interval of each leaves out zero.
enum class Repeats : uint8_t { Both, One, Neither };

struct ExpertComparison {
    int layer = 0, expert = 0;
    Proportion a, b;
    double difference = 0; // risk difference, share of a minus that of b
    ConfidenceInterval differenceInterval;
    std::optional<double> information; // normalised pointwise mutual information of expert and a
    ConfidenceInterval informationInterval;
    double probability = 1;        // of shares so far apart in sets that are alike
    double falseDiscoveryRate = 1; // at which it would stand among all experts
    Repeats repeats = Repeats::Neither;
};

struct SetComparison {
    static constexpr int FewTokens = 30;      // in either set; with fewer nothing is claimed
    static constexpr double MostFalse = 0.05; // of what holds, on average

    int tokensA = 0, tokensB = 0;          // with computed routing
    std::vector<ExpertComparison> experts; // by layer, then by expert
    int tested = 0;                        // experts that at least one token chose
    int leaveOutZero = 0;                  // intervals of the difference among those
    int hold = 0;                          // at the false discovery rate
    int holdAndRepeat = 0;                 // of those, in both halves
    std::optional<double> halves;          // Spearman's correlation of the two halves' differences, over those tested

    bool few() const { return tokensA < FewTokens || tokensB < FewTokens; }
    double byChance() const
    {
        return (1 - Confidence) * tested;
    } // intervals that leave out zero in sets that are alike
    bool holds(const ExpertComparison &one) const { return !few() && one.falseDiscoveryRate <= MostFalse; }
};

SetComparison compareSets(const SetCounts &a, const SetCounts &b); // of one shape

} // namespace deepscope
