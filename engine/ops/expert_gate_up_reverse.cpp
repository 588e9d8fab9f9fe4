#include "ops/reverse.h"

#include "args.h"
#include "gpu/arithmetic.h"
#include "ops/check_shapes.h"
#include "ops/expert_reverse.h"

#include <algorithm>

namespace deepscope::ops {

namespace {

// The product of every slot with the transposed matrices of its expert.
void multiply(gpu::Commands &commands, const ExpertStack &gates, const ExpertStack &ups, const gpu::Tensor &gateSlopes,
              const gpu::Tensor &upSlopes, const ExpertOrder &order, const gpu::Tensor &products)
{
    const uint32_t columns = products.columns, experts = expertsOf(gates);
    const ColumnLanes lanes = columnLanes(commands.device(), columns);
    const gpu::Specialization built{
        1, {beginOnFours(gateSlopes) && beginOnFours(upSlopes), lanes.count, lanes.handed, wholeFours(products)}};
    const uint32_t tiles = mostTiles(products.rows, experts, ReverseTileSlots);
    commands.independent([&] { // each writes the slots of its experts
        uint32_t end = 0;
        for (uint32_t first = 0; first < experts; first = end) {
            const ExpertRange gate = rangeOf(gates, first), up = rangeOf(ups, first);
            end = std::min(gate.end, up.end);
            const args::ExpertGateUpReverseArgs arguments{columns,
                                                          gateSlopes.columns,
                                                          first,
                                                          end - first,
                                                          gate.slab->tensor.rows,
                                                          gate.firstRow(),
                                                          up.slab->tensor.rows,
                                                          up.firstRow(),
                                                          gate.slab->tensor.stride,
                                                          gateSlopes.first,
                                                          gateSlopes.stride,
                                                          upSlopes.first,
                                                          upSlopes.stride,
                                                          products.stride};
            commands.run(
                "expert_gate_up_reverse", built, arguments,
                {gate.slab->tensor, up.slab->tensor, gateSlopes, upSlopes, order.sorted, order.tiles, products},
                {divideUp(columns, 4 * lanes.count), tiles});
        }
    });
}

} // namespace

void expertGateUpReverse(gpu::Commands &commands, const ExpertStack &gates, const ExpertStack &ups,
                         const gpu::Tensor &x, const gpu::Tensor &ids, const gpu::Tensor &gateSlopes,
                         const gpu::Tensor &upSlopes, const ExpertWorkspace &workspace, const gpu::Tensor &xSlopes,
                         const ExpertStack &gateWeightSlopes, const ExpertStack &upWeightSlopes)
{
    constexpr const char *Name = "expert_gate_up_reverse";
    requireLearning(gates, gateWeightSlopes, Name);
    requireLearning(ups, upWeightSlopes, Name);
    for (const gpu::Tensor *tensor : {&x, &ids, &gateSlopes, &upSlopes, &xSlopes})
        requireActivations(*tensor, Name);
    const uint32_t columns = gates.front().tensor.columns, rows = gates.front().rows, experts = expertsOf(gates);
    const uint32_t used = ids.columns, slots = ids.rows * used;
    require(rows == ups.front().rows && columns == ups.front().tensor.columns && experts == expertsOf(ups), Name,
            "gate and up differ in shape");
    require(used > 0 && used <= experts, Name, "more experts are used than there are");
    require(x.columns == columns && x.rows == ids.rows, Name, "x, ids and the weights do not fit together");
    require(xSlopes.columns == columns && xSlopes.rows == x.rows, Name, "x and its slopes differ in shape");
    for (const gpu::Tensor *tensor : {&gateSlopes, &upSlopes})
        require(tensor->rows == slots && tensor->columns == rows, Name, "the slopes of gate and up are not one a slot");
    const gpu::Tensor &scratch = workspace.products;
    require(scratch && scratch.first == 0 && scratch.rows >= slots && scratch.columns == columns, Name,
            "the workspace is too small, or was placed for another width");

    requireLoops(commands.device(), 2 * (divideUp(rows, 4) + uint64_t(2)), Name);
    const gpu::Tensor products = scratch.rowSlice(0, slots);
    multiply(commands, gates, ups, gateSlopes, upSlopes, workspace.order, products);
    addProducts(commands, products, {}, used, xSlopes);
    addExpertSlopes(commands, {gateSlopes, x, {}}, used, workspace.order, gateWeightSlopes, Name);
    addExpertSlopes(commands, {upSlopes, x, {}}, used, workspace.order, upWeightSlopes, Name);
}

} // namespace deepscope::ops
