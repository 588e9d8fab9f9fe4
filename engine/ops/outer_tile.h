// What the kernels that add up outer products (shaders/lib/outer_tile.glsl) are built with; the one place where their
// tile is chosen for a device class.
#pragma once

#include "gpu/arithmetic.h"
#include "gpu/commands.h"

namespace deepscope::ops {

// rows x columns sums a lane; `rowLanes` of a subgroup lie below each other; `sharers` exchange what they fetch.
struct OuterTile {
    uint32_t rows, columns, rowLanes, sharers, subgroups;
};

// Of slopes of weights.
OuterTile chooseSlopesTile(const gpu::Device &device, uint32_t rows, uint32_t columns);

// Of a product with transposed weights, whose columns come in whole chunks.
OuterTile chooseTransposedTile(const gpu::Device &device, uint32_t tokens, uint32_t columns);

// Of a product of many tokens with weights of that type (shaders/lib/chunk_tile.glsl): whether it is faster than a tile
// of ops/weight_tile.h, and the tile. Its sums have the same bits.
bool paysChunkTile(const gpu::Device &device, uint32_t tokens, TensorType type);
OuterTile chooseChunkTile(const gpu::Device &device, uint32_t tokens, uint32_t rows);

// `aligned`: whatever is fetched begins on 16 bytes; `whole`: so does what is written, and it has whole fours; `adds`:
// to what is there. `type`: of weights.
gpu::Specialization specialize(const OuterTile &tile, bool aligned, bool whole, bool adds,
                               TensorType type = TensorType::F32);

gpu::Groups groupsOf(const gpu::Device &device, const OuterTile &tile, uint32_t rows, uint32_t columns, uint32_t heads);

} // namespace deepscope::ops
