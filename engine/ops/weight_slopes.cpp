#include "ops/reverse.h"

#include "args.h"
#include "ops/check_shapes.h"
#include "ops/outer_tile.h"
#include "ops/weight_tile.h"

namespace deepscope::ops {

void weightSlopes(gpu::Commands &commands, const gpu::Tensor &ySlopes, const gpu::Tensor &x, const gpu::Tensor &slopes)
{
    weightSlopesPerHead(commands, {ySlopes, 1, 0}, {x, 1, 0}, slopes);
}

void weightSlopesPerHead(gpu::Commands &commands, const Heads &ySlopes, const Heads &x, const PlaneRows &slopes)
{
    constexpr const char *Name = "weight_slopes";
    const gpu::Tensor &from = ySlopes.first, &input = x.first, &to = slopes.tensor;
    requireActivations(from, Name);
    requireActivations(input, Name);
    requireActivations(to, Name);
    requireWeights(to, Name);
    require(slopes.insideItsPlane(), Name, "the head's rows reach outside of its plane");
    require(ySlopes.count == to.planes && x.count == to.planes, Name, "x, y and the weights differ in heads");
    require(from.rows == input.rows, Name, "x and y differ in rows");
    require(input.columns == to.columns, Name, "x and the weights differ in columns");
    require(from.columns == slopes.rows, Name, "y must have a column for each row of the weights");
    const gpu::Device &device = commands.device();
    const OuterTile tile = chooseSlopesTile(device, slopes.rows, to.columns);
    requireLoops(device, divideUp(from.rows, 4U) + tile.rows + uint64_t(2), Name);
    const args::WeightSlopesArgs arguments{to.columns,      slopes.rows, from.rows,    to.rows,
                                           slopes.firstRow, to.stride,   from.first,   from.stride,
                                           ySlopes.stride,  input.first, input.stride, x.stride};
    commands.run("weight_slopes", specialize(tile, beginOnFours(ySlopes) && beginOnFours(x), wholeFours(to), true),
                 arguments, {from, input, to, to}, groupsOf(device, tile, slopes.rows, to.columns, to.planes));
}

} // namespace deepscope::ops
