#include "ops/ops.h"

#include "args.h"
#include "ops/check_shapes.h"

namespace deepscope::ops {

void latentRow(gpu::Commands &commands, const gpu::Tensor &x, const gpu::Tensor &norm, float epsilon,
               const gpu::Tensor &frequencies, RopePairing pairing, const StepRows &step, const CacheRows &cache)
{
    constexpr const char *Name = "latent_row";
    for (const gpu::Tensor *tensor : {&x, &norm, &frequencies})
        requireActivations(*tensor, Name);
    requireCache(cache, Name);
    require(cache.heads == 1 && x.columns == cache.columns, Name, "x and a cache row differ in shape");
    require(x.columns == norm.columns + 2 * frequencies.columns, Name, "x is not a latent and two for each frequency");
    require(step.count() == x.rows, Name, "there is not one row of the step for each row of x");
    // The latent twice, the key and the padding once, then as many as in cache_write.
    const uint64_t values = cache.tensor.columns / commands.device().lanes() + 2;
    requireLoops(commands.device(),
                 4 * values + (cache.tensor.type == TensorType::Q8_0 ? 160 * (values / 64 + 1) : values), Name);
    const args::LatentRowArgs arguments{norm.columns,
                                        frequencies.columns,
                                        x.first,
                                        x.stride,
                                        norm.first,
                                        frequencies.first,
                                        cache.tensor.stride,
                                        epsilon,
                                        stepArguments(step, cache.tensor.rows, Name)};
    commands.run("latent_row", {1, {uint32_t(cache.tensor.type), pairing == RopePairing::Halves, cache.tensor.columns}},
                 arguments, {x, norm, frequencies, step.rows, step.pages, cache.tensor}, {x.rows}, [&] {
                     return gpu::Work{x.shapeBytes() + norm.shapeBytes() + frequencies.shapeBytes() +
                                      step.rows.shapeBytes() + x.rows * cache.rowBytes()};
                 });
}

} // namespace deepscope::ops
