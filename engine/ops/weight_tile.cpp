#include "ops/weight_tile.h"

#include "ops/check_shapes.h"

#include <algorithm>
#include <bit>

namespace deepscope::ops {

namespace {

constexpr uint32_t MostTileTokens = 8, MostSubgroups = 4;
constexpr uint32_t MostTokensInRegisters = 4; // of a GPU
constexpr uint32_t SoftwareColumnLanes = 2;
constexpr size_t SecondType = 5;        // of the constants
constexpr uint32_t GroupsPerThread = 4; // of a software device with several: enough to share out evenly

// Token columns of a tile: no more than there are tokens, in few steps so that few kernels are built.
uint32_t tileTokens(uint32_t tokens) { return tokens == 1 ? 1 : tokens <= 4 ? 4 : MostTileTokens; }

// Lanes that share a row of so many chunks. A GPU likes whole rows side by side in memory. A software device computes
// for idle lanes as for others, and adding up over lanes is dear to it. Measured with Mesa 22.3, matrices of 80 x 160
// to 2048 x 1408 in F16, Q4_K and Q8_0: 2 lanes are as fast as any other number or faster, for rows of 160 columns by a
// third.
uint32_t columnLanesFor(const gpu::Device &device, uint32_t chunks)
{
    return std::min(device.isSoftware() ? SoftwareColumnLanes : device.lanes(), std::bit_ceil(chunks));
}

// For a step of so many tokens (shaders/lib/tile.glsl), beside what lanes may need to exchange their sums.
bool hasSharedMemory(const gpu::Device &device, uint32_t tokens)
{
    constexpr uint32_t StagedChunkBytes = 80;
    return 2 * tokens * device.lanes() * StagedChunkBytes <=
           device.features().properties.limits.maxComputeSharedMemorySize;
}

// Software devices run a subgroup a thread and keep spilled sums in their first cache; GPUs want many subgroups with
// few registers each.
Tile tileOf(const gpu::Device &device, uint32_t tokens, uint32_t columns, uint32_t matrices)
{
    const uint32_t chunks = divideUp(columns, gpu::ChunkElements);
    const uint32_t columnLanes = columnLanesFor(device, chunks), steps = divideUp(chunks, columnLanes);
    requireLoops(device, steps + uint64_t(3), "a product with weights");
    if (device.isSoftware())
        return {tokens == 1 ? 8U : 8 / matrices, tokens, 1, columnLanes, steps};
    const uint32_t subgroups = std::min(MostSubgroups, device.features().mostSubgroups());
    if (tokens == 1)
        return {2, 1, subgroups, columnLanes, steps};
    const bool staged = columnLanes == device.lanes() && hasSharedMemory(device, tokens);
    return {4 / matrices, tokens, subgroups, columnLanes, steps, staged};
}

} // namespace

Tile chooseTile(const gpu::Device &device, uint32_t tokens, uint32_t columns, uint32_t matrices)
{
    Tile tile = tileOf(device, tileTokens(tokens), columns, matrices);
    if (!device.isSoftware() && !tile.staged)
        tile.tokens = std::min(tile.tokens, MostTokensInRegisters);
    return tile;
}

Tile expertTile(const gpu::Device &device, uint32_t columns, uint32_t matrices)
{
    const bool many = device.isSoftware() || hasSharedMemory(device, MostTileTokens);
    return tileOf(device, many ? MostTileTokens : MostTokensInRegisters, columns, matrices);
}

// A GPU gets a workgroup for every tile. To a software device a workgroup is a call that costs as much as several
// thousand weights, so it gets few that go through many tiles.
uint32_t rowGroups(const gpu::Device &device, const Tile &tile, uint32_t rows, uint32_t others)
{
    const uint32_t tiles = divideUp(rows, tile.rows * tile.subgroups * (device.lanes() / tile.columnLanes));
    if (!device.isSoftware())
        return tiles;
    const uint32_t enough = device.workers() > 1 ? GroupsPerThread * device.workers() : 1;
    const uint32_t longest = device.features().longestLoops, mostTiles = longest / (tile.steps + 2); // of a workgroup
    return std::min(tiles, std::max(divideUp(enough, others), longest > 0 ? divideUp(tiles, mostTiles) : 1));
}

gpu::Specialization specialize(const Tile &tile, const gpu::Tensor &weights, const gpu::Tensor &x, uint32_t headStride)
{
    const bool aligned = x.first % 4 == 0 && x.stride % 4 == 0 && headStride % 4 == 0;
    const bool whole = aligned && x.columns % gpu::ChunkElements == 0;
    return {tile.subgroups,
            {uint32_t(weights.type), tile.rows, tile.tokens, uint32_t(whole), tile.columnLanes,
             uint32_t(TensorType::F32), uint32_t(tile.staged)}};
}

gpu::Specialization specializePair(const Tile &tile, const gpu::Tensor &first, const gpu::Tensor &second,
                                   const gpu::Tensor &x)
{
    gpu::Specialization specialization = specialize(tile, first, x);
    specialization.constants[SecondType] = uint32_t(second.type);
    return specialization;
}

uint32_t tailElement(const gpu::Tensor &weights)
{
    return uint32_t(gpu::layoutOf(weights.type, weights.columns, weights.totalRows()).tailOffset / 16);
}

void requireWeights(const gpu::Tensor &weights, const char *op)
{
    require(bool(weights), op, "the weights are missing");
    require(weights.first == 0 && weights.stride == gpu::paddedColumns(weights.columns), op,
            "the weights must be a whole tensor, not a slice");
}

} // namespace deepscope::ops
