#include "ops/expert_reverse.h"

#include "args.h"
#include "gpu/arithmetic.h"
#include "ops/check_shapes.h"
#include "ops/weight_tile.h"

#include <algorithm>
#include <bit>

namespace deepscope::ops {

namespace {

constexpr uint32_t Four = 4;        // columns of a lane
constexpr uint32_t SlotsAtOnce = 4; // as in shaders/expert_slopes.comp
// Rows of a tile. Measured on lavapipe with two threads that others used too, 16 experts of 160 x 64, 2,048 slots: 20
// GFLOP/s, where the forward products reach 12.
constexpr uint32_t Rows = 8, SoftwareRows = 32;
constexpr uint32_t Subgroups = 4;

} // namespace

ColumnLanes columnLanes(const gpu::Device &device, uint32_t columns)
{
    const uint32_t lanes = device.lanes();
    const uint32_t wanted = std::max(std::bit_ceil(divideUp(columns, Four)), lanes / ReverseTileSlots);
    const uint32_t count = std::clamp(wanted, 1U, lanes);
    return {count, device.isSoftware() && count == lanes};
}

void requireLearning(const ExpertStack &weights, const ExpertStack &slopes, const char *op)
{
    requireStack(weights, op);
    requireStack(slopes, op);
    const PlaneRows &first = weights.front(), &other = slopes.front();
    require(first.tensor.type == TensorType::F32 && other.tensor.type == TensorType::F32, op,
            "weights that learn and their slopes must be F32");
    require(expertsOf(weights) == expertsOf(slopes) && first.rows == other.rows &&
                first.tensor.columns == other.tensor.columns,
            op, "the weights and their slopes differ in shape");
}

void addExpertSlopes(gpu::Commands &commands, const SlotProducts &products, uint32_t used, const ExpertOrder &order,
                     const ExpertStack &slopes, const char *op)
{
    const gpu::Device &device = commands.device();
    const gpu::Tensor &left = products.left, &right = products.right, &gates = products.gates;
    requireHandingLanes(device, op);
    requireLoops(device, divideUp(gates ? right.rows : left.rows, SlotsAtOnce) + uint64_t(1), op);
    const uint32_t columns = right.columns, rows = left.columns;
    const ColumnLanes lanes = columnLanes(device, columns);
    const uint32_t tileRows = lanes.handed ? std::clamp(std::bit_ceil(rows), Four, SoftwareRows) : Rows;
    const uint32_t subgroups = device.isSoftware() ? 1 : std::min(Subgroups, device.features().mostSubgroups());
    const gpu::Specialization built{subgroups,
                                    {bool(gates), beginOnFours(left) && beginOnFours(right), tileRows, lanes.count,
                                     lanes.handed, columns % 4 == 0}};
    commands.independent([&] { // each writes the slopes of its experts
        uint32_t first = 0;
        for (const PlaneRows &slab : slopes) {
            const gpu::Tensor &to = slab.tensor;
            const args::ExpertSlopesArgs arguments{columns,       rows,        used,        first,       to.rows,
                                                   slab.firstRow, to.stride,   left.first,  left.stride, right.first,
                                                   right.stride,  gates.first, gates.stride};
            commands.run("expert_slopes", built, arguments,
                         {left, right, order.sorted, order.starts, gates ? gates : left, to, to},
                         {divideUp(columns, lanes.count * Four),
                          divideUp(rows, tileRows * (device.lanes() / lanes.count) * subgroups), to.planes});
            first += to.planes;
        }
    });
}

} // namespace deepscope::ops
