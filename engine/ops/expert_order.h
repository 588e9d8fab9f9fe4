#pragma once

#include "gpu/commands.h"

namespace deepscope::ops {

// The slots of a batch ordered by expert, and cut into tiles of slots of one expert. F32-typed; all hold u32.
struct ExpertOrder {
    gpu::Tensor sorted; // slot numbers, expert by expert, each expert's in their own order
    gpu::Tensor tiles;  // four numbers each: expert, first place in `sorted`, count (0 = unused), 0
    gpu::Tensor starts; // of each expert: its first place in `sorted`; then the number of slots
};

// Every expert may leave one tile partly filled; no tile is empty.
uint32_t mostTiles(uint32_t slotCount, uint32_t experts, uint32_t tileSlots);

ExpertOrder placeExpertOrder(gpu::Arena &arena, uint32_t slotCount, uint32_t experts);

// Fills `order` with tiles of at most `tileSlots` and gives how many there may be, used or not. ids: tokens x used
// (u32 bits) of at most MostExperts; one past the last expert counts as the last. Slot t * used + k is ids[t, k].
uint32_t expertOrder(gpu::Commands &commands, const gpu::Tensor &ids, uint32_t experts, uint32_t tileSlots,
                     const ExpertOrder &order);

} // namespace deepscope::ops
