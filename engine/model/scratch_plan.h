// What a pass needs on the device beside weights and cache.
#pragma once

#include "model/hyperparameters.h"

namespace deepscope {

// Bytes of activations and of the block with routing and logits, on the device and for reading back.
uint64_t scratchBytes(const Hyperparameters &hyper);

} // namespace deepscope
