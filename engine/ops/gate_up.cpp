#include "ops/ops.h"

#include "args.h"
#include "ops/check_shapes.h"
#include "ops/weight_tile.h"

namespace deepscope::ops {

void gateUp(gpu::Commands &commands, const gpu::Tensor &gate, const gpu::Tensor &up, const gpu::Tensor &x,
            const gpu::Tensor &y, const GateUpKept &kept)
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
    const bool keeps = bool(kept.gate);
    require(keeps == bool(kept.up), "gate_up", "both gate and up are kept, or neither");
    for (const gpu::Tensor *values : {&kept.gate, &kept.up})
        require(!keeps || (values->type == TensorType::F32 && values->rows == y.rows && values->columns == y.columns),
                "gate_up", "what is kept must have the shape of y");
    const Tile tile = chooseTile(commands.device(), x.rows, x.columns, 2);
    const args::GateUpArgs arguments{gate.columns,     gate.rows,     x.rows,        tailElement(gate), tailElement(up),
                                     x.first,          x.stride,      y.first,       y.stride,          kept.gate.first,
                                     kept.gate.stride, kept.up.first, kept.up.stride};
    const uint32_t tokenTiles = divideUp(x.rows, tile.tokens);
    gpu::Specialization specialization = specializePair(tile, gate, up, x);
    specialization.constants.push_back(keeps);
    commands.run("gate_up", specialization, arguments, {gate, up, x, y, keeps ? kept.gate : y, keeps ? kept.up : y},
                 {tokenTiles, rowGroups(commands.device(), tile, gate.rows, tokenTiles)}, [&] {
                     return gpu::Work{gate.shapeBytes() + up.shapeBytes() + x.shapeBytes() +
                                          (keeps ? 3 : 1) * y.shapeBytes(),
                                      4 * uint64_t(gate.rows) * x.rows * gate.columns};
                 });
}

} // namespace deepscope::ops
