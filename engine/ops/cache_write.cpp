#include "ops/ops.h"

#include "args.h"
#include "ops/check_shapes.h"

namespace deepscope::ops {

void cacheWrite(gpu::Commands &commands, const Heads &x, const StepRows &step, const CacheRows &cache)
{
    constexpr const char *Name = "cache_write";
    requireActivations(x.first, Name);
    requireCache(cache, Name);
    require(x.count == cache.heads && x.first.columns == cache.columns, Name, "x and a cache row differ in shape");
    require(step.count() == x.first.rows, Name, "there is not one row of the step for each row of x");
    // Of Q8_0 a lane goes through some 160 iterations for two blocks of values; of other types for each value through
    // one.
    const uint64_t values = cache.tensor.columns / commands.device().lanes() + 1;
    requireLoops(commands.device(), cache.tensor.type == TensorType::Q8_0 ? 160 * (values / 64 + 1) : values, Name);
    const args::CacheWriteArgs arguments{
        cache.heads,   cache.columns,  cache.headStride, cache.tensor.stride,
        x.first.first, x.first.stride, x.stride,         stepArguments(step, cache.tensor.rows, Name)};
    commands.run("cache_write", {1, {uint32_t(cache.tensor.type)}}, arguments,
                 {x.first, step.rows, step.pages, cache.tensor}, {x.first.rows},
                 [&] { return gpu::Work{x.shapeBytes() + step.rows.shapeBytes() + x.first.rows * cache.rowBytes()}; });
}

} // namespace deepscope::ops
