#include "ops/ops.h"

#include "args.h"
#include "ops/check_shapes.h"
#include "ops/row_threads.h"

#include <algorithm>

namespace deepscope::ops {

void rmsNorm(gpu::Commands &commands, const gpu::Tensor &x, const gpu::Tensor &weight, float epsilon,
             const gpu::Tensor &y)
{
    rmsNormPerHead(commands, {x, 1, 0}, weight, epsilon, {y, 1, 0});
}

void rmsNormPerHead(gpu::Commands &commands, const Heads &x, const gpu::Tensor &weight, float epsilon, const Heads &y)
{
    const gpu::Tensor &from = x.first, &to = y.first;
    requireActivations(from, "rms_norm");
    requireActivations(weight, "rms_norm");
    requireActivations(to, "rms_norm");
    require(from.columns == weight.columns && from.columns == to.columns, "rms_norm",
            "x, weight and y differ in columns");
    require(from.rows == to.rows && x.count == y.count, "rms_norm", "x and y differ in rows or heads");
    requireLoops(commands.device(), 2 * (uint64_t(from.columns) / commands.device().lanes() + 2), "rms_norm");
    const args::RmsNormArgs arguments{from.columns, from.rows, from.first, from.stride, x.stride,
                                      weight.first, to.first,  to.stride,  y.stride,    epsilon};
    const std::initializer_list<uint32_t> places = {from.columns, from.first, from.stride, x.stride, weight.first};
    const bool fours = std::all_of(places.begin(), places.end(), [](uint32_t place) { return place % 4 == 0; });
    commands.run("rms_norm", {subgroupsAlong(commands.device(), from.columns), {fours}}, arguments, {from, weight, to},
                 {from.rows, x.count},
                 [&] { return gpu::Work{x.shapeBytes() + weight.shapeBytes() + y.shapeBytes()}; });
}

} // namespace deepscope::ops
