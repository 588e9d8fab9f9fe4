// A text to learn from. Row i of it is token i, and what it should have said next is token i + 1.
#pragma once

#include <cstdint>
#include <vector>

namespace deepscope {

struct TrainingText {
    std::vector<int32_t> tokens; // at least two
    std::vector<float> weights;  // a row: the objective is the sum of -weight * log probability of what came next
    // [row][expert layer][k]: the router counts as having chosen these. Empty: it chooses.
    std::vector<uint32_t> experts;

    uint32_t rows() const { return uint32_t(tokens.size()) - 1; }
};

// What the model thought of a row when it was read.
struct RowResult {
    float logProbability, entropy; // of what came next; of all that could have, in nats
};

} // namespace deepscope
