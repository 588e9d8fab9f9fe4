#include "ops/weight_tile.h"

#include "ops/check_shapes.h"

#include <algorithm>
#include <bit>

namespace deepscope::ops {

namespace {

constexpr uint32_t MostTileTokens = 8, MostSubgroups = 4;

// Token columns of a tile: no more than there are tokens, in few steps so that few kernels are built.
uint32_t tileTokens(uint32_t tokens) { return tokens == 1 ? 1 : tokens <= 4 ? 4 : MostTileTokens; }

// Software devices run a subgroup a thread and keep spilled sums in their first cache; GPUs want many subgroups with
// few registers each.
Tile tileOf(const gpu::Device &device, uint32_t tokens, uint32_t columns, uint32_t matrices)
{
    const uint32_t chunks = divideUp(columns, gpu::ChunkElements);
    const uint32_t columnLanes = std::min(device.lanes(), std::bit_ceil(chunks));
    requireLoops(device, divideUp(chunks, columnLanes) + uint64_t(1), "a product with weights");
    if (device.isSoftware())
        return {tokens == 1 ? 8U : 8 / matrices, tokens, 1, columnLanes};
    const uint32_t subgroups = std::min(MostSubgroups, device.features().mostSubgroups());
    return {tokens == 1 ? 2U : 4 / matrices, std::min(tokens, 4U), subgroups, columnLanes};
}

} // namespace

Tile chooseTile(const gpu::Device &device, uint32_t tokens, uint32_t columns, uint32_t matrices)
{
    return tileOf(device, tileTokens(tokens), columns, matrices);
}

Tile expertTile(const gpu::Device &device, uint32_t columns, uint32_t matrices)
{
    return tileOf(device, MostTileTokens, columns, matrices);
}

uint32_t rowGroups(const gpu::Device &device, const Tile &tile, uint32_t rows)
{
    return divideUp(rows, tile.rows * tile.subgroups * (device.lanes() / tile.columnLanes));
}

gpu::Specialization specialize(const Tile &tile, const gpu::Tensor &weights, const gpu::Tensor &x, uint32_t headStride)
{
    const bool aligned = x.first % 4 == 0 && x.stride % 4 == 0 && headStride % 4 == 0;
    const bool whole = aligned && x.columns % gpu::ChunkElements == 0;
    return {tile.subgroups, {uint32_t(weights.type), tile.rows, tile.tokens, uint32_t(whole), tile.columnLanes}};
}

gpu::Specialization specializePair(const Tile &tile, const gpu::Tensor &first, const gpu::Tensor &second,
                                   const gpu::Tensor &x)
{
    gpu::Specialization specialization = specialize(tile, first, x);
    specialization.constants.push_back(uint32_t(second.type));
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
