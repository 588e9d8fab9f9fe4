#include "run_figures.h"

#include "imported_run.h"
#include "models/engine_sentences.h"
#include "paint/number_format.h"
#include "paint/texts.h"
#include "phase_figures.h"
#include "run_ending.h"

#include <QStringList>

namespace deepscope {

QString runTokens(const Run &run)
{
    const int think = phaseFigures(run, Phase::Think).tokens;
    const int answer = phaseFigures(run, Phase::Answer).tokens;
    if (run.state() == RunState::Failed && !run.failure().isEmpty())
        return engineSentence(run.failure());
    if (isImported(run))
        return importedWords();
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
    QStringList parts;
    if (const QString ending = endingWords(run); !ending.isEmpty())
        parts << ending;
    if (seconds > 0)
        parts << formatSeconds(seconds) << formatRate((think.written + answer.written) / seconds);
    return parts.join(QStringLiteral(" · "));
}

QString runSummary(const Run &run)
{
    const QString speed = runSpeed(run);
    return speed.isEmpty() ? runTokens(run) : runTokens(run) + u'\n' + speed;
}

} // namespace deepscope
