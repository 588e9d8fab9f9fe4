#include "phase_rows.h"

#include "models/engine_words.h"
#include "paint/number_format.h"
#include "paint/texts.h"

#include <array>

namespace deepscope {

std::vector<BarRow> cachePhaseRows(const Run &run, int tokens, const Palette &color)
{
    std::array<int, 3> counts = {};
    for (int token = 0; token < tokens; ++token)
        ++counts[size_t(run.phase(token))];
    const uint64_t perToken = run.model().memory.cacheBytesPerToken();
    std::vector<BarRow> rows{{tr("By phase, after %1").arg(formatPlural(tokens, Noun::Token))}};
    for (const Phase phase : {Phase::Prompt, Phase::Think, Phase::Answer}) {
        const auto count = uint64_t(counts[size_t(phase)]);
        if (count == 0)
            continue;
        const QString share = formatShare(double(count) / tokens);
        rows.push_back({phaseTitle(phase),
                        {{double(count), color.phaseBar(phase), {}}},
                        formatBytes(count * perToken) + QStringLiteral("   ") + share,
                        tr("%1: %2, %3 of the cache of this run")
                            .arg(formatPlural(int64_t(count), Noun::Token), formatExactBytes(count * perToken), share),
                        double(tokens)});
    }
    return rows;
}

} // namespace deepscope
