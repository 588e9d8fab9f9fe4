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

StepScratch scratchOf(const Hyperparameters &hyper, uint32_t rows)
{
    StepScratch step{rows, 0, attentionBlock(hyper, rows), activationBlock(hyper, rows),
                     Step::outputBlock(hyper, rows)};
    step.scratchBytes = step.attention.bytes + step.activations.bytes + Step::plannedBytes(hyper, rows);
    return step;
}

// Long steps share what is read of the weights among more tokens; what they need besides stays small beside these. The
// shortest takes a row of as many sequences as can be in one.
std::vector<StepScratch> possibleSteps(const Hyperparameters &hyper, uint64_t weightsBytes)
{
    constexpr uint64_t AlwaysFine = uint64_t(7) << 20;
    constexpr uint32_t MostRows = 512, FewestRows = MostStepSequences;
    std::vector<StepScratch> steps;
    for (uint32_t rows = MostRows; rows >= FewestRows; rows /= 2) {
        const StepScratch step = scratchOf(hyper, rows);
        if (rows == FewestRows ||
            step.attention.bytes + step.activations.bytes <= std::max(AlwaysFine, weightsBytes / 8))
            steps.push_back(step);
    }
    return steps;
}

// The largest pieces that a device gives, in bytes.
struct PieceLimits {
    uint64_t reserved, readable, writable;

    explicit PieceLimits(const DeviceInfo &device)
        : reserved(known(device.largestAllocation)), readable(std::min(known(device.largestRead), reserved)),
          writable(std::min(known(device.largestBinding), readable)) // what is written is read
    {
    }
    static uint64_t known(uint64_t limit) { return limit == 0 ? std::numeric_limits<uint64_t>::max() : limit; }
};

Misfit misfitOfStep(const StepScratch &step, const PieceLimits &limits)
{
    using enum Misfit::Of;
    for (const auto &[of, block] : {std::pair(Attention, step.attention), std::pair(Activations, step.activations),
                                    std::pair(Logits, step.logits)}) {
        if (block.largest > limits.writable)
            return {of, block.largest, limits.writable};
        if (block.bytes > limits.reserved)
            return {of, block.bytes, limits.reserved};
    }
    return {};
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
    plan.steps = possibleSteps(hyper, plan.weightsBytes);
    plan.StepScratch::operator=(plan.steps.front());
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

MemoryPlan planForDevice(const MemoryPlan &plan, const DeviceInfo &device)
{
    if (plan.steps.empty()) // of a recorded run
        return plan;
    const PieceLimits limits(device);
    const auto fitting =
        std::ranges::find_if_not(plan.steps, [&](const StepScratch &step) { return bool(misfitOfStep(step, limits)); });
    MemoryPlan planned = plan;
    planned.StepScratch::operator=(fitting == plan.steps.end() ? plan.steps.back() : *fitting);
    return planForContext(planned, plan.context, plan.sequences);
}

// A device that is too small for all of it is said to be so; then what no shorter context makes smaller.
Misfit misfitOf(const MemoryPlan &wanted, const DeviceInfo &device)
{
    using enum Misfit::Of;
    const MemoryPlan plan = planForDevice(wanted, device);
    const PieceLimits limits(device);
    if (!device.usable())
        return {Device};
    if (plan.totalBytes() > device.deviceLocalBudget())
        return {Memory, plan.totalBytes(), device.deviceLocalBudget()};
    if (plan.largestWeight > limits.readable)
        return {Weight, plan.largestWeight, limits.readable};
    if (const Misfit misfit = misfitOfStep(plan, limits))
        return misfit;
    const uint64_t piece = std::max(plan.largestCachePiece(), plan.largestStatePiece * plan.stateSlots());
    if (piece > limits.writable)
        return {CachePiece, piece, limits.writable};
    if (device.longestLoops > 0 && plan.context > ops::attentionReach(device.longestLoops))
        return {Context, plan.context, ops::attentionReach(device.longestLoops)};
    return {};
}

} // namespace deepscope
