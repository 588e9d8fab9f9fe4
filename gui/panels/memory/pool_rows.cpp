#include "pool_rows.h"

#include "models/cache_statistics.h"
#include "paint/number_format.h"
#include "paint/texts.h"
#include "plan_rows.h"
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

QString limitWords()
{
    return tr("Each text under way needs some, however short it is: so they limit how many go on beside each other");
}

// Of what layers have beside the pages, each of so many bytes.
std::vector<BarRow> placeRows(BarRow heading, const PlaceCounts &counts, Noun noun, uint64_t bytes,
                              const Palette &color)
{
    const auto row = [&](const QString &name, uint32_t count, const QColor &fill, bool hollow, const QString &meaning) {
        const QString many = formatPlural(count, noun);
        const QString words = name + ": " + many + ", " + formatExactBytes(count * bytes) + "\n" + meaning;
        return BarRow{name,
                      {{double(count * bytes), fill, words, hollow}},
                      many + "   " + formatBytes(count * bytes),
                      words,
                      double(counts.all() * bytes)};
    };
    return {std::move(heading), row(tr("In use"), counts.inUse, color(Role::Cache), false, tr("Of texts under way")),
            row(tr("Kept for later"), counts.kept, kept(color), false,
                tr("In use by nobody; texts that begin alike go on from there, until room is needed")),
            row(tr("Free"), counts.free, color(Role::Cache), true, tr("Reserved, and in use by nobody"))};
}

std::vector<BarRow> windowRows(const MemoryPlan &plan, const PlaceCounts &counts, const Palette &color)
{
    QString words = windowsSentence(plan) + "\n" +
                    tr("Their rows are reserved beside the pages: %1 for each of these layers")
                        .arg(formatPlural(int64_t(plan.windowTokens), Noun::Token));
    if (plan.windowTokens < plan.cacheTokens()) // else there is one for each page
        words += "\n" + limitWords();
    const QString name = tr("Pages of attention windows: %1 of %2 in use")
                             .arg(formatExactCount(counts.inUse), formatExactCount(counts.all()));
    return placeRows({name, {}, {}, words}, counts, Noun::Page, windowPageBytes(plan), color);
}

std::vector<BarRow> stateRows(const MemoryPlan &plan, const PlaceCounts &counts, const Palette &color)
{
    const QString name =
        tr("States of texts: %1 of %2 in use").arg(formatExactCount(counts.inUse), formatExactCount(counts.all()));
    const QString words = stateRow(plan, color).words + "\n" + limitWords();
    return placeRows({name, {}, {}, words}, counts, Noun::State, plan.bytesPerState, color);
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

std::vector<BarRow> pooledRows(const MemoryPlan &plan, const PoolUse &use, const Palette &color)
{
    const auto segments = [&](uint64_t inUse, uint64_t ended, uint64_t all, const QString &inUseName,
                              const QString &endedName, const QString &freeName) {
        const uint64_t free = all - std::min(all, inUse + ended);
        return std::vector<BarSegment>{{double(inUse), color(Role::Cache), exactWords(inUseName, inUse)},
                                       {double(ended), kept(color), exactWords(endedName, ended)},
                                       {double(free), color(Role::Cache), exactWords(freeName, free), true}};
    };
    const uint64_t page = cachePageBytes(plan), window = windowPageBytes(plan);
    std::vector<BarRow> rows{
        {tr("KV cache"),
         segments(use.inUse * page + use.windows.inUse * window, use.kept * page + use.windows.kept * window,
                  plan.cacheBytes, tr("KV cache in use by runs"), tr("KV cache kept for later"),
                  tr("KV cache allocated, free")),
         formatBytes(plan.cacheBytes), exactWords(tr("KV cache, as allocated"), plan.cacheBytes)}};
    if (plan.stateBytes() > 0) {
        rows.push_back(stateRow(plan, color));
        rows.back().segments =
            segments(use.states.inUse * plan.bytesPerState, use.states.kept * plan.bytesPerState, plan.stateBytes(),
                     tr("States in use"), tr("States kept for later"), tr("States allocated, free"));
    }
    return rows;
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
    if (use.windows.all() > 0)
        append(rows, windowRows(plan, use.windows, color));
    if (use.states.all() > 0)
        append(rows, stateRows(plan, use.states, color));
    return rows;
}

} // namespace deepscope
