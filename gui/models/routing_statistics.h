// How a range of a run's tokens spread over the experts. Follows the range at the cost of the tokens that come or go.
#pragma once

#include "run.h"

#include <array>
#include <optional>

namespace deepscope {

struct ExpertLoad {
    std::array<int, 3> tokens = {};    // tokens that chose the expert, by phase
    std::array<double, 3> weight = {}; // sum of the gate's weights, by phase

    int total() const { return tokens[0] + tokens[1] + tokens[2]; }
    double totalWeight() const { return weight[0] + weight[1] + weight[2]; }
};

// What an expert's share is of: the tokens, or the weight that a layer's router gave out.
enum class LoadUnit : uint8_t { Tokens, Weight };

struct LoadMeasure {
    LoadUnit unit = LoadUnit::Tokens;
    std::optional<Phase> phase; // nothing = all
    bool operator==(const LoadMeasure &) const = default;
};

class RoutingStatistics {
public:
    RoutingStatistics() = default;
    RoutingStatistics(const Run &run, TokenRange range);

    // Goes on towards `wanted`, a range of the same run, by at most `most` tokens; true = it is reached. Until then
    // everything here is of range().
    bool moveTo(const Run &run, TokenRange wanted, int most);

    // Of a run with these layers and experts: else nothing here may be asked for.
    bool isOf(const Run &run) const
    {
        return m_firstLayer == run.firstExpertLayer() && m_layers == run.expertLayers() &&
               m_experts == run.expertCount();
    }
    const TokenRange &range() const { return m_range; }
    int tokens() const { return m_tokens[0] + m_tokens[1] + m_tokens[2]; } // with computed routing
    int tokens(Phase phase) const { return m_tokens[size_t(phase)]; }
    int tokens(std::optional<Phase> phase) const { return phase ? tokens(*phase) : tokens(); }

    // `layer` is the model's layer number and must route.
    const ExpertLoad &load(int layer, int expert) const;
    double share(int layer, int expert) const;              // of the tokens that chose the expert, 0 ... 1
    double share(int layer, int expert, Phase phase) const; // of the tokens of this phase
    // By tokens the shares of a layer add up to the experts a token, by weight to 1.
    double share(int layer, int expert, const LoadMeasure &measure) const;
    double evenShare(int layer, const LoadMeasure &measure) const; // of each, if all were equally busy; 0 = no token
    double meanWeight(int layer, int expert) const;                // over the tokens that chose it; 0 = none did
    int used(int layer) const;                                     // experts that at least one token chose
    // Entropy of the load divided by that of an even one: 1 = all experts equally busy, 0 = always the same one.
    double evenness(int layer) const;
    // Mutual information of phase and chosen expert, in bits: 0 = the experts care nothing about the phase.
    double phaseInformation(int layer) const;

private:
    void count(const Run &run, TokenRange tokens, int sign); // takes them in, or out with -1
    double weightShare(int layer, int expert, std::optional<Phase> phase) const;

    TokenRange m_range;
    std::array<int, 3> m_tokens = {};
    int m_firstLayer = 0, m_layers = 0, m_experts = 0;
    std::vector<ExpertLoad> m_loads;                   // [expert layer][expert]
    std::vector<std::array<double, 3>> m_layerWeights; // [expert layer], by phase
};

} // namespace deepscope
