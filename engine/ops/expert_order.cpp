#include "ops/expert_order.h"

#include "args.h"
#include "ops/check_shapes.h"
#include "ops/rules.h"

#include <algorithm>

namespace deepscope::ops {

uint32_t mostTiles(uint32_t slots, uint32_t experts, uint32_t tileSlots)
{
    return std::min(slots, slots / tileSlots + experts);
}

ExpertOrder placeExpertOrder(gpu::Arena &arena, uint32_t slots, uint32_t experts)
{
    // A tile of one token is the smallest that a device may choose.
    return {arena.place(TensorType::F32, slots, 1), arena.place(TensorType::F32, 4 * mostTiles(slots, experts, 1), 1),
            arena.place(TensorType::F32, experts + 1, 1)};
}

uint32_t expertOrder(gpu::Commands &commands, const gpu::Tensor &ids, uint32_t experts, uint32_t tileSlots,
                     const ExpertOrder &order)
{
    constexpr const char *Name = "expert_order";
    for (const gpu::Tensor *tensor : {&ids, &order.sorted, &order.tiles, &order.starts})
        requireActivations(*tensor, Name);
    require(experts > 0 && experts <= MostExperts, Name, "the number of experts is not in 1 ... 1024");
    require(tileSlots > 0, Name, "a tile holds at least one slot");
    const uint32_t slots = ids.rows * ids.columns, tiles = mostTiles(slots, experts, tileSlots);
    require(order.sorted.columns >= slots && order.tiles.columns >= 4 * tiles && order.starts.columns > experts, Name,
            "the memory is too small");
    require(order.sorted.first == 0 && order.tiles.first == 0 && order.starts.first == 0, Name,
            "the memory must be as it was placed");
    commands.run(
        "expert_order", {1, {MostExperts}},
        args::ExpertOrderArgs{ids.rows, ids.columns, experts, tileSlots, tiles, ids.first, ids.stride},
        {ids, order.sorted, order.tiles, order.starts}, {},
        [&] { return gpu::Work{ids.shapeBytes() + (uint64_t(slots) + 4 * tiles + experts + 1) * sizeof(uint32_t)}; });
    return tiles;
}

} // namespace deepscope::ops
