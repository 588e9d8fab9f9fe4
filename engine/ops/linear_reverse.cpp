#include "ops/reverse.h"

#include "ops/check_shapes.h"

namespace deepscope::ops {

void linearReverse(gpu::Commands &commands, const gpu::Tensor &weights, const gpu::Tensor &ySlopes,
                   const gpu::Tensor &xSlopes, Accumulate accumulate)
{
    require(weights.planes == 1, "linear_reverse", "the weights must be one matrix");
    linearPerHeadTransposed(commands, weights, {ySlopes, 1, 0}, {xSlopes, 1, 0}, accumulate);
}

} // namespace deepscope::ops
