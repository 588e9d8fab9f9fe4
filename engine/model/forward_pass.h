// The forward pass of one architecture: weights, cache and scratch on the device, recorded into commands.
// architecture.h lists them.
#pragma once

#include "gpu/commands.h"
#include "model/hyperparameters.h"
#include "model/kv_cache.h"
#include "model/stage_clock.h"
#include "model/step_memory.h"
#include "model/weight_store.h"

#include <memory>

namespace deepscope {

enum class LogitsRows : uint8_t { Last, All };

class ForwardPass {
public:
    virtual ~ForwardPass() = default;

    // Records the pass of `tokens` rows (1 ... BatchTokens) into commands that were begun. Nothing in it depends on the
    // position, so that one recording serves every step of its size. Logits go to row 0 (Last) or to all rows.
    virtual void record(gpu::Commands &commands, StageClock &clock, uint32_t tokens, LogitsRows rows) const = 0;
};

// Everything refers to objects that outlive the pass.
struct PassParts {
    const gpu::Device &device;
    const Hyperparameters &hyper;
    const WeightStore &weights;
    const KvCache &cache;
    const StepMemory &step;
};

// Throws Error(File) for missing tensors.
std::unique_ptr<ForwardPass> makeForwardPass(const PassParts &parts);

// What makeForwardPass reserves for activations, for the memory plan: of attention, and of all else.
MemoryBlock attentionBlock(const Hyperparameters &hyper);
MemoryBlock activationBlock(const Hyperparameters &hyper);

} // namespace deepscope
