#include "api/memory_plan.h"

#include "api/devices.h"

#include <algorithm>
#include <iterator>

namespace deepscope {

namespace {

constexpr const char *CacheTypeNames[] = {"f32", "f16", "q8_0"};

} // namespace

const char *cacheTypeName(CacheType type) { return CacheTypeNames[size_t(type)]; }

std::optional<CacheType> cacheTypeFrom(std::string_view name)
{
    const auto found = std::ranges::find(CacheTypeNames, name);
    return found == std::end(CacheTypeNames) ? std::nullopt : std::optional(CacheType(found - CacheTypeNames));
}

std::string cacheTypeNames()
{
    std::string names;
    for (const char *name : CacheTypeNames)
        names += (names.empty() ? "" : ", ") + std::string(name);
    return names;
}

uint32_t MemoryPlan::finerLayers() const
{
    return uint32_t(std::ranges::count_if(
        layers, [](const CacheLayer &layer) { return std::ranges::any_of(layer.parts, &CachePart::finer); }));
}

std::string finerLayersSentence(const MemoryPlan &plan)
{
    const uint32_t finer = plan.finerLayers();
    if (finer == 0)
        return {};
    return std::to_string(finer) + " of " + std::to_string(plan.layers.size()) +
           " layers keep F16 in the cache: the biases of their keys are so large that Q8_0 would round the rest away.";
}

MemoryPlan planForContext(const MemoryPlan &plan, uint32_t context, uint32_t sequences)
{
    MemoryPlan scaled = plan;
    scaled.context = context;
    scaled.sequences = sequences;
    const uint64_t tokens = uint64_t(sequences) * wholePages(context);
    scaled.cacheBytes = plan.cacheBytesPerToken() * tokens;
    scaled.largestCachePiece = plan.cacheTokens() ? plan.largestCachePiece / plan.cacheTokens() * tokens : 0;
    for (CacheLayer &layer : scaled.layers)
        for (CachePart &part : layer.parts)
            part.bytes = part.bytesPerToken * tokens;
    return scaled;
}

MemoryPlan planForSequences(const MemoryPlan &one, uint32_t most, const DeviceInfo &device)
{
    const DeviceInfo withRoom = withHeadroom(device);
    const uint64_t budget = device.deviceLocalBudget(), left = budget - std::min(budget, one.weightsBytes);
    for (; most > 1; most /= 2)
        if (const MemoryPlan plan = planForContext(one, one.context, most);
            fits(plan, withRoom) && plan.cacheBytes <= left / 4)
            return plan;
    return one;
}

} // namespace deepscope
