#include "phase_rows.h"

#include "models/cache_statistics.h"
#include "models/engine_words.h"
#include "paint/number_format.h"
#include "paint/texts.h"

#include <algorithm>
#include <array>

namespace deepscope {

namespace {

std::array<uint64_t, 3> phaseCounts(const Run &run, int begin, int end)
{
    std::array<uint64_t, 3> counts = {};
    for (int token = begin; token < end; ++token)
        ++counts[size_t(run.phase(token))];
    return counts;
}

// A window keeps the last tokens alone.
std::array<uint64_t, 3> phaseBytes(const Run &run, int tokens)
{
    std::array<uint64_t, 3> bytes = {};
    for (const CachePartTotal &part : cacheParts(run.model().memory))
        for (const auto &[window, perToken] : part.windows) {
            const auto kept = int(keptTokens({{}, window}, uint64_t(tokens)));
            const std::array<uint64_t, 3> counts = phaseCounts(run, tokens - kept, tokens);
            for (size_t phase = 0; phase < bytes.size(); ++phase)
                bytes[phase] += counts[phase] * perToken;
        }
    return bytes;
}

} // namespace

std::vector<BarRow> cachePhaseRows(const Run &run, int tokens, const Palette &color)
{
    const std::array<uint64_t, 3> counts = phaseCounts(run, 0, tokens);
    const std::array<uint64_t, 3> bytes = phaseBytes(run, tokens);
    const uint64_t all = bytes[0] + bytes[1] + bytes[2];
    std::vector<BarRow> rows{{tr("By phase, after %1").arg(formatPlural(tokens, Noun::Token))}};
    for (const Phase phase : {Phase::Prompt, Phase::Think, Phase::Answer}) {
        const uint64_t count = counts[size_t(phase)], kept = bytes[size_t(phase)];
        if (count == 0)
            continue;
        const QString share = formatShare(all > 0 ? double(kept) / double(all) : 0);
        rows.push_back({phaseTitle(phase),
                        {{double(kept), color.phaseBar(phase), {}}},
                        formatBytes(kept) + QStringLiteral("   ") + share,
                        tr("%1: %2, %3 of the cache of this run")
                            .arg(formatPlural(int64_t(count), Noun::Token), formatExactBytes(kept), share),
                        double(std::max<uint64_t>(1, all))});
    }
    return rows;
}

} // namespace deepscope
