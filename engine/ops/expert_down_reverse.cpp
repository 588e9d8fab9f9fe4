#include "ops/reverse.h"

#include "args.h"
#include "gpu/arithmetic.h"
#include "ops/check_shapes.h"
#include "ops/expert_reverse.h"

namespace deepscope::ops {

void expertDownReverse(gpu::Commands &commands, const ExpertStack &downs, const gpu::Tensor &act,
                       const gpu::Tensor &ids, const gpu::Tensor &weights, const gpu::Tensor &ySlopes,
                       const ExpertOrder &order, const gpu::Tensor &actSlopes, const gpu::Tensor &weightSlopes,
                       const ExpertStack &downSlopes)
{
    constexpr const char *Name = "expert_down_reverse";
    requireLearning(downs, downSlopes, Name);
    for (const gpu::Tensor *tensor : {&act, &ids, &weights, &ySlopes, &actSlopes, &weightSlopes})
        requireActivations(*tensor, Name);
    const uint32_t columns = downs.front().tensor.columns, rows = downs.front().rows, experts = expertsOf(downs);
    const uint32_t used = ids.columns, slots = ids.rows * used;
    require(used > 0 && used <= experts, Name, "more experts are used than there are");
    require(act.columns == columns && ySlopes.columns == rows, Name, "act, the slopes of y and the weights differ");
    require(act.rows == slots && ySlopes.rows == ids.rows, Name, "ids, act and the slopes of y do not fit together");
    require(actSlopes.rows == slots && actSlopes.columns == columns, Name, "act and its slopes differ in shape");
    for (const gpu::Tensor *tensor : {&weights, &weightSlopes})
        require(tensor->rows == ids.rows && tensor->columns == used, Name, "ids and weights differ in shape");

    const gpu::Device &device = commands.device();
    const ColumnLanes lanes = columnLanes(device, columns);
    requireLoops(device, (divideUp(rows, 4) + uint64_t(2)) * (divideUp(columns, 4 * lanes.count) + 1), Name);
    const uint32_t tiles = expertOrder(commands, ids, experts, ReverseTileSlots, order);
    const gpu::Specialization built{
        1, {beginOnFours(ySlopes) && beginOnFours(act), lanes.count, lanes.handed, wholeFours(actSlopes)}};
    commands.independent([&] { // each writes the slots of its experts
        for (uint32_t first = 0; first < experts;) {
            const ExpertRange range = rangeOf(downs, first);
            const gpu::Tensor &down = range.slab->tensor;
            const args::ExpertDownReverseArgs arguments{columns,
                                                        rows,
                                                        used,
                                                        first,
                                                        range.end - first,
                                                        down.rows,
                                                        range.firstRow(),
                                                        down.stride,
                                                        ySlopes.first,
                                                        ySlopes.stride,
                                                        act.first,
                                                        act.stride,
                                                        weights.first,
                                                        weights.stride,
                                                        actSlopes.first,
                                                        actSlopes.stride,
                                                        weightSlopes.first,
                                                        weightSlopes.stride};
            commands.run("expert_down_reverse", built, arguments,
                         {down, ySlopes, act, weights, order.sorted, order.tiles, actSlopes, weightSlopes}, {tiles});
            first = range.end;
        }
    });
    addExpertSlopes(commands, {ySlopes, act, weights}, used, order, downSlopes, Name);
}

} // namespace deepscope::ops
