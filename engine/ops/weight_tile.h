// What the kernels that read weights (shaders/lib/weights.glsl, tile.glsl) are built with; the one place where the tile
// of a device class is chosen.
#pragma once

#include "gpu/arithmetic.h"
#include "gpu/commands.h"

namespace deepscope::ops {

// rows x tokens sums for every `columnLanes` lanes of a subgroup; a workgroup has `subgroups`, along the rows. `steps`:
// in which the lanes go through the columns; `staged`: the workgroup brings the tokens of a step to shared memory.
struct Tile {
    uint32_t rows, tokens, subgroups, columnLanes, steps;
    bool staged = false;
};

// `columns`: what is summed over; `matrices`: how many a kernel multiplies by at once, each with sums of its own.
Tile chooseTile(const gpu::Device &device, uint32_t tokens, uint32_t columns, uint32_t matrices = 1);

// Tiles of slots of one expert; the same number of slots whatever the numbers of tokens and columns.
Tile expertTile(const gpu::Device &device, uint32_t columns, uint32_t matrices = 1);

// Of a kernel that goes through a tile several times.
inline Tile repeated(Tile tile, uint32_t times)
{
    tile.steps = times * (tile.steps + 1);
    return tile;
}

// Workgroups that share out `rows`, where there are so many for each of `others`: token tiles, slots or heads.
uint32_t rowGroups(const gpu::Device &device, const Tile &tile, uint32_t rows, uint32_t others);

// For a kernel that reads `weights` and rows of `x`; `headStride`: of x, when rows hold several heads.
gpu::Specialization specialize(const Tile &tile, const gpu::Tensor &weights, const gpu::Tensor &x,
                               uint32_t headStride = 0);

// For a kernel that multiplies by two matrices, of types of their own.
gpu::Specialization specializePair(const Tile &tile, const gpu::Tensor &first, const gpu::Tensor &second,
                                   const gpu::Tensor &x);

// Where the tails of a weight tensor begin, in elements of 16 bytes.
uint32_t tailElement(const gpu::Tensor &weights);

// Throws Error(Internal) for a tensor that is no whole weight tensor.
void requireWeights(const gpu::Tensor &weights, const char *op);

} // namespace deepscope::ops
