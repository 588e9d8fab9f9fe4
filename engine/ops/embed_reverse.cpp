#include "ops/reverse.h"

#include "args.h"
#include "ops/check_shapes.h"
#include "ops/row_threads.h"
#include "ops/weight_tile.h"

namespace deepscope::ops {

void embedReverse(gpu::Commands &commands, const gpu::Tensor &ids, uint32_t stride, const gpu::Tensor &sortedRows,
                  const gpu::Tensor &xSlopes, const gpu::Tensor &tableSlopes)
{
    constexpr const char *Name = "embed_reverse";
    for (const gpu::Tensor *tensor : {&ids, &sortedRows, &xSlopes, &tableSlopes})
        requireActivations(*tensor, Name);
    requireWeights(tableSlopes, Name);
    require(tableSlopes.planes == 1 && tableSlopes.columns == xSlopes.columns, Name,
            "the slopes of the table and of x differ in columns");
    require(stride > 0 && ids.columns == xSlopes.rows * stride, Name, "there is not one id for each row");
    require(sortedRows.rows == 1 && sortedRows.columns == xSlopes.rows, Name,
            "there is not one place in the order for each row");
    const gpu::Device &device = commands.device();
    const uint32_t groups = groupsAlong(device, xSlopes.columns);
    const uint64_t steps = divideUp(xSlopes.columns, 4 * device.lanes() * groups);
    requireLoops(device, steps * (uint64_t(xSlopes.rows) + 2), Name); // all rows may have the same id
    const args::EmbedReverseArgs arguments{xSlopes.columns,    xSlopes.rows,  tableSlopes.rows,
                                           tableSlopes.stride, ids.first,     stride,
                                           sortedRows.first,   xSlopes.first, xSlopes.stride};
    commands.run("embed_reverse", {1, {wholeFours(xSlopes)}}, arguments, {ids, sortedRows, xSlopes, tableSlopes},
                 {xSlopes.rows, groups});
}

} // namespace deepscope::ops
