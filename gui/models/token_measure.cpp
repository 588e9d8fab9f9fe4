#include "token_measure.h"

#include "paint/number_format.h"
#include "paint/texts.h"

#include <algorithm>

namespace deepscope {

QString measureName(TokenMeasure measure)
{
    static constexpr const char *names[] = {
        QT_TRANSLATE_NOOP("deepscope", "phase"),
        QT_TRANSLATE_NOOP("deepscope", "phase, chat too"),
        QT_TRANSLATE_NOOP("deepscope", "log-probability"),
        QT_TRANSLATE_NOOP("deepscope", "entropy"),
        QT_TRANSLATE_NOOP("deepscope", "time"),
        QT_TRANSLATE_NOOP("deepscope", "expert"),
        QT_TRANSLATE_NOOP("deepscope", "change"),
        QT_TRANSLATE_NOOP("deepscope", "compared run"),
        QT_TRANSLATE_NOOP("deepscope", "attention"),
    };
    return tr(names[size_t(measure)]);
}

QString measureWords(TokenMeasure measure, double value)
{
    switch (measure) {
    case TokenMeasure::Phase:
    case TokenMeasure::PhaseInChat:
        return {};
    case TokenMeasure::Surprise:
        return value > 0 ? "\u2212" + QString::number(value, 'g', 3) : "0";
    case TokenMeasure::Entropy:
        return tr("%1 nats").arg(QString::number(value, 'g', 3));
    case TokenMeasure::Time:
        return formatSeconds(value * 1e-6);
    case TokenMeasure::Expert:
        return formatWeight(value);
    case TokenMeasure::Change:
    case TokenMeasure::OtherRun:
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
    case TokenMeasure::Surprise:
        return run.wasGiven(token) ? std::nullopt : std::optional(-double(run.logprob(token)));
    case TokenMeasure::Entropy:
        return run.entropy(token) < 0 ? std::nullopt : std::optional(double(run.entropy(token)));
    case TokenMeasure::Time:
        return run.microseconds(token) <= 0 ? std::nullopt : std::optional(double(run.microseconds(token)));
    case TokenMeasure::Phase:
    case TokenMeasure::PhaseInChat:
    case TokenMeasure::Expert:
    case TokenMeasure::Change:
    case TokenMeasure::OtherRun:
    case TokenMeasure::Attention:
        return std::nullopt;
    }
    return std::nullopt;
}

int expertLayerOf(const Run &run, int focusedLayer)
{
    if (!run.hasExperts())
        return -1;
    const bool focused = focusedLayer >= 0 && run.model().info.layerHasExperts(uint32_t(focusedLayer));
    return focused ? focusedLayer : run.firstExpertLayer();
}

std::optional<ExpertHit> strongestExpert(const Run &run, int token, int layer)
{
    const std::span<const float> weights = layer < 0 ? std::span<const float>() : run.weights(token, layer);
    if (weights.empty())
        return std::nullopt;
    const auto strongest = std::ranges::max_element(weights);
    return ExpertHit{run.experts(token, layer)[size_t(strongest - weights.begin())], *strongest};
}

QString expertWords(int layer, const ExpertHit &hit)
{
    return tr("layer %1, expert %2, weight %3").arg(layer).arg(hit.expert).arg(formatWeight(double(hit.weight)));
}

std::optional<double> changeAgainst(const Run &run, const Run &other, int token)
{
    if (token >= std::min(run.size(), other.size()) || run.tokenId(token) != other.tokenId(token) ||
        run.wasGiven(token) || other.wasGiven(token))
        return std::nullopt;
    return double(run.logprob(token)) - double(other.logprob(token));
}

} // namespace deepscope
