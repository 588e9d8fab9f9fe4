#include "ops/ops.h"

#include "ops/check_shapes.h"
#include "ops/weight_tile.h"

namespace deepscope::ops {

void linear(gpu::Commands &commands, const gpu::Tensor &weights, const gpu::Tensor &x, const gpu::Tensor &y,
            Accumulate accumulate)
{
    requireWeights(weights, "linear");
    requireActivations(x, "linear");
    requireActivations(y, "linear");
    require(weights.planes == 1, "linear", "the weights must be one matrix");
    require(x.columns == weights.columns, "linear", "x and the weights differ in columns");
    require(y.columns == weights.rows, "linear", "y must have a column for each row of the weights");
    require(x.rows == y.rows, "linear", "x and y differ in rows");
    linearPerHead(commands, weights, {x, 1, 0}, {y, 1, 0}, accumulate);
}

} // namespace deepscope::ops
