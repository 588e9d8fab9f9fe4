#include "phase_figures.h"

#include "paint/number_format.h"

#include <QCoreApplication>

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

QStringList promptWords(const Run &run)
{
    if (!run.summary() || run.summary()->promptTokens == 0)
        return {};
    const auto tr = [](const char *text) { return QCoreApplication::translate("PhaseFigures", text); };
    const QString prompt = tr("prompt %1").arg(formatExactCount(run.summary()->promptTokens));
    if (run.summary()->reusedTokens == 0)
        return {prompt};
    return {prompt + ' ' + tr("(%1 from the cache)").arg(formatExactCount(run.summary()->reusedTokens))};
}

} // namespace deepscope
