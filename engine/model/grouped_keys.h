// What files of many architectures say of grouped-query attention in the same keys.
#pragma once

#include "model/key_reader.h"

#include <optional>

namespace deepscope {

// With its scale. `keyValueHeads`: where a file says it otherwise than for all layers at once. Throws Error(File).
GroupedAttention readGroupedAttention(const KeyReader &reader, uint32_t embedding, QueryKeyNorm norm,
                                      std::optional<uint32_t> keyValueHeads = {});

// The rotary angles of `rope` columns of a head: after the layers, when nothing can be larger than the file.
void readRopeFrequencies(const KeyReader &reader, uint32_t rope, RopePairing pairing, Hyperparameters &hyper);

} // namespace deepscope
