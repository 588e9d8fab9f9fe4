#include "model/memory_planner.h"

#include "api/devices.h"
#include "model/forward_pass.h"
#include "model/kept_routing.h"
#include "model/kv_cache.h"
#include "model/layer_state.h"
#include "model/step.h"
#include "model/weight_store.h"
#include "ops/attention.h"

#include <algorithm>
#include <limits>
#include <utility>
#include <variant>

namespace deepscope {

namespace {

void addParts(CacheLayer &layer, const StateRows &row, CacheType cacheType)
{
    const bool finer = KvCache::elementType(cacheType, row) != KvCache::elementType(cacheType);
    const std::vector<uint64_t> bytes = KvCache::partBytes(cacheType, row);
    for (size_t i = 0; i < row.parts.size(); ++i)
        layer.parts.push_back({row.parts[i].name, row.parts[i].numbers, bytes[i], 0, finer});
    layer.window = row.window;
}

void planCache(const std::vector<LayerState> &states, MemoryPlan &plan)
{
    for (const LayerState &state : states) {
        CacheLayer &layer = plan.layers.emplace_back();
        for (const StateRows &row : state.rows) {
            addParts(layer, row, plan.cacheType);
            // A kernel writes to rows of one kind at a time.
            const TensorType type = KvCache::elementType(plan.cacheType, row);
            uint64_t &largest = row.window > 0 ? plan.largestWindowRow : plan.largestCacheRow;
            largest = std::max(largest, ops::cacheRowBytes(type, row.heads, row.columns));
        }
        plan.elementsPerToken.model += state.numbers();
        plan.bytesPerState += KvCache::slotBytes(state);
        plan.largestStatePiece = std::max(plan.largestStatePiece, KvCache::slotBytes(state));
    }
}

void compareAttention(const DeltaNet &, CacheElements &) {}

void compareAttention(const auto &attention, CacheElements &elements)
{
    const uint64_t head = uint64_t(attention.head()) + attention.value;
    elements.mha += attention.heads * head;
    elements.gqa8 += std::min(8U, attention.heads) * head;
    elements.mqa += head;
}

// Long steps share what is read of the weights among more tokens; what they need besides stays small beside these.
uint32_t stepRowsFor(const Hyperparameters &hyper, uint64_t weightsBytes)
{
    constexpr uint64_t AlwaysFine = uint64_t(7) << 20;
    uint32_t rows = 512;
    while (rows > 64 && attentionBlock(hyper, rows).bytes + activationBlock(hyper, rows).bytes >
                            std::max(AlwaysFine, weightsBytes / 8))
        rows /= 2;
    return rows;
}

} // namespace

MemoryPlan planMemory(const GgufFile &file, const Hyperparameters &hyper, uint32_t context, CacheType type,
                      uint32_t sequences)
{
    MemoryPlan plan;
    plan.cacheType = type;
    plan.weightsBytes = WeightStore::plannedBytes(file, hyper);
    plan.largestWeight = WeightStore::largestPieceBytes(file, hyper);
    plan.hostBytesPerToken = KeptRouting::bytesPerRow(hyper);
    plan.stepRows = stepRowsFor(hyper, plan.weightsBytes);
    plan.attention = attentionBlock(hyper, plan.stepRows);
    plan.activations = activationBlock(hyper, plan.stepRows);
    plan.logits = Step::outputBlock(hyper, plan.stepRows);
    plan.scratchBytes = plan.attention.bytes + plan.activations.bytes + Step::plannedBytes(hyper, plan.stepRows);
    planCache(layerStates(hyper), plan);
    for (const LayerShape &layer : hyper.layers) // what the same heads would need with other attention
        std::visit([&](const auto &mixer) { compareAttention(mixer, plan.elementsPerToken); }, layer.mixer);
    return planForContext(plan, context, sequences);
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
    const uint64_t piece = std::max(plan.largestCachePiece(), plan.largestStatePiece * plan.stateSlots());
    if (piece > writable)
        return {CachePiece, piece, writable};
    if (device.longestLoops > 0 && plan.context > ops::attentionReach(device.longestLoops))
        return {Context, plan.context, ops::attentionReach(device.longestLoops)};
    return {};
}

} // namespace deepscope
