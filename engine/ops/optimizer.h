// The step of an optimizer over flat tensors of one row, F32, of any length, that begin on 16 bytes; nothing of it
// reaches the host. Not inside of Commands::independent.
#pragma once

#include "gpu/commands.h"

namespace deepscope::ops {

// norm[0] = the Euclidean norm of all values of `slopes`: sums of parts, then their sum, always in the same order.
// slopes: one row; norm: one row of at least one value. `scratch`: placeSumScratch of as many columns.
gpu::Tensor placeSumScratch(gpu::Arena &arena, uint64_t columns);
void euclideanNorm(gpu::Commands &commands, const gpu::Tensor &slopes, const gpu::Tensor &scratch,
                   const gpu::Tensor &norm);

// AdamW (arXiv:1711.05101, with the bias correction of arXiv:1412.6980). `numbers`: one row on the device, so that one
// recording serves every step.
struct AdamNumbers {
    float rate, decay;               // of weights, 0 for none
    float firstDecay, secondDecay;   // beta 1, beta 2
    float firstFactor, secondFactor; // 1 / (1 - beta^step) of each
    float epsilon;
    float mostNorm; // slopes are made shorter where their norm is above it; 0: never
};

// Each value of `values` by its slope, with the moments `first` and `second`; then the slopes are 0. All of one row and
// one length; numbers: AdamNumbers as F32; norm: of euclideanNorm.
void adamStep(gpu::Commands &commands, const gpu::Tensor &values, const gpu::Tensor &slopes, const gpu::Tensor &first,
              const gpu::Tensor &second, const gpu::Tensor &numbers, const gpu::Tensor &norm);

} // namespace deepscope::ops
