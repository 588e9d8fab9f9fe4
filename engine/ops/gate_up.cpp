#include "ops/ops.h"

#include "args.h"
#include "ops/check_shapes.h"
#include "ops/weight_tile.h"

namespace deepscope::ops {

void gateUp(gpu::Commands &commands, const gpu::Tensor &gate, const gpu::Tensor &up, const gpu::Tensor &x,
            const gpu::Tensor &y)
{
    requireWeights(gate, "gate_up");
    requireWeights(up, "gate_up");
    requireActivations(x, "gate_up");
    requireActivations(y, "gate_up");
    require(gate.planes == 1 && up.planes == 1, "gate_up", "the weights must be one matrix each");
    require(gate.columns == up.columns && gate.rows == up.rows, "gate_up", "gate and up differ in shape");
    require(x.columns == gate.columns, "gate_up", "x and the weights differ in columns");
    require(y.columns == gate.rows, "gate_up", "y must have a column for each row of the weights");
    require(x.rows == y.rows, "gate_up", "x and y differ in rows");
    const Tile tile = chooseTile(commands.device(), x.rows, x.columns, 2);
    const args::GateUpArgs arguments{gate.columns, gate.rows, x.rows,  tailElement(gate), tailElement(up),
                                     x.first,      x.stride,  y.first, y.stride};
    const uint32_t tokenTiles = divideUp(x.rows, tile.tokens);
    commands.run("gate_up", specializePair(tile, gate, up, x), arguments, {gate, up, x, y},
                 {tokenTiles, rowGroups(commands.device(), tile, gate.rows, tokenTiles)}, [&] {
                     return gpu::Work{gate.shapeBytes() + up.shapeBytes() + x.shapeBytes() + y.shapeBytes(),
                                      4 * uint64_t(gate.rows) * x.rows * gate.columns};
                 });
}

} // namespace deepscope::ops
