#include "model/memory_plan.h"

#include "api/devices.h"
#include "model/kv_cache.h"
#include "model/scratch_plan.h"
#include "model/weight_store.h"

#include <algorithm>

namespace deepscope {

namespace {

// A row of the cache is [latent | rope key] and the padding behind them, which is counted with the key.
CacheLayer planLayer(const Hyperparameters &hyper, uint32_t context, CacheType type)
{
    const uint64_t row = KvCache::rowBytes(hyper, type);
    const uint64_t latent = hyper.latent * (type == CacheType::F32 ? 4 : 2);
    return {{{"latent", hyper.latent, latent, latent * context},
             {"rope_key", hyper.rope, row - latent, (row - latent) * context}}};
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
    plan.weightsBytes = WeightStore::plannedBytes(file);
    plan.cacheBytes = KvCache::plannedBytes(hyper, context, type);
    plan.scratchBytes = scratchBytes(hyper);
    plan.layers.assign(hyper.layers, planLayer(hyper, context, type));
    plan.elementsPerToken = countElements(hyper);
    return plan;
}

uint32_t largestContext(const GgufFile &file, const Hyperparameters &hyper, const AcceptsPlan &accepts, CacheType type)
{
    const auto accepted = [&](uint32_t context) { return accepts(planMemory(file, hyper, context, type)); };
    uint32_t most = 0, tooMany = hyper.contextLength;
    if (accepted(tooMany))
        return tooMany;
    while (tooMany - most > 1) {
        const uint32_t middle = most + (tooMany - most) / 2;
        (accepted(middle) ? most : tooMany) = middle;
    }
    return most;
}

bool fits(const MemoryPlan &plan, const DeviceInfo &device)
{
    uint64_t largestLayer = 0; // the cache of a layer is written through one binding
    for (const CacheLayer &layer : plan.layers) {
        uint64_t bytes = 0;
        for (const CachePart &part : layer.parts)
            bytes += part.bytes;
        largestLayer = std::max(largestLayer, bytes);
    }
    const auto within = [](uint64_t bytes, uint64_t limit) { return limit == 0 || bytes <= limit; };
    return device.usable() && plan.totalBytes() <= device.deviceLocalBudget() &&
           within(largestLayer, device.largestBinding) && within(plan.cacheBytes, device.largestAllocation);
}

} // namespace deepscope
