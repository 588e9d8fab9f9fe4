#include "panels/runs/run_figures.h"

#include "paint/number_format.h"

#include <QCoreApplication>

namespace deepscope {

namespace {

struct Generated {
    int think = 0, answer = 0; // tokens
    double seconds = 0;
};

Generated generatedOf(const Run &run)
{
    Generated sum;
    for (const Run::Section &section : run.sections()) {
        if (section.phase == Phase::Prompt)
            continue;
        (section.phase == Phase::Think ? sum.think : sum.answer) += section.tokens.size();
        for (int token = section.tokens.begin; token < section.tokens.end; ++token)
            sum.seconds += run.microseconds(token) * 1e-6;
    }
    return sum;
}

QString tr(const char *text) { return QCoreApplication::translate("RunFigures", text); }

} // namespace

QString runTokens(const Run &run)
{
    const Generated sum = generatedOf(run);
    if (run.state() == RunState::Failed)
        return run.failure().isEmpty() ? tr("failed") : run.failure();
    if (run.state() == RunState::Working && sum.think + sum.answer == 0)
        return tr("reading the question");
    const QString answer = tr("answer %1").arg(formatExactCount(static_cast<uint64_t>(sum.answer)));
    if (sum.think == 0)
        return answer;
    return tr("think %1 · %2").arg(formatExactCount(static_cast<uint64_t>(sum.think)), answer);
}

QString runSpeed(const Run &run)
{
    const Generated sum = generatedOf(run);
    if (sum.seconds <= 0)
        return {};
    return QStringLiteral("%1 · %2").arg(formatSeconds(sum.seconds),
                                         formatRate((sum.think + sum.answer) / sum.seconds));
}

} // namespace deepscope
