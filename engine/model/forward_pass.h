// The forward pass of one architecture: weights, cache and scratch on the device, recorded into commands.
// architecture.h lists them.
#pragma once

#include "gpu/commands.h"
#include "model/hyperparameters.h"
#include "model/kv_cache.h"
#include "model/stage_clock.h"
#include "model/step.h"
#include "model/weight_store.h"

#include <memory>

namespace deepscope {

class ForwardPass {
public:
    virtual ~ForwardPass() = default;

    // Records the pass of a step into commands that were begun. Nothing in it depends on what the rows are, so that one
    // recording serves every step of its shape.
    virtual void record(gpu::Commands &commands, StageClock &clock, const StepShape &shape) const = 0;
};

// Everything refers to objects that outlive the pass.
struct PassParts {
    const gpu::Device &device;
    const Hyperparameters &hyper;
    const WeightStore &weights;
    const KvCache &cache;
    const Step &step;
};

// Throws Error(File) for missing tensors.
std::unique_ptr<ForwardPass> makeForwardPass(const PassParts &parts);

// What makeForwardPass reserves for the activations of a step, for the memory plan: of attention, and of all else.
MemoryBlock attentionBlock(const Hyperparameters &hyper, uint32_t rows);
MemoryBlock activationBlock(const Hyperparameters &hyper, uint32_t rows);

} // namespace deepscope
