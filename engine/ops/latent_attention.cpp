#include "ops/latent_attention.h"

#include "args.h"
#include "ops/check_shapes.h"

#include <algorithm>
#include <thread>

namespace deepscope::ops {

namespace {

constexpr uint32_t HeadTile = 4; // heads that share what a workgroup reads of the cache
// Positions of a block. Measured on lavapipe, 16 heads of 512 + 64, position 1023, one core: 4 gives 10, 8 gives 12 and
// 16 gives 13.5 GFLOP/s, but takes 1.9 s to compile instead of 0.9 and 1.1. A GPU keeps all of it in registers.
constexpr uint32_t PositionTile = 4, SoftwarePositionTile = 8;
constexpr uint32_t PositionsWorthASplit = 32;
constexpr uint32_t Chunk = 8;           // columns a lane handles together
constexpr uint32_t GroupsForAGpu = 512; // workgroups that keep a large GPU busy
constexpr uint32_t GroupsPerThread = 2; // and a thread of a software device
constexpr uint32_t FewestPartials = 512;

uint32_t divideUp(uint32_t a, uint32_t b) { return (a + b - 1) / b; }

// The values, then the largest score and the sum.
uint32_t partialStride(uint32_t latent) { return gpu::paddedColumns(latent + 2); }

void requireShapes(const Heads &queries, const gpu::Tensor &cache, const gpu::Tensor &step,
                   const LatentAttentionShape &shape, const Heads &out)
{
    const char *op = "latent_attention";
    for (const gpu::Tensor *tensor : {&queries.first, &step, &out.first})
        requireActivations(*tensor, op);
    requireCache(cache, op);
    require(shape.latent > 0 && queries.first.columns == shape.latent + shape.rope, op,
            "a query is not a latent and a rope part");
    require(cache.columns == shape.latent + shape.rope, op, "a cache row is not a latent and a rope key");
    require(out.first.columns == shape.latent, op, "an output head is not a latent");
    require(queries.count > 0 && queries.count == out.count, op, "queries and output differ in heads");
    require(queries.first.rows == out.first.rows, op, "queries and output differ in rows");
}

// Then no chunk has a tail and every query chunk is two loads.
bool isAligned(const Heads &heads, const LatentAttentionShape &shape)
{
    return shape.latent % Chunk == 0 && shape.rope % Chunk == 0 && heads.first.first % 4 == 0 &&
           heads.first.stride % 4 == 0 && heads.stride % 4 == 0;
}

} // namespace

gpu::Tensor placeLatentAttentionScratch(gpu::Arena &arena, uint32_t tokens, uint32_t heads, uint32_t latent)
{
    // Fewer rows than `tokens` have room for more splits; a full batch needs none.
    return arena.place(TensorType::F32, partialStride(latent), std::max(FewestPartials, tokens * heads));
}

uint32_t latentAttentionSplits(const gpu::Device &device, uint32_t tokens, uint32_t heads, uint32_t context,
                               const gpu::Tensor &scratch)
{
    const uint32_t groups = tokens * divideUp(heads, HeadTile);
    const uint32_t enough =
        device.isSoftware() ? GroupsPerThread * std::max(1U, std::thread::hardware_concurrency()) : GroupsForAGpu;
    const uint32_t room = uint32_t(scratch.totalRows() / (uint64_t(tokens) * heads));
    return std::clamp(std::min({divideUp(enough, groups), divideUp(context, PositionsWorthASplit), room}), 1U, 64U);
}

void latentAttention(gpu::Commands &commands, const Heads &queries, const gpu::Tensor &cache, const gpu::Tensor &step,
                     const LatentAttentionShape &shape, const gpu::Tensor &scratch, const Heads &out)
{
    requireShapes(queries, cache, step, shape, out);
    const gpu::Tensor &q = queries.first, &to = out.first;
    const uint32_t heads = queries.count, tile = std::min(heads, HeadTile), lanes = commands.device().subgroupSize();
    const uint32_t splits = latentAttentionSplits(commands.device(), q.rows, heads, cache.rows, scratch);
    require(splits == 1 || scratch.stride == partialStride(shape.latent), "latent_attention",
            "the scratch memory is for another latent width");
    const gpu::Tensor &result = splits > 1 ? scratch : to;
    const uint32_t stride = partialStride(shape.latent);

    const args::LatentAttentionArgs arguments{
        heads,       shape.latent, shape.rope, q.first, q.stride,     queries.stride, step.first, cache.rows,
        cache.first, cache.stride, splits,     stride,  result.first, to.stride,      out.stride, shape.scale};
    const bool aligned = isAligned(queries, shape);
    const uint32_t positionTile = aligned && commands.device().isSoftware() ? SoftwarePositionTile : PositionTile;
    const uint32_t laneChunks = divideUp(divideUp(shape.latent, Chunk), lanes);
    commands.run("latent_attention",
                 {1, {cache.type == TensorType::F16, aligned, splits > 1, tile, positionTile, laneChunks}}, arguments,
                 {q, cache, step, result}, {divideUp(heads, tile), q.rows, splits});
    if (splits == 1)
        return;
    const args::LatentAttentionCombineArgs combine{shape.latent, splits,    scratch.first, stride,
                                                   to.first,     to.stride, out.stride};
    commands.run("latent_attention_combine", {}, combine, {scratch, to}, {heads, q.rows});
}

} // namespace deepscope::ops
