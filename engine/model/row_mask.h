// What if less of the cache were kept: which rows of one sequence are seen no more, layer by layer. Nothing is taken
// out: attention passes over them. There is no memory for it until it is first wanted.
#pragma once

#include "api/eviction.h"
#include "gpu/commands.h"
#include "model/hyperparameters.h"

#include <array>
#include <cstdint>
#include <optional>

namespace deepscope {

class RowMask {
public:
    static constexpr uint32_t Sides = 2; // of the host: as a step's (step.h)

    // `positions`: of the longest sequence, with all of its last page.
    RowMask(const gpu::Device &device, const Hyperparameters &hyper, uint32_t positions);

    void prepare(); // throws Error(Device): no memory

    // After prepare(). Positions that it does not tell of are seen always.
    void set(const SeenUntil &seen, uint32_t side);
    void bring(gpu::Commands &commands, uint32_t side) const; // records its way to the device
    gpu::Tensor layer(uint32_t number) const;                 // as ops::attention takes it

private:
    struct Memory {
        Memory(const gpu::Device &device, uint64_t bytes);
        std::array<gpu::Buffer, Sides> host;
        gpu::Buffer device;
    };
    const gpu::Device &m_device;
    gpu::Tensor m_rows; // layers x positions, as laid out
    std::optional<Memory> m_memory;
};

} // namespace deepscope
