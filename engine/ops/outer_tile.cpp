#include "ops/outer_tile.h"

#include <algorithm>
#include <bit>

namespace deepscope::ops {

namespace {

// A software device keeps spilled sums in its first cache, and a fetch costs it as much as some ten multiplications, so
// its tiles are large and lanes share what they fetch; it computes for idle lanes as for others. Measured with Mesa
// 22.3: 32 x 8 is faster than 16 x 16 by a sixth and than 16 x 8 by a third; larger ones are slower, and take long to
// build. GPUs want many lanes with few registers each.
constexpr uint32_t SoftwareRows = 32, SoftwareColumns = 8, GpuRows = 4, GpuColumns = 4, GpuColumnLanes = 8;
constexpr uint32_t MostSubgroups = 4;
// 16 x 4 against 8 x 4, 8 x 8, 16 x 8, 16 x 16 and 32 x 4: F32, 160 to 384 columns, 160 to 1,012 rows, 512 tokens.
constexpr uint32_t SoftwareChunkTokens = 16, SoftwareChunkRows = 4;

uint64_t paddedSums(const OuterTile &tile, uint32_t lanes, uint32_t rows, uint32_t columns)
{
    return uint64_t(roundUp(rows, tile.rows * tile.rowLanes)) * roundUp(columns, lanes / tile.rowLanes * tile.columns);
}

OuterTile withLanes(OuterTile tile, uint32_t lanes, uint32_t columnLanes)
{
    tile.rowLanes = lanes / columnLanes;
    tile.sharers = std::min(tile.rows, columnLanes);
    return tile;
}

// Of 8 or 4 lanes side by side (or less) those with which less is computed in vain.
OuterTile softwareTile(uint32_t lanes, uint32_t rows, uint32_t columns, uint32_t tileRows, uint32_t tileColumns)
{
    const OuterTile tile{tileRows, tileColumns, 1, 1, 1};
    OuterTile best = withLanes(tile, lanes, std::min(lanes, 8U));
    for (const uint32_t columnLanes : {4U, 2U})
        if (const OuterTile other = withLanes(tile, lanes, columnLanes);
            paddedSums(other, lanes, rows, columns) < paddedSums(best, lanes, rows, columns))
            best = other;
    return best;
}

} // namespace

OuterTile chooseSlopesTile(const gpu::Device &device, uint32_t rows, uint32_t columns)
{
    const uint32_t lanes = device.lanes();
    if (device.isSoftware())
        return softwareTile(lanes, rows, columns, SoftwareRows, SoftwareColumns);
    return {GpuRows, GpuColumns, lanes / std::min(lanes, GpuColumnLanes), 1,
            std::min(MostSubgroups, device.features().mostSubgroups())};
}

OuterTile chooseTransposedTile(const gpu::Device &device, uint32_t tokens, uint32_t columns)
{
    const uint32_t lanes = device.lanes();
    if (device.isSoftware())
        return softwareTile(lanes, tokens, columns, tokens == 1 ? 1 : tokens <= 4 ? 4 : 16, gpu::ChunkElements);
    const uint32_t rows = tokens == 1 ? 1 : 4;
    const uint32_t columnLanes = std::min(lanes, std::bit_ceil(divideUp(columns, gpu::ChunkElements)));
    return {rows, gpu::ChunkElements, lanes / columnLanes, 1,
            std::min({MostSubgroups, device.features().mostSubgroups(),
                      std::bit_ceil(divideUp(tokens, rows * lanes / columnLanes))})};
}

bool paysChunkTile(const gpu::Device &device, uint32_t tokens, TensorType type)
{
    return device.isSoftware() && tokens >= SoftwareChunkTokens && type == TensorType::F32;
}

OuterTile chooseChunkTile(const gpu::Device &device, uint32_t tokens, uint32_t rows)
{
    return softwareTile(device.lanes(), tokens, rows, SoftwareChunkTokens, SoftwareChunkRows);
}

gpu::Specialization specialize(const OuterTile &tile, bool aligned, bool whole, bool adds, TensorType type)
{
    constexpr uint32_t NoSecondType = 0;
    return {tile.subgroups,
            {uint32_t(type), tile.rows, tile.columns, tile.rowLanes, tile.sharers, NoSecondType, aligned, whole, adds}};
}

gpu::Groups groupsOf(const gpu::Device &device, const OuterTile &tile, uint32_t rows, uint32_t columns, uint32_t heads)
{
    return {divideUp(rows, tile.rows * tile.rowLanes * tile.subgroups),
            divideUp(columns, device.lanes() / tile.rowLanes * tile.columns), heads};
}

} // namespace deepscope::ops
