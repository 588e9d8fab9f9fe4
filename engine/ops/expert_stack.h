#pragma once

#include "ops/views.h"

#include <vector>

namespace deepscope::ops {

// One matrix of each expert of a layer: in one tensor, or, where that would be larger than the device can reach at
// once, in several slabs of whole experts, one after another. Slabs have the same type, rows and columns.
//
// Ops run one dispatch a slab, which is bound like any tensor; work that belongs to an expert of another slab ends at
// once. A step of one token costs a dispatch more for each slab beyond the first: two or three in the largest models,
// of hundreds. The other way, all slabs in one dispatch and a table that tells where an expert lies, wants arrays of
// descriptors and an index into them that not every device takes, and every read of a weight pays for it. Experts that
// move between slabs need the table, and nothing else of this changes: it would stand in place of the range of experts
// that a dispatch is given.
using ExpertStack = std::vector<PlaneRows>;

// A run of experts whose planes lie in one slab.
struct ExpertRange {
    const PlaneRows *slab = nullptr;
    uint32_t first = 0;       // expert, the slab's first
    uint32_t end = 0;         // behind its last
    uint32_t firstRow() const // for shaders/args.h: modulo 2^32
    {
        return slab->firstRow - first * slab->tensor.rows;
    }
};

uint32_t expertsOf(const ExpertStack &stack);
ExpertRange rangeOf(const ExpertStack &stack, uint32_t expert); // that holds this one of them

// Throws Error(Internal) for a stack without slabs, or whose slabs differ or are no whole weight tensors.
void requireStack(const ExpertStack &stack, const char *op);

} // namespace deepscope::ops
