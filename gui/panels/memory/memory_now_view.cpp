#include "memory_now_view.h"

#include "models/imported_run.h"
#include "paint/number_format.h"
#include "paint/texts.h"
#include "pool_rows.h"
#include "use_rows.h"

#include <QEvent>

namespace deepscope {

namespace {

QString useWords(const CacheUse &use, const MemoryPlan &plan)
{
    return tr("%1 of %2 tokens").arg(formatExactCount(use.tokens), formatExactCount(plan.context));
}

bool isSame(const LoadedModel &one, const LoadedModel &other)
{
    return one.info.path == other.info.path && one.info.fileBytes == other.info.fileBytes &&
           one.device.name == other.device.name && one.memory.context == other.memory.context &&
           one.memory.cacheType == other.memory.cacheType;
}

std::vector<BarRow> deviceRows(const RunStore &store, const Palette &color)
{
    const LoadedModel &model = *store.model();
    const MemoryPlan &plan = model.memory;
    const CacheUse &use = store.cacheUse();
    std::vector<BarRow> kept = store.poolUse() ? pooledRows(plan, *store.poolUse(), color) : keptRows(plan, use, color);
    const BarRow all = allRow(model, kept, color);
    const BarSegment &weights = all.segments.front(), &scratch = all.segments.back();
    std::vector<BarRow> rows;
    rows.push_back({store.poolUse() ? tr("In the device now") : tr("In the device now: %1").arg(useWords(use, plan)),
                    {},
                    {},
                    modelWords(model)});
    rows.push_back(all);
    rows.push_back({tr("Weights"), {weights}, formatBytes(plan.weightsBytes), weights.words});
    append(rows, std::move(kept));
    rows.push_back({tr("Scratch"),
                    {scratch},
                    formatBytes(plan.scratchBytes),
                    scratch.words + "\n" + tr("activations, routing, logits, read-back")});
    return rows;
}

// The tokens of a run up to this one lay in the cache after it.
CacheUse useAfter(const Run &run, int token)
{
    return token < 0 ? CacheUse{} : CacheUse{uint32_t(token) + 1, run.cacheBytes(token)};
}

std::vector<BarRow> runRows(const Run &run, int focused, const LoadedModel *inDevice, const Palette &color)
{
    const LoadedModel &model = run.model();
    const bool chosen = focused >= 0 && focused < run.size();
    const CacheUse use = useAfter(run, chosen ? focused : run.size() - 1);
    const QString moment = chosen                             ? tr("After this token: %1, %2")
                           : run.state() == RunState::Working ? tr("This run so far: %1, %2")
                                                              : tr("When this run ended: %1, %2");
    std::vector<BarRow> rows;
    rows.push_back({moment.arg(useWords(use, model.memory), formatBytes(use.bytes)),
                    {},
                    {},
                    exactWords(tr("KV cache in use"), use.bytes) + "\n" + modelWords(model)});
    if (!inDevice || !isSame(model, *inDevice)) {
        rows.push_back(
            {modelWords(model), {}, {}, tr("The run was made with this, which is not what the device holds now")});
        rows.push_back(allRow(model, keptRows(model.memory, use, color), color));
    }
    append(rows, cachePartRows(model.memory, use, color));
    return rows;
}

} // namespace

MemoryNowView::MemoryNowView(const RunStore &store, const Selection &selection, QWidget *parent)
    : PanelScroll(parent), m_store(store), m_selection(selection), m_bars(new BarList)
{
    m_bars->setAccessibleName(tr("Memory in use"));
    setFocusPolicy(Qt::TabFocus); // the keys scroll it
    setContent(m_bars);
    refresh();
}

void MemoryNowView::refresh()
{
    const LoadedModel *model = m_store.model();
    const Run *run = computedRun(m_store);
    const Palette color = Palette::of(palette());
    std::vector<BarRow> rows;
    uint64_t greatest = model ? model->memory.totalBytes() : 0;
    if (model)
        rows = deviceRows(m_store, color);
    else
        rows.push_back({tr("In the device now: no model")});
    m_runHeading = -1;
    // The parts are of what is looked at, once.
    if (model && !run)
        append(rows, cachePartRows(model->memory, m_store.cacheUse(), color));
    if (model && m_store.poolUse())
        append(rows, poolRows(m_store, color));
    if (run) {
        m_runHeading = int(rows.size());
        append(rows, runRows(*run, m_selection.focus().token, model, color));
        greatest = std::max(greatest, run->model().memory.totalBytes());
    }
    m_bars->setRows(std::move(rows), double(greatest));
}

void MemoryNowView::changeEvent(QEvent *event)
{
    PanelScroll::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refresh();
}

} // namespace deepscope
