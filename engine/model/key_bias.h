// Qwen2 adds biases to its keys, in some layers of several hundred in a few columns, while other columns are of size 1.
// A block of Q8_0 has one scale for 32 numbers: beside such a column the others are rounded to whole steps of it.
#pragma once

#include "model/hyperparameters.h"

namespace deepscope {

class GgufFile;

// Measured with tests/engine/tst_key_bias's model, keys of size 1, five such columns in each head: mean difference of
// log-probabilities from an F32 cache, in thousandths.
//   bias    0   8  16  32  64  128  300
//   F16   0.4 0.5 0.8   1   3    5   14
//   Q8_0    9  16  27  45  94  181  407
// So beside 300 a cache of F16 is about as exact as one of Q8_0 without biases, and Q8_0 is of no use. Keys of models
// are somewhat larger than 1, and up to here Q8_0 stays within three times what it always costs.
inline constexpr float MostKeyBiasForBlocks = 16;

// Reads the biases of the keys, which are small, and notes where one is larger than that. Throws Error(File) where they
// cannot be read.
void noteLargeKeyBiases(const GgufFile &file, Hyperparameters &hyper);

} // namespace deepscope
