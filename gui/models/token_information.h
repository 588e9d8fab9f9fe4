// How much of the choice of an expert the token itself explains, whatever stood before it.
#pragma once

#include "run.h"

#include <vector>

namespace deepscope {

// All in bits a token, for "chosen or not" of one expert.
struct ExpertInformation {
    double entropy = 0;     // of being chosen, by Shannon
    double information = 0; // mutual information with the token's id, as counted
    // What was found on average when the ids were dealt out anew at random: few tokens of many kinds always seem to
    // tell something, and this much of it is nothing.
    double chance = 0;

    double beyondChance() const { return information > chance ? information - chance : 0; }
    // How much of the choice the token explains, 0 ... 1. Where kinds come but a few times each this is too low rather
    // than too high.
    double explained() const { return entropy > 0 ? beyondChance() / entropy : 0; }
};

// Counts a layer at a time, so that nothing waits for it.
class TokenInformation {
public:
    static constexpr int Shuffles = 20; // with a fixed seed: the same tokens give the same figures

    TokenInformation() = default;
    TokenInformation(const Run &run, TokenRange range);

    int tokens() const { return int(m_tokens.size()); } // with computed routing
    int kinds() const { return m_kinds; }               // different ids among them
    int firstLayer() const { return m_firstLayer; }
    int layers() const { return m_layers; }
    int experts() const { return m_experts; }
    const TokenRange &range() const { return m_range; }

    // Goes on by about `choices` counted choices of the same run; true = done.
    bool countOn(const Run &run, int choices);
    double counted() const; // 0 ... 1

    const ExpertInformation &of(int layer, int expert) const;
    ExpertInformation ofLayer(int layer) const; // summed over its experts

private:
    void countRound(const Run &run, int layer, int round); // 0: the ids where they are

    TokenRange m_range;
    int m_firstLayer = 0, m_layers = 0, m_experts = 0, m_kinds = 0;
    std::vector<int> m_tokens;            // their places in the run
    std::vector<std::vector<int>> m_kind; // by round, of each of m_tokens, from 0
    std::vector<int> m_kindSizes;
    std::vector<int> m_counts;                // [expert][kind], all 0 between rounds
    std::vector<ExpertInformation> m_figures; // [expert layer][expert]
    int m_rounds = 0;                         // done, over all layers
};

} // namespace deepscope
