// How far the load of experts has moved: between two steps of a run of the learning lab, or from thought to answer.
#pragma once

#include "api/lab.h"

#include <optional>
#include <span>
#include <vector>

namespace deepscope {

// The Jensen-Shannon divergence of two distributions over the same things, in nats: 0 = the same, ln 2 = they share
// nothing. What does not add up to 1 is scaled so; nothing where one of them is all zero.
std::optional<double> jensenShannon(std::span<const float> one, std::span<const float> other);

// Both: the mean of the two, or the one that there is.
enum class SharePart : uint8_t { Thought, Answer, Both };

// The shares of all steps so far, in rising order.
class ShareHistory {
public:
    ShareHistory() = default;
    ShareHistory(int expertLayers, int firstExpertLayer, int experts);

    // A step that was there before replaces what came from it on. What is not [expert layer][expert] is left out.
    void append(uint32_t step, const ExpertShares &shares);

    int size() const { return int(m_steps.size()); }
    uint32_t step(int place) const { return m_steps[size_t(place)].step; } // place: 0 ... size() - 1
    int placeOf(uint32_t step) const;                                      // the last step up to it; -1: none
    int layers() const { return m_layers; }
    int firstLayer() const { return m_firstLayer; }
    int experts() const { return m_experts; }

    // Of one layer (the model's number), [expert], sums to 1; all 0 where the step had no such token.
    std::vector<float> shares(int place, int layer, SharePart part) const;
    // The first step that has such tokens: what later ones are compared with; -1: none.
    int start(int layer, SharePart part) const;
    std::optional<double> fromStart(int place, int layer, SharePart part) const; // in nats
    std::optional<double> thoughtAgainstAnswer(int place, int layer) const;      // in nats

private:
    struct StepShares {
        uint32_t step = 0;
        ExpertShares shares;
    };
    std::span<const float> of(int place, int layer, SharePart part) const; // Thought or Answer

    int m_layers = 0, m_firstLayer = 0, m_experts = 0;
    std::vector<StepShares> m_steps;
};

} // namespace deepscope
