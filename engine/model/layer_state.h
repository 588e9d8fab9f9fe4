// What a layer keeps of a sequence. The cache, the memory plan, what is shown of them and what is refused for want of
// memory come from this list and from nothing else.
#pragma once

#include "model/hyperparameters.h"

#include <cstdint>
#include <string>
#include <vector>

namespace deepscope {

struct StatePart {
    std::string name; // "latent" (c_KV), "rope_key" (k_R), "keys" or "values"; "matrices" or "tail" of a DeltaNet
    uint32_t numbers; // a position, or a sequence

    bool operator==(const StatePart &) const = default;
};

// A row for each position: `heads` of `columns` numbers, which are its parts one after another.
struct StateRows {
    uint32_t heads, columns;
    std::vector<StatePart> parts;
    uint32_t window = 0;  // so many positions are looked at, one's own among them; 0 = all
    bool inBlocks = true; // may be kept in blocks with one scale; else a cache of Q8_0 keeps them in F16

    bool operator==(const StateRows &) const = default;
};

// Rows of every position, or numbers (F32) that are as many however long the sequence is: one of both, as a rule.
struct LayerState {
    std::vector<StateRows> rows;  // in the order in which the layer takes them
    std::vector<StatePart> fixed; // likewise

    uint64_t numbers() const; // a position
    bool operator==(const LayerState &) const = default;
};

std::vector<LayerState> layerStates(const Hyperparameters &hyper); // of each layer
bool keepsStates(const Hyperparameters &hyper);                    // of fixed size: some layer
uint32_t longestWindow(const Hyperparameters &hyper);              // 0: all rows are looked at

} // namespace deepscope
