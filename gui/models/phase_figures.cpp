#include "phase_figures.h"

#include "paint/number_format.h"

namespace deepscope {

PhaseFigures phaseFigures(const Run &run, Phase phase)
{
    PhaseFigures figures;
    for (const Run::Section &section : run.sections()) {
        if (section.phase != phase)
            continue;
        figures.tokens += section.tokens.size();
        for (int token = section.tokens.begin; token < section.tokens.end; ++token)
            figures.seconds += run.microseconds(token) * 1e-6;
    }
    return figures;
}

QStringList phaseWords(const PhaseFigures &figures)
{
    QStringList words{formatPlural(figures.tokens, QStringLiteral("token"))};
    if (figures.seconds > 0)
        words << formatSeconds(figures.seconds) << formatRate(figures.tokens / figures.seconds);
    return words;
}

} // namespace deepscope
