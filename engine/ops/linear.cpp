#include "ops/ops.h"

#include "args.h"
#include "ops/check_shapes.h"
#include "ops/weight_tile.h"

namespace deepscope::ops {

void linear(gpu::Commands &commands, const gpu::Tensor &weights, const gpu::Tensor &x, const gpu::Tensor &y,
            Accumulate accumulate)
{
    requireWeights(weights, "linear");
    requireActivations(x, "linear");
    requireActivations(y, "linear");
    require(weights.planes == 1, "linear", "the weights must be one matrix");
    require(x.columns == weights.columns, "linear", "x and the weights differ in columns");
    require(y.columns == weights.rows, "linear", "y must have a column for each row of the weights");
    require(x.rows == y.rows, "linear", "x and y differ in rows");
    const Tile tile = chooseTile(commands.device(), x.rows, x.columns);
    const uint32_t tokenTiles = divideUp(x.rows, tile.tokens);
    args::LinearArgs arguments{};
    arguments.columns = weights.columns;
    arguments.rows = weights.rows;
    arguments.tokens = x.rows;
    arguments.chunks = weights.stride / gpu::ChunkElements;
    arguments.tail = tailElement(weights);
    arguments.xFirst = x.first;
    arguments.xStride = x.stride;
    arguments.yFirst = y.first;
    arguments.yStride = y.stride;
    arguments.accumulate = accumulate == Accumulate::Yes;
    commands.run("linear", specialize(tile, weights, x), arguments, {weights, x, y},
                 {tokenTiles, rowGroups(commands.device(), tile, weights.rows, tokenTiles)}, [&] {
                     const uint64_t sums = uint64_t(weights.rows) * x.rows;
                     return gpu::Work{weights.shapeBytes() + x.shapeBytes() +
                                          (accumulate == Accumulate::Yes ? 2 : 1) * y.shapeBytes(),
                                      2 * sums * weights.columns};
                 });
}

} // namespace deepscope::ops
