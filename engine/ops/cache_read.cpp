#include "ops/reverse.h"

#include "args.h"
#include "ops/check_shapes.h"

namespace deepscope::ops {

void cacheRead(gpu::Commands &commands, const StepRows &step, const CacheRows &cache, const gpu::Tensor &keys)
{
    constexpr const char *Name = "cache_read";
    requireActivations(keys, Name);
    requireCache(cache, Name);
    require(cache.tensor.type == TensorType::F32 && cache.heads == 1, Name, "the cache must be F32, of one head");
    require(keys.columns == cache.columns, Name, "keys and a cache row differ in columns");
    require(step.count() == keys.rows, Name, "there is not one row of the step for each row of keys");
    requireLoops(commands.device(), cache.columns / (4 * commands.device().lanes()) + uint64_t(2), Name);
    const args::CacheReadArgs arguments{cache.columns, cache.tensor.stride, keys.first, keys.stride,
                                        stepArguments(step, cache.tensor.rows, Name)};
    commands.run(Name, {}, arguments, {cache.tensor, step.rows, step.pages, keys}, {keys.rows});
}

} // namespace deepscope::ops
