// Two files of one model on one text: how far what one says of each position is from what the other says.
#pragma once

#include "engine.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace deepscope {

struct ModelDifference {
    int32_t token = 0;                      // the text's next one
    double divergence = 0;                  // KL(A || B) in nats over the whole vocabulary, at least 0
    float logprobA = 0, logprobB = 0;       // of the token, natural logarithm
    bool sameBest = false;                  // both would take the same next token; of equals the lower id
    std::optional<double> routingAgreement; // mean over the layers; nothing = no layer was computed in both
};

// Of one position in one of the two. Neither is kept.
struct PositionState {
    std::span<const float> logits;      // all of the vocabulary
    std::span<const ExpertHit> routing; // [expert layer][place of choice]; empty = not computed, or no experts
};

class ModelComparison {
public:
    // The shapes of both: throws Error(Usage) in a sentence where they are not of one model, by vocabulary, layers or
    // experts.
    ModelComparison(const ModelInfo &a, const ModelInfo &b);
    ~ModelComparison();

    // The next position, whose following token is `next`. Throws Error(Internal) where a row of logits has another
    // length than the vocabulary or a number that is not finite, Error(Usage) for a token outside of it.
    const ModelDifference &add(int32_t next, const PositionState &a, const PositionState &b);

    const std::vector<ModelDifference> &positions() const;
    double meanDivergence() const;           // nats; 0 without positions
    size_t flips() const;                    // positions where the best differ
    std::optional<size_t> firstFlip() const; // the place of the first of them among the positions
    // Of each layer of the model, from 0: the share of the experts that A chose for a token and B chose as well, over
    // the positions; nothing for a layer that was not computed in both, such as a dense one.
    std::vector<std::optional<double>> agreementByLayer() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

struct FilesToCompare {
    LoadRequest a, b; // a context of 0: as long as the text
    std::vector<int32_t> tokens;
    Alteration alteration = {}; // of the routers of both
};

// Blocks. One after the other, so that two that fit alone do not have to fit together: what the first says of each
// position lies on disk until the second has said it too: 4 bytes for each token of the vocabulary. Throws Error:
// unreadable files, not one model, no device, no memory, no room on the disk, cancelled.
std::unique_ptr<ModelComparison> compareFiles(const FilesToCompare &files, const ProgressSink &progress,
                                              const CancelFlag &cancel);

} // namespace deepscope
