#include "ops/attention.h"

#include "args.h"
#include "gpu/arithmetic.h"
#include "ops/check_shapes.h"

#include <algorithm>

namespace deepscope::ops {

namespace {

constexpr uint32_t MostHeadTile = 4; // heads that share what a workgroup reads of the cache
// Positions of a block. Measured on lavapipe, 16 heads of 512 + 64, position 1023, one core: 4 gives 10, 8 gives 12 and
// 16 gives 13.5 GFLOP/s, but takes 1.9 s to compile instead of 0.9 and 1.1. A GPU keeps all of it in registers.
constexpr uint32_t PositionTile = 4, SoftwarePositionTile = 8;
constexpr uint32_t PositionsWorthASplit = 32;
constexpr uint32_t Chunk = 8;           // columns a lane handles together
constexpr uint32_t GroupsForAGpu = 512; // workgroups that keep a large GPU busy
constexpr uint32_t GroupsPerThread = 2; // and a thread of a software device
constexpr uint32_t FewestPartials = 512;

// The values, then the largest score and the sum.
uint32_t partialStride(uint32_t columns) { return gpu::paddedColumns(columns + 2); }

void requireShapes(const Heads &queries, const CacheRows &keys, const CacheRows &values, const gpu::Tensor &step,
                   const Heads &out)
{
    const char *op = "attention";
    for (const gpu::Tensor *tensor : {&queries.first, &step, &out.first})
        requireActivations(*tensor, op);
    requireCache(keys, op);
    requireCache(values, op);
    require(keys.tensor.type == values.tensor.type && keys.heads == values.heads &&
                keys.tensor.rows == values.tensor.rows,
            op, "keys and values differ in type, heads or rows");
    require(queries.first.columns == keys.columns, op, "queries and keys differ in columns");
    require(out.first.columns == values.columns, op, "output and values differ in columns");
    require(queries.count > 0 && queries.count == out.count, op, "queries and output differ in heads");
    require(queries.count % keys.heads == 0, op, "the heads of the cache do not divide those of the queries");
    require(queries.first.rows == out.first.rows, op, "queries and output differ in rows");
}

// Then no chunk has a tail and every query chunk is two loads.
bool isAligned(const Heads &queries, const CacheRows &keys, const CacheRows &values)
{
    return keys.columns % Chunk == 0 && values.columns % Chunk == 0 && queries.first.first % 4 == 0 &&
           queries.first.stride % 4 == 0 && queries.stride % 4 == 0;
}

void combineSplits(gpu::Commands &commands, const gpu::Tensor &scratch, uint32_t splits, const Heads &out)
{
    const gpu::Tensor &to = out.first;
    const args::AttentionCombineArgs arguments{to.columns, splits,    scratch.first, partialStride(to.columns),
                                               to.first,   to.stride, out.stride};
    commands.run("attention_combine", {}, arguments, {scratch, to}, {out.count, to.rows});
}

} // namespace

gpu::Tensor placeAttentionScratch(gpu::Arena &arena, uint32_t tokens, uint32_t heads, uint32_t columns)
{
    // Fewer rows than `tokens` have room for more splits; a full batch needs none.
    return arena.place(TensorType::F32, partialStride(columns), std::max(FewestPartials, tokens * heads));
}

// A block of positions is an iteration, and one more finds the end.
uint64_t attentionReach(uint32_t longestLoops) { return (uint64_t(longestLoops) - 1) * PositionTile; }

uint32_t attentionHeadTile(uint32_t group)
{
    // Tiles that a group fills evenly: 7 heads in two tiles of 4 waste less than in 7 of one.
    return divideUp(group, divideUp(group, MostHeadTile));
}

uint32_t attentionSplits(const gpu::Device &device, uint32_t tokens, uint32_t heads, uint32_t headTiles,
                         uint32_t context, const gpu::Tensor &scratch)
{
    const uint32_t groups = tokens * headTiles;
    const uint32_t enough = device.isSoftware() ? GroupsPerThread * device.workers() : GroupsForAGpu;
    const uint32_t room = uint32_t(scratch.totalRows() / (uint64_t(tokens) * heads));
    return std::clamp(std::min({divideUp(enough, groups), divideUp(context, PositionsWorthASplit), room}), 1U, 64U);
}

void attention(gpu::Commands &commands, const Heads &queries, const CacheRows &keys, const CacheRows &values,
               const gpu::Tensor &step, float scale, const gpu::Tensor &scratch, const Heads &out)
{
    requireShapes(queries, keys, values, step, out);
    const gpu::Tensor &q = queries.first, &to = out.first;
    const uint32_t heads = queries.count, group = heads / keys.heads, tile = attentionHeadTile(group);
    const uint32_t headTiles = keys.heads * divideUp(group, tile), context = keys.tensor.rows;
    const uint32_t splits = attentionSplits(commands.device(), q.rows, heads, headTiles, context, scratch);
    const uint32_t stride = partialStride(values.columns);
    require(splits == 1 || scratch.stride == stride, "attention", "the scratch memory is for another width");
    const gpu::Tensor &result = splits > 1 ? scratch : to;

    const args::AttentionArgs arguments{heads,
                                        group,
                                        keys.columns,
                                        values.columns,
                                        q.first,
                                        q.stride,
                                        queries.stride,
                                        step.first,
                                        context,
                                        keys.tensor.stride,
                                        keys.headStride,
                                        keys.tensor.columns,
                                        values.tensor.stride,
                                        values.headStride,
                                        values.tensor.columns,
                                        splits,
                                        stride,
                                        result.first,
                                        to.stride,
                                        out.stride,
                                        scale};
    const bool aligned = isAligned(queries, keys, values);
    const uint32_t positionTile = aligned && commands.device().isSoftware() ? SoftwarePositionTile : PositionTile;
    requireLoops(commands.device(), divideUp(divideUp(context, splits), positionTile) + uint64_t(1), "attention");
    const auto laneChunks = [&](uint32_t columns) {
        return divideUp(divideUp(columns, Chunk), commands.device().lanes());
    };
    commands.run("attention",
                 {1,
                  {uint32_t(keys.tensor.type), aligned, splits > 1, tile, positionTile, laneChunks(values.columns),
                   laneChunks(keys.columns)}},
                 arguments, {q, keys.tensor, values.tensor, step, result}, {headTiles, q.rows, splits});
    if (splits > 1)
        combineSplits(commands, scratch, splits, out);
}

} // namespace deepscope::ops
