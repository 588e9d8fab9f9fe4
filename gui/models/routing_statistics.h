// How a range of a run's tokens spread over the experts. Grows with the run at the cost of the new tokens only.
#pragma once

#include "run.h"

#include <array>

namespace deepscope {

struct ExpertLoad {
    std::array<int, 3> tokens = {}; // tokens that chose the expert, by phase
    double weight = 0;              // sum of the gate's weights

    int total() const { return tokens[0] + tokens[1] + tokens[2]; }
};

class RoutingStatistics {
public:
    RoutingStatistics() = default;
    RoutingStatistics(const Run &run, TokenRange range);

    // Takes in the run's tokens [range().end, end).
    void extend(const Run &run, int end);

    const TokenRange &range() const { return m_range; }
    int tokens() const { return m_tokens[0] + m_tokens[1] + m_tokens[2]; } // with computed routing
    int tokens(Phase phase) const { return m_tokens[size_t(phase)]; }

    // `layer` is the model's layer number and must route.
    const ExpertLoad &load(int layer, int expert) const;
    double share(int layer, int expert) const;              // of the tokens that chose the expert, 0 ... 1
    double share(int layer, int expert, Phase phase) const; // of the tokens of this phase
    double meanWeight(int layer, int expert) const;         // over the tokens that chose it; 0 = none did
    int used(int layer) const;                              // experts that at least one token chose
    // Entropy of the load divided by that of an even one: 1 = all experts equally busy, 0 = always the same one.
    double evenness(int layer) const;
    // Mutual information of phase and chosen expert, in bits: 0 = the experts care nothing about the phase.
    double phaseInformation(int layer) const;

private:
    TokenRange m_range;
    std::array<int, 3> m_tokens = {};
    int m_firstLayer = 0, m_layers = 0, m_experts = 0;
    std::vector<ExpertLoad> m_loads; // [expert layer][expert]
};

} // namespace deepscope
