#include "app/token_grounds.h"

#include "paint/color_scale.h"
#include "paint/number_format.h"
#include "paint/palette.h"
#include "paint/texts.h"
#include "paint/token_text.h"

#include <algorithm>
#include <cmath>

namespace deepscope {

namespace {

constexpr int Levels = 24; // that a page tells apart

} // namespace

TokenGrounds::TokenGrounds(const ChatDocument &document, TokenMeasure measure) : m_measure(measure)
{
    double greatest = 0;
    for (const DocumentAnswer &answer : document.answers)
        for (const DocumentToken &token : answer.tokens)
            greatest = std::max(greatest, valueOf(token).value_or(0));
    m_end = roundScaleEnd(greatest);
}

std::optional<double> TokenGrounds::valueOf(const DocumentToken &token) const
{
    switch (m_measure) {
    case TokenMeasure::Surprise:
        return token.given ? std::nullopt : std::optional(-double(token.logprob));
    case TokenMeasure::Entropy:
        return token.entropy < 0 ? std::nullopt : std::optional(double(token.entropy));
    case TokenMeasure::Time:
        return token.microseconds <= 0 ? std::nullopt : std::optional(double(token.microseconds));
    case TokenMeasure::Phase:
    case TokenMeasure::Change:
    case TokenMeasure::Attention:
        break;
    }
    return std::nullopt;
}

QString TokenGrounds::styles(bool dark) const
{
    const Palette color(dark);
    const ColorScale scale = ColorScale::sequential(color);
    QString styles;
    for (int level = 0; level < Levels; ++level) {
        const QColor ground(scale.at(double(level) / (Levels - 1)));
        const bool plain = contrast(color(Role::Text), ground) >= contrast(color(Role::Panel), ground);
        styles += QStringLiteral(".t%1{background:%2;color:%3}\n")
                      .arg(level)
                      .arg(ground.name(), color(plain ? Role::Text : Role::Panel).name());
    }
    return styles;
}

QString TokenGrounds::legend() const
{
    QString steps;
    for (int level = 0; level < Levels; ++level)
        steps += QStringLiteral("<span class=\"step t%1\"></span>").arg(level);
    return QStringLiteral(
               "<p class=\"legend\">%1 <span class=\"scale\">%2 <span aria-hidden=\"true\">%3</span> %4</span></p>\n")
        .arg(escapedHtml(tr("Tokens are coloured by %1; point at one to read it.").arg(measureName(m_measure))),
             escapedHtml(measureWords(m_measure, 0)), steps, escapedHtml(measureWords(m_measure, m_end)));
}

QString TokenGrounds::opening(const DocumentToken &token) const
{
    const std::optional<double> value = valueOf(token);
    const QString probability =
        token.given ? tr("given, not drawn") : tr("probability %1").arg(formatShare(std::exp(double(token.logprob))));
    QStringList words{visibleTokenText(token.bytes), probability};
    if (value)
        words << QStringLiteral("%1 %2").arg(measureName(m_measure), measureWords(m_measure, *value));
    const int level = value ? int(std::lround(std::clamp(*value / m_end, 0.0, 1.0) * (Levels - 1))) : -1;
    return QStringLiteral("<span class=\"%1\" title=\"%2\">")
        .arg(level < 0 ? QStringLiteral("unknown") : QStringLiteral("t%1").arg(level),
             escapedHtml(words.join(QStringLiteral(" \u00b7 "))));
}

HtmlStretches TokenGrounds::stretches(const DocumentAnswer &answer, Phase phase, TokenSpans &spans) const
{
    for (size_t token = 0; token < answer.tokens.size(); ++token)
        if (answer.tokens[token].phase == phase)
            spans.append(uint32_t(token), answer.tokens[token].bytes);
    spans.finish();
    return {[&spans](int source) { return spans.tokenAt(source); },
            [this, &answer](int token) { return opening(answer.tokens[size_t(token)]); }};
}

} // namespace deepscope
