#include "plan_device_rows.h"

#include "models/memory_names.h"
#include "models/open_plan.h"
#include "paint/number_format.h"
#include "paint/texts.h"

namespace deepscope {

namespace {

struct Largest {
    CacheType type;
    uint32_t context; // 0 = not even one token
};

std::vector<Largest> largestContexts(const PlannedModel &model, const PlanWish &wish, const DeviceInfo &device)
{
    std::vector<Largest> all;
    for (const CacheType type : AllCacheTypes)
        if (model.of(type))
            all.push_back({type, model.largestContext(type, wish.atLeast(), device)});
    return all;
}

// Of the chosen cache, and of another where more fits with that.
QString largestWords(const std::vector<Largest> &all, CacheType chosen)
{
    const Largest &own = *std::ranges::find(all, chosen, &Largest::type);
    const Largest &best = *std::ranges::max_element(all, {}, &Largest::context);
    if (best.context == 0)
        return tr("does not fit");
    if (best.context == own.context)
        return formatPlural(own.context, Noun::Token);
    return tr("%1, with %2 %3")
        .arg(formatExactCount(own.context), cacheTypeTitle(best.type), formatPlural(best.context, Noun::Token));
}

} // namespace

BarRow planDeviceRow(const PlannedModel &model, const PlanWish &wish, const DeviceInfo &device, const MemoryPlan &plan,
                     const Palette &color)
{
    const QString name = QString::fromStdString(device.name);
    const uint64_t budget = device.deviceLocalBudget();
    BarRow row{name};
    for (const auto &[bytes, role] :
         {std::pair(plan.weightsBytes, Role::Weights), std::pair(plan.cacheBytes + plan.stateBytes(), Role::Cache),
          std::pair(plan.scratchBytes, Role::Scratch)})
        row.segments.push_back({double(bytes), color(role), {}});
    row.maximum = double(budget > 0 ? budget : plan.totalBytes());
    if (budget == 0) {
        row.value = tr("memory not known");
        return row;
    }
    const std::vector<Largest> all = largestContexts(model, wish, device);
    row.value = largestWords(all, wish.cacheType);
    row.words = tr("%1: the plan takes %2 of %3").arg(name, formatBytes(plan.totalBytes()), formatBytes(budget));
    for (const Largest &one : all)
        row.words +=
            u'\n' + (one.context > 0 ? tr("largest context with a cache of %1: %2")
                                           .arg(cacheTypeTitle(one.type), formatPlural(one.context, Noun::Token))
                                     : tr("with a cache of %1 it does not fit").arg(cacheTypeTitle(one.type)));
    if (const QString shared = sharedMemorySentence(device); !shared.isEmpty())
        row.words += u'\n' + shared;
    return row;
}

} // namespace deepscope
