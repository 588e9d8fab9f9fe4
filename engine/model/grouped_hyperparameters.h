// Keys and tensors that the architectures with grouped-query attention have in common. Throw Error(File).
#pragma once

#include "model/hyperparameter_reader.h"

namespace deepscope {

// Head sizes and key/value heads.
void readGroupedAttention(const HyperparameterReader &reader, Hyperparameters &hyper);

// Checks that all tensors of the forward pass have the shapes that `hyper` gives them; then, when nothing can be larger
// than the file, makes the rotary angles (with `rope_freqs.weight` of Llama 3.1) and the scale of the scores.
void checkTensorsAndReadRope(const HyperparameterReader &reader, RopePairing pairing, Hyperparameters &hyper);

} // namespace deepscope
