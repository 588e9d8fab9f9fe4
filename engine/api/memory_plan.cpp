#include "api/memory_plan.h"

#include "api/devices.h"

#include <algorithm>
#include <iterator>
#include <limits>

namespace deepscope {

namespace {

// Rows of layers whose attention has a window: for what sequences that are read look at, what two steps write, and ends
// of texts that can be taken up from, of which there are as many as of states.
uint64_t windowRowsFor(uint32_t sequences, uint32_t window, uint32_t stepRows)
{
    return stateSlotsFor(sequences) * (wholePages(window) + 2 * CachePageTokens) + 2 * wholePages(stepRows);
}

constexpr const char *CacheTypeNames[] = {"f32", "f16", "q8_0"};

uint64_t leftByWeights(const MemoryPlan &plan, const DeviceInfo &device)
{
    const uint64_t budget = device.deviceLocalBudget();
    return budget - std::min(budget, plan.weightsBytes);
}

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

bool MemoryPlan::keepsRows(uint32_t layer) const
{
    return bytesPerState == 0 || layer >= layers.size() || !layers[layer].parts.empty();
}

uint32_t MemoryPlan::layersWithRows() const
{
    uint32_t count = 0;
    for (uint32_t layer = 0; layer < layers.size(); ++layer)
        count += keepsRows(layer) ? 1 : 0;
    return count;
}

uint64_t MemoryPlan::cacheBytesOf(uint64_t tokens) const
{
    uint64_t bytes = 0;
    for (const CacheLayer &layer : layers)
        for (const CachePart &part : layer.parts)
            bytes += part.bytesPerToken * (layer.window > 0 ? std::min<uint64_t>(tokens, layer.window) : tokens);
    return bytes;
}

uint64_t MemoryPlan::cacheBytesPerLaterToken() const
{
    const uint64_t window = longestWindow();
    return cacheBytesOf(window + 1) - cacheBytesOf(window);
}

uint64_t MemoryPlan::largestCachePiece() const
{
    return std::max(largestCacheRow * cacheTokens(), largestWindowRow * windowTokens);
}

uint32_t MemoryPlan::longestWindow() const
{
    uint32_t longest = 0;
    for (const CacheLayer &layer : layers)
        longest = std::max(longest, layer.window);
    return longest;
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
    if (const uint32_t window = plan.longestWindow())
        scaled.windowTokens = std::min(scaled.cacheTokens(), windowRowsFor(sequences, window, plan.stepRows));
    scaled.cacheBytes = 0;
    for (CacheLayer &layer : scaled.layers)
        for (CachePart &part : layer.parts)
            scaled.cacheBytes += part.bytes = part.bytesPerToken * scaled.rowsOf(layer);
    return scaled;
}

uint32_t longestContext(const MemoryPlan &plan, const DeviceInfo &device, uint32_t sequences)
{
    // More tokens never need less, so halve the distance between what fits and what does not.
    uint32_t fitting = 0, failing = std::numeric_limits<uint32_t>::max();
    while (failing - fitting > 1) {
        const uint32_t middle = fitting + (failing - fitting) / 2;
        (fits(planForContext(plan, middle, sequences), device) ? fitting : failing) = middle;
    }
    return fitting;
}

uint32_t automaticContext(const MemoryPlan &plan, const DeviceInfo &device)
{
    const MemoryPlan whole = planForDevice(plan, device);
    constexpr uint32_t Conversation = 16384, ShortConversation = 1024;
    const auto atMost = [&](uint32_t tokens, const DeviceInfo &on) {
        return std::min({whole.context, tokens, longestContext(whole, on)});
    };
    const uint32_t most = atMost(Conversation, withHeadroom(device));
    if (most < std::min(whole.context, ShortConversation)) // it may fit as long as nothing is left to others
        return atMost(ShortConversation, device);
    const uint64_t quarter = leftByWeights(whole, device) / 4;
    const uint64_t ofWindows =
        planForContext(whole, most).cacheBytes - whole.cacheBytesPerLaterToken() * wholePages(most);
    const uint64_t pages = (quarter - std::min(quarter, ofWindows)) /
                           std::max<uint64_t>(1, whole.cacheBytesPerLaterToken() * CachePageTokens);
    const uint64_t inQuarter = std::max<uint64_t>(pages * CachePageTokens, ShortConversation);
    return uint32_t(std::min<uint64_t>(most, inQuarter));
}

DeviceRoom roomOn(const DeviceInfo &device, const MemoryPlan &held, uint64_t limit)
{
    // On a software device, memory that nobody has written to is not taken yet.
    const uint64_t comesBack = device.type == DeviceType::Software ? held.weightsBytes : held.totalBytes();
    DeviceRoom room{device, device};
    for (size_t i = 0; i < device.heaps.size(); ++i) {
        const MemoryHeap &heap = device.heaps[i];
        if (!heap.deviceLocal)
            continue;
        const bool counts = heap.budget < heap.bytes; // the driver leaves out what is held
        uint64_t &all = room.anew.heaps[i].budget, &left = room.beside.heaps[i].budget;
        all = counts ? std::min(heap.bytes, heap.budget + comesBack) : heap.bytes;
        if (limit > 0)
            all = std::min(all, limit);
        left = std::min(counts ? heap.budget : heap.bytes, all - std::min(all, held.totalBytes()));
    }
    return room;
}

MemoryPlan planForSequences(const MemoryPlan &plan, uint32_t most, const DeviceInfo &device)
{
    const MemoryPlan one = planForDevice(plan, device);
    constexpr uint64_t MostRows = std::numeric_limits<uint32_t>::max(); // kernels count them in 32 bits
    const DeviceInfo withRoom = withHeadroom(device);
    const uint64_t left = leftByWeights(one, device);
    for (; most > 1; most /= 2)
        if (const MemoryPlan many = planForContext(one, one.context, most);
            fits(many, withRoom) && many.cacheBytes + many.stateBytes() <= left / 4 && many.cacheTokens() <= MostRows)
            return many;
    return one;
}

} // namespace deepscope
