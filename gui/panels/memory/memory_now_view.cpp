#include "memory_now_view.h"

#include "cache_growth.h"
#include "models/cache_statistics.h"
#include "paint/number_format.h"
#include "panels/shared/bar_list.h"

#include <QEvent>

namespace deepscope {

namespace {

struct Use {
    uint64_t bytes = 0;
    int tokens = 0;
};

Use cacheUse(const Run *run)
{
    return run && run->size() > 0 ? Use{run->cacheBytes(run->size() - 1), run->size()} : Use{};
}

} // namespace

MemoryNowView::MemoryNowView(const RunStore &store, QWidget *parent)
    : PanelScroll(parent), m_store(store), m_bars(new BarList)
{
    m_bars->setAccessibleName("Memory in use");
    setFocusPolicy(Qt::TabFocus); // the keys scroll it
    setContent(m_bars);
    refresh();
}

void MemoryNowView::refresh()
{
    const LoadedModel *model = m_store.shownModel();
    if (!model)
        return;
    const Palette color = Palette::of(palette());
    const MemoryPlan &plan = model->memory;
    const Use use = cacheUse(m_store.current());
    const uint64_t free = plan.cacheBytes - std::min(plan.cacheBytes, use.bytes);
    const auto exact = [](const char *name, uint64_t bytes) { return QString(name) + ": " + formatExactBytes(bytes); };
    const BarSegment weights{double(plan.weightsBytes), color(Role::Weights), exact("Weights", plan.weightsBytes)};
    const BarSegment used{double(use.bytes), color(Role::Cache), exact("KV cache in use", use.bytes)};
    const BarSegment unused{double(free), color(Role::Cache), exact("KV cache allocated, not in use", free), true};
    const BarSegment scratch{double(plan.scratchBytes), color(Role::Scratch), exact("Scratch", plan.scratchBytes)};

    std::vector<BarRow> rows;
    rows.push_back({"All",
                    {weights, used, unused, scratch},
                    formatBytes(plan.totalBytes()),
                    exact("All", plan.totalBytes()) + " on " + QString::fromStdString(model->device.name),
                    0,
                    true});
    rows.push_back({"Weights", {weights}, formatBytes(plan.weightsBytes), weights.words});
    rows.push_back(
        {"KV cache", {used, unused}, formatBytes(plan.cacheBytes), exact("KV cache, as allocated", plan.cacheBytes)});
    rows.push_back({"Scratch",
                    {scratch},
                    formatBytes(plan.scratchBytes),
                    scratch.words + "\nactivations, routing, logits, read-back"});
    rows.push_back({QString("KV cache in use: %1 of %2 tokens")
                        .arg(formatExactCount(uint64_t(use.tokens)), formatExactCount(plan.context))});
    uint64_t perToken = 0;
    for (const CachePartTotal &part : cacheParts(plan))
        perToken += part.bytesPerToken;
    int place = 0;
    for (const CachePartTotal &part : cacheParts(plan)) {
        const uint64_t bytes = perToken ? use.bytes * part.bytesPerToken / perToken : 0;
        const QString words = cachePartName(part.name) + ": " + formatExactBytes(bytes) + " in use, " +
                              formatExactBytes(part.bytesPerToken * plan.context) + " allocated";
        rows.push_back({cachePartName(part.name),
                        {{double(bytes), cachePartColor(color, part.name, place), words}},
                        formatBytes(bytes),
                        words,
                        double(std::max<uint64_t>(1, part.bytesPerToken * plan.context))});
        ++place;
    }
    m_bars->setRows(std::move(rows), double(plan.totalBytes()));
}

void MemoryNowView::changeEvent(QEvent *event)
{
    PanelScroll::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refresh();
}

} // namespace deepscope
