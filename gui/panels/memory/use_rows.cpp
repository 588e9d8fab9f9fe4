#include "use_rows.h"

#include "cache_growth.h"
#include "models/cache_statistics.h"
#include "models/open_plan.h"
#include "paint/number_format.h"
#include "paint/texts.h"
#include "plan_rows.h"

#include <algorithm>
#include <iterator>

namespace deepscope {

QString modelWords(const LoadedModel &model)
{
    return tr("%1, %3 cache on %2")
        .arg(QString::fromStdString(model.info.name), QString::fromStdString(model.device.name),
             cacheTypeTitle(model.memory.cacheType));
}

void append(std::vector<BarRow> &rows, std::vector<BarRow> more)
{
    rows.insert(rows.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

QString exactWords(const QString &name, uint64_t bytes) { return name + ": " + formatExactBytes(bytes); }

BarRow cacheRow(const MemoryPlan &plan, const CacheUse &use, const Palette &color)
{
    const uint64_t free = plan.cacheBytes - std::min(plan.cacheBytes, use.bytes);
    return {tr("KV cache"),
            {{double(use.bytes), color(Role::Cache), exactWords(tr("KV cache in use"), use.bytes)},
             {double(free), color(Role::Cache), exactWords(tr("KV cache allocated, not in use"), free), true}},
            formatBytes(plan.cacheBytes),
            exactWords(tr("KV cache, as allocated"), plan.cacheBytes)};
}

std::vector<BarRow> cachePartRows(const MemoryPlan &plan, const CacheUse &use, const Palette &color)
{
    const uint64_t all = plan.cacheBytesOf(use.tokens);
    std::vector<BarRow> rows;
    for (const CachePartTotal &part : cacheParts(plan)) {
        const uint64_t bytes = all ? use.bytes * part.bytesOf(use.tokens) / all : 0;
        const uint64_t allocated = part.bytes;
        const QString name = cachePartName(part.name);
        const QString words =
            tr("%1: %2 in use, %3 allocated").arg(name, formatExactBytes(bytes), formatExactBytes(allocated));
        rows.push_back({name,
                        {{double(bytes), cachePartColor(color, part.name, int(rows.size())), words}},
                        formatBytes(bytes),
                        words,
                        double(std::max<uint64_t>(1, allocated))});
    }
    return rows;
}

std::vector<BarRow> keptRows(const MemoryPlan &plan, const CacheUse &use, const Palette &color)
{
    std::vector<BarRow> rows{cacheRow(plan, use, color)};
    if (plan.stateBytes() > 0)
        rows.push_back(stateRow(plan, color));
    return rows;
}

BarRow allRow(const LoadedModel &model, const std::vector<BarRow> &kept, const Palette &color)
{
    const MemoryPlan &plan = model.memory;
    std::vector<BarSegment> segments{
        {double(plan.weightsBytes), color(Role::Weights), exactWords(tr("Weights"), plan.weightsBytes)}};
    for (const BarRow &row : kept)
        segments.insert(segments.end(), row.segments.begin(), row.segments.end());
    segments.push_back({double(plan.scratchBytes), color(Role::Scratch), exactWords(tr("Scratch"), plan.scratchBytes)});
    return {tr("All"),
            std::move(segments),
            formatBytes(plan.totalBytes()),
            tr("All: %1 on %2").arg(formatExactBytes(plan.totalBytes()), QString::fromStdString(model.device.name)),
            0,
            true};
}

std::vector<BarRow> shapeRows(const ModelInfo &info, const MemoryPlan &plan, uint64_t tokens, const Palette &color,
                              bool withNumbers)
{
    std::vector<BarRow> rows;
    for (const CacheShape &shape : compareCacheShapes(info, plan)) {
        const uint64_t bytes = keptOf(shape.bytesPerToken, plan, tokens), allocated = plan.cacheBytesOf(tokens);
        QString words =
            tr("%1 \u2013 %2\n%3 numbers a token, %4")
                .arg(shape.name, shape.words, formatExactCount(shape.elementsPerToken), formatExactBytes(bytes));
        if (shape.thisModel && allocated != bytes)
            words += tr("; %1 with the padding of its rows").arg(formatExactBytes(allocated));
        if (plan.longestWindow() > 0)
            words += "\n" + tr("with the attention windows of this model: behind one nothing is kept");
        QStringList value{formatFactor(shape.factor), formatBytes(bytes)};
        if (withNumbers)
            value.insert(1, formatCount(keptOf(shape.elementsPerToken, plan, tokens)));
        rows.push_back({shape.name,
                        {{double(bytes), color(shape.thisModel ? Role::Cache : Role::Weights), {}}},
                        value.join(QStringLiteral("   ")),
                        words,
                        0,
                        shape.thisModel});
    }
    return rows;
}

} // namespace deepscope
