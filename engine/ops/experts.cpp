#include "ops/experts.h"

#include "args.h"
#include "ops/check_shapes.h"
#include "ops/weight_tile.h"

#include <algorithm>

namespace deepscope::ops {

namespace {

// Ordering pays when an expert serves several tokens, so that its tiles are filled well enough.
bool byTiles(uint32_t tokens, uint32_t used, uint32_t experts) { return tokens > 1 && tokens * used >= 4 * experts; }

void requireExperts(const gpu::Tensor &weights, const gpu::Tensor &rows, const gpu::Tensor &ids, const char *op)
{
    requireWeights(weights, op);
    requireActivations(rows, op);
    requireActivations(ids, op);
    require(rows.columns == weights.columns, op, "the input and the weights differ in columns");
    require(ids.columns > 0 && ids.columns <= weights.planes, op, "more experts are used than there are");
}

void requireProducts(const gpu::Tensor &products, uint32_t slots, uint32_t rows, const char *op)
{
    require(products && products.first == 0, op, "the workspace must be as it was placed");
    require(products.rows >= slots, op, "the workspace is too small");
    require(products.columns == rows, op, "the workspace was placed for another width");
}

} // namespace

ExpertWorkspace placeExpertWorkspace(gpu::Arena &arena, uint32_t tokens, uint32_t used, uint32_t experts,
                                     uint32_t embedding)
{
    const uint32_t slots = tokens * used;
    return {placeExpertOrder(arena, slots, experts), arena.place(TensorType::F32, embedding, slots)};
}

void expertGateUp(gpu::Commands &commands, const PlaneRows &gateRows, const PlaneRows &upRows, const gpu::Tensor &x,
                  const gpu::Tensor &ids, const ExpertWorkspace &workspace, const gpu::Tensor &act)
{
    constexpr const char *Name = "expert_gate_up";
    const gpu::Tensor &gate = gateRows.tensor, &up = upRows.tensor;
    const uint32_t rows = gateRows.rows;
    requireExperts(gate, x, ids, Name);
    requireExperts(up, x, ids, Name);
    requireActivations(act, Name);
    require(gateRows.insideItsPlane() && upRows.insideItsPlane(), Name, "an expert's rows reach outside of its plane");
    require(rows == upRows.rows && gate.planes == up.planes, Name, "gate and up differ in shape");
    const uint32_t tokens = x.rows, used = ids.columns, slots = tokens * used;
    require(ids.rows == tokens && act.rows == slots && act.columns == rows, Name, "x, ids and act do not fit together");
    args::ExpertGateUpArgs arguments{};
    arguments.columns = gate.columns;
    arguments.rows = rows;
    arguments.experts = gate.planes;
    arguments.used = used;
    arguments.gateTail = tailElement(gate);
    arguments.upTail = tailElement(up);
    arguments.gatePlaneRows = gate.rows;
    arguments.gateFirstRow = gateRows.firstRow;
    arguments.upPlaneRows = up.rows;
    arguments.upFirstRow = upRows.firstRow;
    arguments.xFirst = x.first;
    arguments.xStride = x.stride;
    arguments.idsFirst = ids.first;
    arguments.idsStride = ids.stride;
    arguments.actFirst = act.first;
    arguments.actStride = act.stride;
    if (!byTiles(tokens, used, gate.planes)) {
        const Tile tile = chooseTile(commands.device(), 1, gate.columns, 2);
        commands.run("expert_gate_up", specializePair(tile, gate, up, x), arguments, {gate, up, x, ids, act},
                     {slots, rowGroups(commands.device(), tile, rows)});
        return;
    }
    const Tile tile = expertTile(commands.device(), gate.columns, 2);
    const uint32_t tiles = expertOrder(commands, ids, gate.planes, tile.tokens, workspace.order);
    commands.run("expert_gate_up_tiles", specializePair(tile, gate, up, x), arguments,
                 {gate, up, x, workspace.order.sorted, workspace.order.tiles, act},
                 {rowGroups(commands.device(), tile, rows), tiles});
}

void expertDown(gpu::Commands &commands, const gpu::Tensor &down, const gpu::Tensor &act, const gpu::Tensor &ids,
                const gpu::Tensor &weights, const ExpertWorkspace &workspace, const gpu::Tensor &y)
{
    constexpr const char *Name = "expert_down";
    requireExperts(down, act, ids, Name);
    requireActivations(weights, Name);
    requireActivations(y, Name);
    const uint32_t tokens = y.rows, used = ids.columns, slots = tokens * used;
    require(ids.rows == tokens && act.rows == slots && y.columns == down.rows, Name,
            "ids, act and y do not fit together");
    require(weights.rows == tokens && weights.columns == used, Name, "ids and weights differ in shape");
    const args::ExpertDownArgs arguments{
        down.columns, down.rows,  down.planes,   used,           tailElement(down),         act.first, act.stride,
        ids.first,    ids.stride, weights.first, weights.stride, workspace.products.stride, y.first,   y.stride};
    if (!byTiles(tokens, used, down.planes)) {
        const Tile tile = chooseTile(commands.device(), 1, down.columns * used);
        commands.run("expert_down", specialize(tile, down, act), arguments, {down, act, ids, weights, y},
                     {tokens, rowGroups(commands.device(), tile, down.rows)});
        return;
    }
    const Tile tile = expertTile(commands.device(), down.columns);
    const uint32_t tiles = mostTiles(slots, down.planes, tile.tokens);
    requireProducts(workspace.products, slots, down.rows, Name);
    commands.run("expert_down_tiles", specialize(tile, down, act), arguments,
                 {down, act, workspace.order.sorted, workspace.order.tiles, workspace.products},
                 {rowGroups(commands.device(), tile, down.rows), tiles});
    commands.run("expert_sum", {}, arguments, {workspace.products, weights, y}, {tokens});
}

} // namespace deepscope::ops
