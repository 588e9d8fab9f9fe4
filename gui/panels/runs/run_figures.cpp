#include "panels/runs/run_figures.h"

#include "models/phase_figures.h"
#include "paint/number_format.h"

#include <QCoreApplication>

namespace deepscope {

namespace {

QString tr(const char *text) { return QCoreApplication::translate("RunFigures", text); }

} // namespace

QString runTokens(const Run &run)
{
    const int think = phaseFigures(run, Phase::Think).tokens;
    const int answer = phaseFigures(run, Phase::Answer).tokens;
    if (run.state() == RunState::Failed)
        return run.failure().isEmpty() ? tr("failed") : run.failure();
    if (run.state() == RunState::Working && think + answer == 0)
        return tr("reading the question");
    const QString answered = tr("answer %1").arg(formatExactCount(static_cast<uint64_t>(answer)));
    if (think == 0)
        return answered;
    return tr("think %1 · %2").arg(formatExactCount(static_cast<uint64_t>(think)), answered);
}

QString runSpeed(const Run &run)
{
    const PhaseFigures think = phaseFigures(run, Phase::Think);
    const PhaseFigures answer = phaseFigures(run, Phase::Answer);
    const double seconds = think.seconds + answer.seconds;
    if (seconds <= 0)
        return {};
    return QStringLiteral("%1 · %2").arg(formatSeconds(seconds), formatRate((think.tokens + answer.tokens) / seconds));
}

} // namespace deepscope
