#include "ops/ops.h"

#include "args.h"
#include "ops/check_shapes.h"
#include "ops/weight_tile.h"

namespace deepscope::ops {

void embed(gpu::Commands &commands, const gpu::Tensor &table, const gpu::Tensor &ids, uint32_t stride,
           const gpu::Tensor &x)
{
    requireActivations(ids, "embed");
    requireActivations(x, "embed");
    require(bool(table) && table.first == 0 && table.stride == gpu::paddedColumns(table.columns), "embed",
            "the table must be a whole matrix");
    require(table.rows > 0 && table.columns == x.columns, "embed", "the table and x differ in columns");
    require(stride > 0 && ids.columns == x.rows * stride, "embed", "there is not one id for each row");
    const args::EmbedArgs arguments{x.columns, table.rows, tailElement(table), ids.first, stride, x.first, x.stride};
    const gpu::Device &device = commands.device();
    const uint32_t chunks = divideUp(x.columns, gpu::ChunkElements);
    const uint32_t groups = device.isSoftware() ? 1 : divideUp(chunks, device.lanes());
    commands.run("embed", {1, {uint32_t(table.type)}}, arguments, {table, ids, x}, {x.rows, groups}, [&] {
        return gpu::Work{gpu::layoutOf(table.type, table.columns, x.rows).bytes + x.rows * sizeof(uint32_t) +
                         x.shapeBytes()};
    });
}

} // namespace deepscope::ops
