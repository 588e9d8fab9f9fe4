#include "token_measure.h"

#include "paint/number_format.h"
#include "paint/texts.h"

namespace deepscope {

QString measureName(TokenMeasure measure)
{
    static constexpr const char *names[] = {
        QT_TRANSLATE_NOOP("deepscope", "phase"),   QT_TRANSLATE_NOOP("deepscope", "log-probability"),
        QT_TRANSLATE_NOOP("deepscope", "entropy"), QT_TRANSLATE_NOOP("deepscope", "time"),
        QT_TRANSLATE_NOOP("deepscope", "change"),  QT_TRANSLATE_NOOP("deepscope", "attention"),
    };
    return tr(names[size_t(measure)]);
}

QString measureWords(TokenMeasure measure, double value)
{
    switch (measure) {
    case TokenMeasure::Phase:
        return {};
    case TokenMeasure::Surprise:
        return value > 0 ? "\u2212" + QString::number(value, 'g', 3) : "0";
    case TokenMeasure::Entropy:
        return tr("%1 nats").arg(QString::number(value, 'g', 3));
    case TokenMeasure::Time:
        return formatSeconds(value * 1e-6);
    case TokenMeasure::Change:
        return tr("%1 nats").arg(formatSigned(value));
    case TokenMeasure::Attention:
        return formatShare(value);
    }
    return {};
}

QString attentionEndWords(double end) { return end < 1 ? tr("%1 or more").arg(formatShare(end)) : formatShare(end); }

std::optional<double> measureOf(const Run &run, int token, TokenMeasure measure)
{
    switch (measure) {
    case TokenMeasure::Phase:
        return std::nullopt;
    case TokenMeasure::Surprise:
        return run.wasGiven(token) ? std::nullopt : std::optional(-double(run.logprob(token)));
    case TokenMeasure::Entropy:
        return run.entropy(token) < 0 ? std::nullopt : std::optional(double(run.entropy(token)));
    case TokenMeasure::Time:
        return run.microseconds(token) <= 0 ? std::nullopt : std::optional(double(run.microseconds(token)));
    case TokenMeasure::Change:
    case TokenMeasure::Attention:
        return std::nullopt;
    }
    return std::nullopt;
}

} // namespace deepscope
