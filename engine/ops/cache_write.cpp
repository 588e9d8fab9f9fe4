#include "ops/cache_write.h"

#include "args.h"
#include "ops/check_shapes.h"

namespace deepscope::ops {

void cacheWrite(gpu::Commands &commands, const Heads &x, const gpu::Tensor &step, const CacheRows &cache)
{
    constexpr const char *Name = "cache_write";
    requireActivations(x.first, Name);
    requireActivations(step, Name);
    requireCache(cache, Name);
    require(x.count == cache.heads && x.first.columns == cache.columns, Name, "x and a cache row differ in shape");
    require(x.first.rows <= cache.tensor.rows, Name, "there are more tokens than the cache has rows");
    const args::CacheWriteArgs arguments{cache.heads,      cache.columns,  cache.headStride, cache.tensor.stride,
                                         x.first.first,    x.first.stride, x.stride,         step.first,
                                         cache.tensor.rows};
    commands.run("cache_write", {1, {uint32_t(cache.tensor.type)}}, arguments, {x.first, step, cache.tensor},
                 {x.first.rows});
}

} // namespace deepscope::ops
