#include "model/memory_plan.h"

#include "gpu/tensor.h"
#include "model/scratch_plan.h"

#include <algorithm>

namespace deepscope {

namespace {

uint64_t weightsBytes(const GgufFile &file)
{
    gpu::Arena counting;
    for (const GgufTensor &tensor : file.tensors())
        counting.place(tensor.type, uint32_t(tensor.shape[0]), uint32_t(tensor.shape[1]), uint32_t(tensor.shape[2]));
    return counting.used();
}

// A row of the cache is [latent | rope key] and the padding behind them, which is counted with the key.
CacheLayer planLayer(const Hyperparameters &hyper, uint32_t context, CacheType type)
{
    const uint64_t elementBytes = type == CacheType::F32 ? 4 : 2;
    const uint64_t row = gpu::paddedColumns(hyper.latent + hyper.rope) * elementBytes;
    const uint64_t latent = hyper.latent * elementBytes;
    return {{{"latent", hyper.latent, latent, latent * context},
             {"rope_key", hyper.rope, row - latent, (row - latent) * context}}};
}

uint64_t cacheBytes(const Hyperparameters &hyper, uint32_t context, CacheType type)
{
    gpu::Arena counting;
    for (uint32_t layer = 0; layer < hyper.layers; ++layer)
        counting.place(type == CacheType::F32 ? TensorType::F32 : TensorType::F16, hyper.latent + hyper.rope, context);
    return counting.used();
}

CacheElements countElements(const Hyperparameters &hyper)
{
    const uint64_t layers = hyper.layers;
    const uint64_t head = uint64_t(hyper.head()) + hyper.value;
    return {layers * (uint64_t(hyper.latent) + hyper.rope), layers * hyper.heads * head,
            layers * std::min(8U, hyper.heads) * head, layers * head};
}

} // namespace

MemoryPlan planMemory(const GgufFile &file, const Hyperparameters &hyper, uint32_t context, CacheType type)
{
    MemoryPlan plan;
    plan.context = context;
    plan.cacheType = type;
    plan.weightsBytes = weightsBytes(file);
    plan.cacheBytes = cacheBytes(hyper, context, type);
    plan.scratchBytes = scratchBytes(hyper);
    plan.layers.assign(hyper.layers, planLayer(hyper, context, type));
    plan.elementsPerToken = countElements(hyper);
    return plan;
}

uint32_t largestContext(const GgufFile &file, const Hyperparameters &hyper, uint64_t budget, CacheType type)
{
    const uint64_t fixed = weightsBytes(file) + scratchBytes(hyper);
    const auto fits = [&](uint32_t context) { return fixed + cacheBytes(hyper, context, type) <= budget; };
    uint32_t most = 0, tooMany = hyper.contextLength;
    if (fits(tooMany))
        return tooMany;
    while (tooMany - most > 1) {
        const uint32_t middle = most + (tooMany - most) / 2;
        (fits(middle) ? most : tooMany) = middle;
    }
    return most;
}

} // namespace deepscope
