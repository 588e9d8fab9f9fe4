#include "pool_rows.h"

#include "models/cache_statistics.h"
#include "paint/number_format.h"
#include "paint/texts.h"
#include "use_rows.h"

#include <algorithm>

namespace deepscope {

namespace {

QString tokensOf(uint32_t pages) { return formatPlural(uint64_t(pages) * CachePageTokens, Noun::Token); }

// "5 pages, 160 tokens, 81,920 bytes"
QString pageWords(uint32_t pages, const MemoryPlan &plan)
{
    const QString words = formatPlural(pages, Noun::Page) + ", " + tokensOf(pages);
    const uint64_t page = cachePageBytes(plan);
    return page > 0 ? words + ", " + formatExactBytes(pages * page) : words;
}

QString valueOf(uint32_t pages, const MemoryPlan &plan)
{
    const QString tokens = tr("%1 tokens").arg(formatExactCount(uint64_t(pages) * CachePageTokens));
    const uint64_t page = cachePageBytes(plan);
    return page > 0 ? tokens + "   " + formatBytes(pages * page) : tokens;
}

// Bars are of bytes; of pages where no layer has its rows in them.
double lengthOf(uint32_t pages, const MemoryPlan &plan)
{
    return double(pages * std::max<uint64_t>(1, cachePageBytes(plan)));
}

double greatestLength(const MemoryPlan &plan)
{
    return cachePageBytes(plan) > 0 ? double(plan.cacheBytes) : double(plan.cacheTokens() / CachePageTokens);
}

QColor shared(const Palette &color) { return color.category(1); }
QColor kept(const Palette &color) { return color.category(6); }
QColor windows(const Palette &color) { return color.category(3); }

BarRow runRow(const PoolUse::OfRun &use, const QString &name, const MemoryPlan &plan, const Palette &color)
{
    const uint32_t own = use.pages - std::min(use.pages, use.shared);
    return {name,
            {{lengthOf(own, plan), color(Role::Cache), tr("%1, alone: %2").arg(name, pageWords(own, plan))},
             {lengthOf(use.shared, plan), shared(color),
              tr("%1, shared with others: %2").arg(name, pageWords(use.shared, plan))}},
            valueOf(use.pages, plan),
            name + ": " + pageWords(use.pages, plan) +
                tr(", of them shared: %1").arg(formatPlural(use.shared, Noun::Page)),
            greatestLength(plan)};
}

BarRow row(const QString &name, uint32_t pages, const MemoryPlan &plan, const QColor &fill, bool hollow,
           const QString &meaning)
{
    const QString words = name + ": " + pageWords(pages, plan) + "\n" + meaning;
    return {name, {{lengthOf(pages, plan), fill, words, hollow}}, valueOf(pages, plan), words, greatestLength(plan)};
}

// Which of them are in use the engine does not say.
BarRow windowsRow(const MemoryPlan &plan, const Palette &color)
{
    const uint64_t bytes = windowRowsBytes(plan);
    const QString words = exactWords(tr("Attention windows"), bytes) + "\n" + windowsSentence(plan) + "\n" +
                          tr("Their rows are reserved beside the pages: %1 for each of these layers")
                              .arg(formatPlural(int64_t(plan.windowTokens), Noun::Token));
    return {tr("Attention windows"),
            {{double(bytes), windows(color), words}},
            formatBytes(bytes),
            words,
            double(plan.cacheBytes)};
}

} // namespace

QString poolRunName(const RunStore &store, const PoolUse &use, uint32_t number)
{
    const Run *run = store.run(number);
    if (!run)
        return tr("Question to the engine");
    if (use.runs.size() == 1)
        return tr("Run under way");
    return tr("Answer %1").arg(run->request() ? run->request()->sample + 1 : 1);
}

BarRow pooledCacheRow(const MemoryPlan &plan, const PoolUse &use, const Palette &color)
{
    const uint64_t page = cachePageBytes(plan), apart = windowRowsBytes(plan);
    const uint64_t inUse = use.inUse * page, ended = use.kept * page;
    const uint64_t free = plan.cacheBytes - std::min(plan.cacheBytes, inUse + ended + apart);
    BarRow row{tr("KV cache"),
               {{double(inUse), color(Role::Cache), exactWords(tr("KV cache in use by runs"), inUse)},
                {double(ended), kept(color), exactWords(tr("KV cache kept of what has ended"), ended)},
                {double(free), color(Role::Cache), exactWords(tr("KV cache allocated, free"), free), true}},
               formatBytes(plan.cacheBytes),
               exactWords(tr("KV cache, as allocated"), plan.cacheBytes)};
    if (apart > 0)
        row.segments.insert(row.segments.begin() + 2, windowsRow(plan, color).segments.front());
    return row;
}

std::vector<BarRow> poolRows(const RunStore &store, const Palette &color)
{
    const MemoryPlan &plan = store.model()->memory;
    const PoolUse &use = *store.poolUse();
    std::vector<BarRow> rows;
    const uint64_t page = cachePageBytes(plan);
    const QString words = tr("The cache is given out in pages of %1 tokens").arg(CachePageTokens);
    rows.push_back(
        {tr("Pages of the cache: %1 of %2 in use").arg(formatExactCount(use.inUse), formatExactCount(use.pages)),
         {},
         {},
         page > 0 ? words + tr(", %1 each").arg(formatExactBytes(page)) : words});
    for (const PoolUse::OfRun &run : use.runs)
        rows.push_back(runRow(run, poolRunName(store, use, run.run), plan, color));
    rows.push_back(row(tr("Shared"), use.shared, plan, shared(color), false,
                       tr("In use by two runs or more, each page counted once here: what runs begin alike is read and "
                          "kept once")));
    rows.push_back(row(tr("Kept for later"), use.kept, plan, kept(color), false,
                       tr("Of runs that have ended. It is found again by its content, so that what begins alike is not "
                          "read anew, and goes when room is needed")));
    rows.push_back(row(tr("Free"), use.free, plan, color(Role::Cache), true, tr("Reserved, and in use by nobody")));
    if (windowRowsBytes(plan) > 0)
        rows.push_back(windowsRow(plan, color));
    return rows;
}

} // namespace deepscope
