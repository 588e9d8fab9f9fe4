// The rows of a step as kernels read them: each of some sequence, whose memory lies in pages of a pool.
#pragma once

#include "args.h"
#include "gpu/commands.h"

namespace deepscope::ops {

struct StepRows {
    gpu::Tensor rows;      // one row of 32-bit integers: args::Row of each
    gpu::Tensor pages;     // sequences x pages of each: which page of the pool holds the next pageRows positions
    uint32_t pageRows = 0; // positions that a page holds: a power of two, at least SmallestPage

    uint32_t count() const { return rows.columns / RowWords; }

    static constexpr uint32_t RowWords = sizeof(args::Row) / sizeof(uint32_t);
};

// A block of positions that attention reads together lies in one page.
inline constexpr uint32_t SmallestPage = 8;

// `poolRows`: of the cache that the pages are of. Throws Error(Internal) for a step that kernels could not read.
args::StepArgs stepArguments(const StepRows &step, uint32_t poolRows, const char *op);

uint32_t firstRow(const StepRows &step); // in Rows, of what is bound

// Rows with flags f > 0 get their token from place f - 1 of `drawn` (token ids, u32); the others keep theirs.
void takeDrawnTokens(gpu::Commands &commands, const StepRows &step, const gpu::Tensor &drawn);

} // namespace deepscope::ops
