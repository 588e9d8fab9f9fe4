// What goes into a step and what comes out of it, the same for every architecture.
#pragma once

#include "api/memory_plan.h"
#include "gpu/commands.h"
#include "model/hyperparameters.h"

#include <cstdint>
#include <vector>

namespace deepscope {

// Token rows that one pass can take. Longer prompts are fed in batches.
inline constexpr uint32_t BatchTokens = 64;

// The router's choice of one layer: what the expert kernels read is what the trace reports.
struct RoutingRows {
    gpu::Tensor ids;     // batch x used, 32-bit integers
    gpu::Tensor weights; // batch x used
};

class StepMemory {
public:
    StepMemory(const gpu::Device &device, const Hyperparameters &hyper);
    // For the memory plan; each is there on the device and for the host.
    static uint64_t inputBytes(const Hyperparameters &hyper);
    static MemoryBlock outputBlock(const Hyperparameters &hyper);

    // What kernels read of the host: brought to the device in one copy as a step begins, so that none of them reaches
    // across a bus.
    gpu::Tensor step;                                             // [0] = position of the first row
    gpu::Tensor tokens;                                           // batch token ids
    gpu::Tensor ropeFrequencies;                                  // never change
    void set(uint32_t position, const std::vector<int32_t> &ids); // before a step
    void bringInput(gpu::Commands &commands) const;               // records the copy

    // Written by the pass
    std::vector<RoutingRows> routing; // of each expert layer
    gpu::Tensor logits;               // batch x vocabulary

    // Record the copies of the first rows to the host.
    void readRouting(gpu::Commands &commands, uint32_t rows) const;
    void readLogits(gpu::Commands &commands, uint32_t rows) const;

    // Of the last step
    const float *logitsRow(uint32_t row) const;
    const uint32_t *routingIds(uint32_t expertLayer, uint32_t row) const;
    const float *routingWeights(uint32_t expertLayer, uint32_t row) const;

private:
    static void place(gpu::Arena &arena, const Hyperparameters &hyper, std::vector<RoutingRows> &routing,
                      gpu::Tensor &logits);
    const uint8_t *readBack(const gpu::Tensor &tensor, uint32_t row) const;

    gpu::Buffer m_hostInput;
    gpu::Buffer m_input;
    gpu::Buffer m_output;
    gpu::Buffer m_readBack;
};

} // namespace deepscope
