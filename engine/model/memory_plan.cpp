#include "model/memory_plan.h"

#include "model/forward_pass.h"
#include "model/kv_cache.h"
#include "model/step_memory.h"
#include "model/weight_store.h"

#include <algorithm>

namespace deepscope {

namespace {

// Bytes of a row's parts in proportion to their widths; the last part takes the row's padding.
CacheLayer planLayer(const Hyperparameters &hyper, uint32_t context, CacheType type)
{
    const uint64_t element = type == CacheType::F32 ? 4 : 2;
    const uint64_t row = KvCache::rowBytes(hyper, type);
    const uint64_t latent = hyper.latent * element, ropeKey = row - latent;
    return {{{"latent", hyper.latent, latent, latent * context}, {"rope_key", hyper.rope, ropeKey, ropeKey * context}}};
}

CacheElements planElements(const Hyperparameters &hyper)
{
    const uint64_t head = hyper.head() + hyper.value, layers = hyper.layers;
    return {layers * (hyper.latent + hyper.rope), layers * hyper.heads * head,
            layers * std::min(8U, hyper.heads) * head, layers * head};
}

} // namespace

MemoryPlan planMemory(const GgufFile &file, const Hyperparameters &hyper, uint32_t context, CacheType cacheType)
{
    MemoryPlan plan;
    plan.context = context;
    plan.cacheType = cacheType;
    plan.weightsBytes = WeightStore::plannedBytes(file);
    plan.cacheBytes = KvCache::plannedBytes(hyper, context, cacheType);
    plan.scratchBytes = activationBytes(hyper) + StepMemory::deviceBytes(hyper);
    plan.layers.assign(hyper.layers, planLayer(hyper, context, cacheType));
    plan.elementsPerToken = planElements(hyper);
    return plan;
}

uint32_t largestContext(const GgufFile &file, const Hyperparameters &hyper, uint64_t budget, CacheType cacheType)
{
    const MemoryPlan one = planMemory(file, hyper, 1, cacheType);
    if (one.totalBytes() > budget)
        return 0;
    // A cache of n tokens takes at most n times its row, and every layer is rounded up once.
    const uint64_t row = KvCache::rowBytes(hyper, cacheType) * hyper.layers;
    const uint64_t fixed = one.weightsBytes + one.scratchBytes + hyper.layers * gpu::TensorAlignment;
    const uint64_t fits = budget > fixed ? (budget - fixed) / row : 0;
    return uint32_t(std::clamp<uint64_t>(fits, 1, hyper.contextLength));
}

} // namespace deepscope
