#include "panels/runs/run_figures.h"

#include "paint/number_format.h"

#include <QCoreApplication>

namespace deepscope {

namespace {

QString tr(const char *text) { return QCoreApplication::translate("RunFigures", text); }

} // namespace

QString runFigures(const Run &run)
{
    int think = 0, answer = 0;
    double seconds = 0;
    for (const Run::Section &section : run.sections()) {
        if (section.phase == Phase::Prompt)
            continue;
        (section.phase == Phase::Think ? think : answer) += section.tokens.size();
        for (int token = section.tokens.begin; token < section.tokens.end; ++token)
            seconds += run.microseconds(token) * 1e-6;
    }
    QStringList parts;
    if (think > 0)
        parts << tr("think %1").arg(formatExactCount(static_cast<uint64_t>(think)));
    parts << tr("answer %1").arg(formatExactCount(static_cast<uint64_t>(answer)));
    if (seconds > 0)
        parts << formatSeconds(seconds) << formatRate((think + answer) / seconds);
    if (run.state() == RunState::Failed)
        parts = QStringList{run.failure().isEmpty() ? tr("failed") : run.failure()};
    else if (run.state() == RunState::Working && think + answer == 0)
        parts = QStringList{tr("reading the question")};
    return parts.join(QStringLiteral(" · "));
}

} // namespace deepscope
