#include "ops/ops.h"

#include "args.h"
#include "ops/check_shapes.h"
#include "ops/outer_tile.h"
#include "ops/weight_tile.h"

namespace deepscope::ops {

namespace {

void requireHeads(const PlaneRows &weights, const Heads &x, const Heads &y, const char *op)
{
    requireWeights(weights.tensor, op);
    requireActivations(x.first, op);
    requireActivations(y.first, op);
    require(weights.insideItsPlane(), op, "the head's rows reach outside of its plane");
    require(x.count == weights.tensor.planes && y.count == x.count, op, "x, y and the weights differ in heads");
    require(x.first.rows == y.first.rows, op, "x and y differ in rows");
}

args::LinearArgs headArguments(const PlaneRows &weights, const Heads &x, const Heads &y, Accumulate accumulate)
{
    const gpu::Tensor &tensor = weights.tensor;
    return {tensor.columns,
            weights.rows,
            x.first.rows,
            tensor.stride / gpu::ChunkElements,
            tailElement(tensor),
            tensor.rows,
            weights.firstRow,
            x.first.first,
            x.first.stride,
            x.stride,
            y.first.first,
            y.first.stride,
            y.stride,
            accumulate == Accumulate::Yes};
}

gpu::Work headWork(const PlaneRows &weights, const Heads &x, const Heads &y, Accumulate accumulate)
{
    return {weights.planeBytes() * x.count + x.shapeBytes() + (accumulate == Accumulate::Yes ? 2 : 1) * y.shapeBytes(),
            2 * uint64_t(weights.rows) * weights.tensor.columns * x.count * x.first.rows};
}

} // namespace

void linearPerHead(gpu::Commands &commands, const PlaneRows &weights, const Heads &x, const Heads &y,
                   Accumulate accumulate)
{
    constexpr const char *Name = "linear_per_head";
    requireHeads(weights, x, y, Name);
    require(x.first.columns == weights.tensor.columns, Name, "x and the weights differ in columns");
    require(y.first.columns == weights.rows, Name, "y must have a column for each row of a head");
    const gpu::Device &device = commands.device();
    const uint32_t tokens = x.first.rows, columns = weights.tensor.columns;
    const auto arguments = headArguments(weights, x, y, accumulate);
    const auto count = [&] { return headWork(weights, x, y, accumulate); };
    const bool adds = accumulate == Accumulate::Yes;
    if (paysChunkTile(device, tokens, weights.tensor.type)) {
        requireLoops(device, divideUp(columns, gpu::ChunkElements) + uint64_t(8), Name);
        const OuterTile tile = chooseChunkTile(device, tokens, weights.rows);
        const bool wholeChunks = beginOnFours(x) && columns % gpu::ChunkElements == 0;
        commands.run("linear_many",
                     specialize(tile, wholeChunks, beginOnFours(y) && weights.rows % 4 == 0, adds, weights.tensor.type),
                     arguments, {weights.tensor, x.first, y.first, y.first},
                     groupsOf(device, tile, tokens, weights.rows, x.count), count);
        return;
    }
    const Tile tile = chooseTile(device, tokens, columns);
    const uint32_t tokenTiles = divideUp(tokens, tile.tokens);
    commands.run("linear", specialize(tile, weights.tensor, x.first, x.stride), arguments,
                 {weights.tensor, x.first, y.first},
                 {tokenTiles, rowGroups(device, tile, weights.rows, tokenTiles * x.count), x.count}, count);
}

void linearPerHeadTransposed(gpu::Commands &commands, const PlaneRows &weights, const Heads &x, const Heads &y,
                             Accumulate accumulate)
{
    constexpr const char *Name = "linear_per_head_transposed";
    requireHeads(weights, x, y, Name);
    require(x.first.columns == weights.rows, Name, "x must have a column for each row of a head");
    require(y.first.columns == weights.tensor.columns, Name, "y and the weights differ in columns");
    const gpu::Device &device = commands.device();
    const uint32_t tokens = x.first.rows, columns = y.first.columns;
    const OuterTile tile = chooseTransposedTile(device, tokens, columns);
    requireLoops(device, divideUp(weights.rows, 4U) + tile.rows + uint64_t(2), Name);
    const bool whole = beginOnFours(y) && columns % 4 == 0, adds = accumulate == Accumulate::Yes;
    commands.run("linear_transposed", specialize(tile, beginOnFours(x), whole, adds, weights.tensor.type),
                 headArguments(weights, x, y, accumulate), {weights.tensor, x.first, y.first, y.first},
                 groupsOf(device, tile, tokens, columns, x.count), [&] { return headWork(weights, x, y, accumulate); });
}

} // namespace deepscope::ops
