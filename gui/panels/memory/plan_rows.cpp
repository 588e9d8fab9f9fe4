#include "plan_rows.h"

#include "models/cache_statistics.h"
#include "paint/number_format.h"
#include "paint/texts.h"

namespace deepscope {

namespace {

// None for a model without experts.
std::vector<BarRow> hostRows(const MemoryPlan &plan, const Palette &color)
{
    if (plan.hostBytes() == 0)
        return {};
    const QString words = tr("Host memory: %1\nbeside the device's: which experts each token of the cache chose, "
                             "%2 a token, taken as the cache fills")
                              .arg(formatExactBytes(plan.hostBytes()), formatExactBytes(plan.hostBytesPerToken));
    return {{tr("Host memory"),
             {{double(plan.hostBytes()), color(Role::Scratch), words}},
             formatBytes(plan.hostBytes()),
             words}};
}

} // namespace

BarRow stateRow(const MemoryPlan &plan, const Palette &color)
{
    const QString words = tr("States") + ": " + formatExactBytes(plan.stateBytes());
    return {tr("States"),
            {{double(plan.stateBytes()), color(Role::Cache), words}},
            formatBytes(plan.stateBytes()),
            words + "\n" +
                tr("%1 for each state of a text, however long it is; room for %2 of them")
                    .arg(formatExactBytes(plan.bytesPerState), formatExactCount(plan.stateSlots()))};
}

std::vector<BarRow> planRows(const MemoryPlan &plan, const Palette &color)
{
    const auto row = [&](const QString &name, uint64_t bytes, Role role) {
        const QString words = name + ": " + formatExactBytes(bytes);
        return BarRow{name, {{double(bytes), color(role), words}}, formatBytes(bytes), words};
    };
    std::vector<BarRow> rows = {row(tr("Weights"), plan.weightsBytes, Role::Weights),
                                row(tr("KV cache"), plan.cacheBytes, Role::Cache),
                                row(tr("Scratch"), plan.scratchBytes, Role::Scratch)};
    if (plan.stateBytes() > 0)
        rows.insert(rows.begin() + 2, stateRow(plan, color));
    BarRow all{tr("All"), {}, formatBytes(plan.totalBytes()), formatExactBytes(plan.totalBytes()), 0, true};
    for (const BarRow &part : rows)
        all.segments.push_back(part.segments[0]);
    rows[1].words += ", " + cacheGrowthWords(plan, formatExactBytes);
    if (const QString windows = windowsSentence(plan); !windows.isEmpty())
        rows[1].words += "\n" + windows;
    if (plan.sequences > 1) {
        rows[1].label += tr(", %1 contexts").arg(formatExactCount(plan.sequences));
        rows[1].words += "\n" + tr("room for %1 contexts of that length, for answers beside each other")
                                    .arg(formatExactCount(plan.sequences));
    }
    rows.push_back(std::move(all));
    for (BarRow &host : hostRows(plan, color))
        rows.push_back(std::move(host));
    return rows;
}

} // namespace deepscope
