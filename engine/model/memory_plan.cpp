#include "model/memory_plan.h"

#include "api/devices.h"
#include "model/forward_pass.h"
#include "model/kv_cache.h"
#include "model/step.h"
#include "model/weight_store.h"
#include "ops/attention.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace deepscope {

namespace {

CachePart partOf(const char *name, uint32_t elements, uint64_t bytesPerToken, uint32_t tokens)
{
    return {name, elements, bytesPerToken, bytesPerToken * tokens};
}

// A row of the latent cache is [latent | rope key] and the padding behind them, which is counted with the key.
CacheLayer planLatentLayer(const Hyperparameters &hyper, uint32_t tokens, TensorType type)
{
    const TypeTraits traits = typeTraits(type);
    const uint64_t row = ops::cacheRowBytes(type, 1, hyper.latent + hyper.rope);
    const uint64_t latent = (uint64_t(hyper.latent) * traits.bytes + traits.elements - 1) / traits.elements;
    return {{partOf("latent", hyper.latent, latent, tokens), partOf("rope_key", hyper.rope, row - latent, tokens)}};
}

CacheLayer planGroupedLayer(const Hyperparameters &hyper, uint32_t tokens, TensorType type)
{
    const uint32_t heads = hyper.keyValueHeads;
    return {{partOf("keys", heads * hyper.head(), ops::cacheRowBytes(type, heads, hyper.head()), tokens),
             partOf("values", heads * hyper.value, ops::cacheRowBytes(type, heads, hyper.value), tokens)}};
}

CacheElements countElements(const Hyperparameters &hyper)
{
    const uint64_t layers = hyper.layers;
    const uint64_t head = uint64_t(hyper.head()) + hyper.value;
    const uint64_t own = hyper.hasLatentAttention() ? uint64_t(hyper.latent) + hyper.rope : hyper.keyValueHeads * head;
    return {layers * own, layers * hyper.heads * head, layers * std::min(8U, hyper.heads) * head, layers * head};
}

// A kernel writes to the keys, or to the values, of one layer at a time; a latent row is both in one.
uint64_t largestCachePiece(const Hyperparameters &hyper, const CacheLayer &layer)
{
    const uint64_t first = layer.parts[0].bytes, second = layer.parts[1].bytes;
    return hyper.hasLatentAttention() ? first + second : std::max(first, second);
}

// Long steps share what is read of the weights among more tokens; what they need besides stays small beside these.
uint32_t stepRowsFor(const Hyperparameters &hyper, uint64_t weightsBytes)
{
    constexpr uint64_t AlwaysFine = uint64_t(8) << 20;
    uint32_t rows = 512;
    while (rows > 64 && attentionBlock(hyper, rows).bytes + activationBlock(hyper, rows).bytes >
                            std::max(AlwaysFine, weightsBytes / 8))
        rows /= 2;
    return rows;
}

} // namespace

uint64_t MemoryPlan::cacheBytesPerToken() const
{
    uint64_t bytes = 0;
    for (const CacheLayer &layer : layers)
        for (const CachePart &part : layer.parts)
            bytes += part.bytesPerToken;
    return bytes;
}

MemoryPlan planMemory(const GgufFile &file, const Hyperparameters &hyper, uint32_t context, CacheType type,
                      uint32_t sequences)
{
    MemoryPlan plan;
    plan.context = context;
    plan.sequences = sequences;
    plan.cacheType = type;
    plan.weightsBytes = WeightStore::plannedBytes(file, hyper.layers);
    plan.largestWeight = WeightStore::largestPieceBytes(file, hyper.layers);
    plan.cacheBytes = KvCache::plannedBytes(hyper, plan.cacheTokens(), type);
    plan.stepRows = stepRowsFor(hyper, plan.weightsBytes);
    plan.attention = attentionBlock(hyper, plan.stepRows);
    plan.activations = activationBlock(hyper, plan.stepRows);
    plan.logits = Step::outputBlock(hyper, plan.stepRows);
    plan.scratchBytes = plan.attention.bytes + plan.activations.bytes + Step::plannedBytes(hyper, plan.stepRows);
    const TensorType element = KvCache::elementType(type);
    plan.layers.assign(hyper.layers, hyper.hasLatentAttention() ? planLatentLayer(hyper, plan.cacheTokens(), element)
                                                                : planGroupedLayer(hyper, plan.cacheTokens(), element));
    plan.largestCachePiece = largestCachePiece(hyper, plan.layers.front());
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

uint64_t cacheNumberBytes(uint64_t numbers, CacheType type)
{
    const TypeTraits traits = typeTraits(KvCache::elementType(type));
    return (numbers * traits.bytes + traits.elements - 1) / traits.elements;
}

// A device that is too small for all of it is said to be so; then what no shorter context makes smaller.
Misfit misfitOf(const MemoryPlan &plan, const DeviceInfo &device)
{
    using enum Misfit::Of;
    constexpr uint64_t None = std::numeric_limits<uint64_t>::max();
    const auto known = [](uint64_t limit) { return limit == 0 ? None : limit; };
    const uint64_t reserved = known(device.largestAllocation);
    const uint64_t readable = std::min(known(device.largestRead), reserved);
    const uint64_t writable = std::min(known(device.largestBinding), readable); // what is written is read
    if (!device.usable())
        return {Device};
    if (plan.totalBytes() > device.deviceLocalBudget())
        return {Memory, plan.totalBytes(), device.deviceLocalBudget()};
    if (plan.largestWeight > readable)
        return {Weight, plan.largestWeight, readable};
    for (const auto &[of, block] : {std::pair(Attention, plan.attention), std::pair(Activations, plan.activations),
                                    std::pair(Logits, plan.logits)}) {
        if (block.largest > writable)
            return {of, block.largest, writable};
        if (block.bytes > reserved)
            return {of, block.bytes, reserved};
    }
    if (plan.largestCachePiece > writable)
        return {CachePiece, plan.largestCachePiece, writable};
    if (device.longestLoops > 0 && plan.context > ops::attentionReach(device.longestLoops))
        return {Context, plan.context, ops::attentionReach(device.longestLoops)};
    return {};
}

} // namespace deepscope
