#include "ops/ops.h"

#include "args.h"
#include "ops/check_shapes.h"

namespace deepscope::ops {

void rope(gpu::Commands &commands, const Heads &x, const Heads &y, const StepRows &step, const gpu::Tensor &frequencies,
          RopePairing pairing)
{
    const gpu::Tensor &from = x.first, &to = y.first;
    for (const gpu::Tensor *tensor : {&from, &to, &step.rows, &frequencies})
        requireActivations(*tensor, "rope");
    require(from.columns == to.columns && from.rows == to.rows && x.count == y.count, "rope",
            "x and y differ in shape");
    require(step.count() == from.rows, "rope", "there is not one row of the step for each row of x");
    require(from.columns % 2 == 0 && frequencies.columns == from.columns / 2, "rope",
            "the columns are not two for each frequency");
    const args::RopeArgs arguments{frequencies.columns, from.first, from.stride,    x.stride,         to.first,
                                   to.stride,           y.stride,   firstRow(step), frequencies.first};
    commands.run(
        "rope", {1, {pairing == RopePairing::Halves}}, arguments, {from, step.rows, frequencies, to},
        {x.count, from.rows},
        [&] { return gpu::Work{x.shapeBytes() + step.rows.shapeBytes() + frequencies.shapeBytes() + y.shapeBytes()}; });
}

} // namespace deepscope::ops
