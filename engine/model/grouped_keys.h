// What files of many architectures say of grouped-query attention in the same keys.
#pragma once

#include "model/key_reader.h"

#include <optional>

namespace deepscope {

// With its scale. `keyValueHeads`: where a file says it otherwise than for all layers at once. Throws Error(File).
GroupedAttention readGroupedAttention(const KeyReader &reader, uint32_t embedding, QueryKeyNorm norm,
                                      std::optional<uint32_t> keyValueHeads = {});

// Which layers look at the last positions alone, and at how many of them.
class WindowKeys {
public:
    // `pattern`: all but the last of each so many layers do, where the file does not say it; 0: all of them.
    WindowKeys(const KeyReader &reader, uint32_t context, uint32_t pattern = 0);

    uint32_t of(uint32_t layer) const; // positions, one's own among them; 0 = all, as where a window is no shorter

private:
    uint32_t m_length, m_pattern;
};

// The rotary angles of `rope` columns of a head: after the layers, when nothing can be larger than the file.
void readRopeFrequencies(const KeyReader &reader, uint32_t rope, RopePairing pairing, Hyperparameters &hyper);

// Layers of the same attention, but for their windows (WindowKeys), and what follows from its tensors and its rotation.
void addLayersAndRope(const KeyReader &reader, uint32_t layers, const GroupedAttention &attention,
                      const FeedForwardKeys &feedForwards, RopePairing pairing, Hyperparameters &hyper,
                      uint32_t windowPattern = 0);

} // namespace deepscope
