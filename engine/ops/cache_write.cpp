#include "ops/cache_write.h"

#include "args.h"
#include "ops/check_shapes.h"

namespace deepscope::ops {

void cacheWrite(gpu::Commands &commands, const gpu::Tensor &latent, const gpu::Tensor &ropeKey, const gpu::Tensor &step,
                const gpu::Tensor &cache)
{
    for (const gpu::Tensor *tensor : {&latent, &ropeKey, &step})
        requireActivations(*tensor, "cache_write");
    requireCache(cache, "cache_write");
    require(latent.rows == ropeKey.rows, "cache_write", "latent and rope key differ in rows");
    require(cache.columns == latent.columns + ropeKey.columns, "cache_write",
            "a cache row is not a latent and a rope key");
    require(latent.rows <= cache.rows, "cache_write", "there are more tokens than the cache has rows");
    const args::CacheWriteArgs arguments{latent.columns, latent.first, latent.stride, ropeKey.columns, ropeKey.first,
                                         ropeKey.stride, step.first,   cache.rows,    cache.first,     cache.stride};
    commands.run("cache_write", {1, {cache.type == TensorType::F16}}, arguments, {latent, ropeKey, step, cache},
                 {latent.rows});
}

} // namespace deepscope::ops
