// How many lanes work on a row.
#pragma once

#include "gpu/arithmetic.h"
#include "gpu/device.h"

#include <algorithm>

namespace deepscope::ops {

// Subgroups of a workgroup that goes through a row. To a GPU a wait for memory is the longest, so that many lanes wait
// for a long row at once.
inline uint32_t subgroupsAlong(const gpu::Device &device, uint32_t columns)
{
    constexpr uint32_t MostSubgroups = 8, ColumnsALane = 8;
    if (device.isSoftware())
        return 1;
    return std::clamp(columns / (ColumnsALane * device.lanes()), 1U,
                      std::min(MostSubgroups, device.features().mostSubgroups()));
}

// Workgroups of one subgroup that share out the columns of a row, four a lane. To a software device each is a call.
inline uint32_t groupsAlong(const gpu::Device &device, uint32_t columns)
{
    return device.isSoftware() ? 1 : divideUp(columns, 4 * device.lanes());
}

} // namespace deepscope::ops
