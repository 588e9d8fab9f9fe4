#include "planned_model.h"

#include "models/engine_sentences.h"

#include <algorithm>
#include <limits>

namespace deepscope {

namespace {

// In steps of some length: that which the device took.
bool mayNeed(const MemoryPlan &plan, uint64_t scratchBytes)
{
    return std::ranges::find(plan.steps, scratchBytes, &StepScratch::scratchBytes) != plan.steps.end();
}

} // namespace

PlannedModel::PlannedModel(const LoadedModel &model)
    : m_info(model.info), m_plans{{model.memory.cacheType, model.memory}}
{
}

PlannedModel::PlannedModel(const ModelFile &file) : m_info(file.info())
{
    for (const CacheType type : AllCacheTypes)
        m_plans.emplace(type, file.plan(0, type));
}

void PlannedModel::learn(const PlannedModel &file)
{
    for (const auto &[type, known] : m_plans) {
        const MemoryPlan *same = file.of(type);
        if (!same || same->weightsBytes != known.weightsBytes || !mayNeed(*same, known.scratchBytes) ||
            same->cacheBytesPerToken() != known.cacheBytesPerToken())
            return;
    }
    for (const auto &[type, plan] : file.m_plans) // of the known type too: of a recorded run little is known
        m_plans.insert_or_assign(type, plan);
}

const MemoryPlan *PlannedModel::of(CacheType type) const
{
    const auto found = m_plans.find(type);
    return found == m_plans.end() ? nullptr : &found->second;
}

MemoryPlan PlannedModel::plan(const PlanWish &wish, const DeviceInfo *device) const
{
    const MemoryPlan plan = planForContext(m_plans.at(wish.cacheType), wish.context, wish.atLeast());
    if (!device)
        return plan;
    return wish.sequences == 0 ? planForSequences(plan, MostAnswers, *device) : planForDevice(plan, *device);
}

uint32_t PlannedModel::largestContext(CacheType type, uint32_t sequences, const DeviceInfo &device) const
{
    const uint32_t most = m_info.contextLength > 0 ? m_info.contextLength : std::numeric_limits<uint32_t>::max();
    return std::min(most, longestContext(m_plans.at(type), device, sequences));
}

PlanReading readForPlan(const QString &path, DeviceList devices)
{
    PlanReading reading{path, {}, {}, std::move(devices)};
    try {
        reading.model.emplace(ModelFile(path.toStdString()));
    } catch (const std::exception &error) {
        reading.reason = engineSentence(error.what());
    }
    return reading;
}

} // namespace deepscope
