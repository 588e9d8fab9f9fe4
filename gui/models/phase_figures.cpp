#include "phase_figures.h"

#include "paint/number_format.h"
#include "paint/texts.h"

namespace deepscope {

PhaseFigures phaseFigures(const Run &run, Phase phase)
{
    PhaseFigures figures;
    for (const Run::Section &section : run.sections()) {
        if (section.phase != phase)
            continue;
        figures.tokens += section.tokens.size();
        for (int token = section.tokens.begin; token < section.tokens.end; ++token)
            if (!run.wasGiven(token) && run.microseconds(token) > 0) {
                ++figures.written;
                figures.seconds += run.microseconds(token) * 1e-6;
            }
    }
    return figures;
}

QStringList phaseWords(const PhaseFigures &figures)
{
    QStringList words{formatPlural(figures.tokens, Noun::Token)};
    if (figures.seconds > 0)
        words << formatSeconds(figures.seconds) << formatRate(figures.written / figures.seconds);
    return words;
}

QString promptWords(const Run &run)
{
    const int tokens = phaseFigures(run, Phase::Prompt).tokens;
    if (tokens == 0)
        return tr("prompt");
    const QString words = tr("prompt %1").arg(formatExactCount(uint64_t(tokens)));
    const QString reused = reusedWords(run);
    return reused.isEmpty() ? words : words + ' ' + reused;
}

QString reusedWords(const Run &run)
{
    const uint32_t reused = run.summary() ? run.summary()->reusedTokens : 0;
    return reused > 0 ? tr("(%1 from the cache)").arg(formatExactCount(reused)) : QString();
}

} // namespace deepscope
