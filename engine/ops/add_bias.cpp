#include "ops/ops.h"

#include "args.h"
#include "ops/check_shapes.h"

namespace deepscope::ops {

void addBias(gpu::Commands &commands, const gpu::Tensor &bias, const gpu::Tensor &y)
{
    requireActivations(bias, "add_bias");
    requireActivations(y, "add_bias");
    require(bias.columns == y.columns, "add_bias", "bias and y differ in columns");
    commands.run("add_bias", {}, args::AddBiasArgs{y.columns, bias.first, y.first, y.stride}, {bias, y}, {y.rows},
                 [&] { return gpu::Work{bias.shapeBytes() + 2 * y.shapeBytes()}; });
}

} // namespace deepscope::ops
