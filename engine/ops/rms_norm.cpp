#include "ops/rms_norm.h"

#include "args.h"
#include "ops/check_shapes.h"

namespace deepscope::ops {

void rmsNorm(gpu::Commands &commands, const gpu::Tensor &x, const gpu::Tensor &weight, float epsilon,
             const gpu::Tensor &y)
{
    requireActivations(x, "rms_norm");
    requireActivations(weight, "rms_norm");
    requireActivations(y, "rms_norm");
    require(x.columns == weight.columns && x.columns == y.columns, "rms_norm", "x, weight and y differ in columns");
    require(x.rows == y.rows, "rms_norm", "x and y differ in rows");
    const args::RmsNormArgs arguments{x.columns, x.rows, x.first, x.stride, weight.first, y.first, y.stride, epsilon};
    commands.run("rms_norm", {}, arguments, {x, weight, y}, {x.rows});
}

} // namespace deepscope::ops
