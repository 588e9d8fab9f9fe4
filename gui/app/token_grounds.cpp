#include "app/token_grounds.h"

#include "models/engine_words.h"
#include "paint/color_scale.h"
#include "paint/number_format.h"
#include "paint/palette.h"
#include "paint/texts.h"
#include "paint/token_text.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace deepscope {

namespace {

constexpr int Levels = 24;                                // of a scale
constexpr Phase Phases[] = {Phase::Think, Phase::Answer}; // of what is coloured

} // namespace

TokenGrounds::TokenGrounds(const ChatDocument &document, std::optional<TokenMeasure> measure) : m_measure(measure)
{
    double greatest = 0;
    for (const DocumentAnswer &answer : document.answers)
        for (const DocumentToken &token : answer.tokens) {
            greatest = std::max(greatest, valueOf(token).value_or(0));
            m_layer = std::max(m_layer, token.layer);
            m_lastExpert = token.layer < 0 ? m_lastExpert : std::max<int>(m_lastExpert, token.expert.expert);
        }
    m_end = roundScaleEnd(greatest);
    m_levels = measure == TokenMeasure::Phase    ? int(std::size(Phases))
               : measure == TokenMeasure::Expert ? std::min(m_lastExpert + 1, CategoryGrounds)
                                                 : Levels;
}

std::optional<double> TokenGrounds::valueOf(const DocumentToken &token) const
{
    if (m_measure == TokenMeasure::Surprise)
        return token.given ? std::nullopt : std::optional(-double(token.logprob));
    if (m_measure == TokenMeasure::Entropy)
        return token.entropy < 0 ? std::nullopt : std::optional(double(token.entropy));
    if (m_measure == TokenMeasure::Time)
        return token.microseconds <= 0 ? std::nullopt : std::optional(double(token.microseconds));
    return std::nullopt;
}

int TokenGrounds::levelOf(const DocumentToken &token) const
{
    if (m_measure == TokenMeasure::Phase)
        return int(std::ranges::find(Phases, token.phase) - std::begin(Phases));
    if (m_measure == TokenMeasure::Expert)
        return token.layer < 0 ? -1 : token.expert.expert % CategoryGrounds;
    const std::optional<double> value = valueOf(token);
    return value ? int(std::lround(std::clamp(*value / m_end, 0.0, 1.0) * (Levels - 1))) : -1;
}

QString TokenGrounds::styles(bool dark) const
{
    const Palette color(dark);
    const ColorScale scale = ColorScale::sequential(color);
    QString styles;
    for (int level = 0; level < m_levels; ++level) {
        const QColor ground = m_measure == TokenMeasure::Phase    ? color.phaseFill(Phases[level])
                              : m_measure == TokenMeasure::Expert ? categoryGround(color, level)
                                                                  : QColor(scale.at(double(level) / (Levels - 1)));
        const bool plain = contrast(color(Role::Text), ground) >= contrast(color(Role::Panel), ground);
        styles += QStringLiteral(".t%1{background:%2;color:%3}\n")
                      .arg(level)
                      .arg(ground.name(), color(plain ? Role::Text : Role::Panel).name());
    }
    return styles;
}

QString TokenGrounds::swatches(int first, int end) const
{
    QString steps;
    for (int level = first; level < end; ++level)
        steps += QStringLiteral("<span class=\"step t%1\"></span>").arg(level);
    return QStringLiteral("<span aria-hidden=\"true\">%1</span>").arg(steps);
}

QString TokenGrounds::legend() const
{
    const QString frame = QStringLiteral("<p class=\"legend\">%1 <span class=\"scale\">%2</span></p>\n");
    const QString sentence = escapedHtml(
        m_measure == TokenMeasure::Expert && m_layer >= 0
            ? tr("Tokens are coloured by their strongest expert in layer %1; point at one to read it.").arg(m_layer)
            : tr("Tokens are coloured by %1; point at one to read it.").arg(measureName(*m_measure)));
    if (m_measure == TokenMeasure::Phase) {
        QStringList phases;
        for (int level = 0; level < m_levels; ++level)
            phases << swatches(level, level + 1) + u' ' + escapedHtml(phaseWord(Phases[level]));
        return frame.arg(sentence, phases.join(QStringLiteral(" \u00b7 ")));
    }
    if (m_measure == TokenMeasure::Expert) {
        const QString end = QString::number(m_levels - 1);
        const QString last = m_lastExpert >= m_levels ? end + QStringLiteral(" \u2026") : end;
        return frame.arg(sentence,
                         m_levels == 0 ? QString() : QStringLiteral("0 %1 %2").arg(swatches(0, m_levels), last));
    }
    return frame.arg(sentence, QStringLiteral("%1 %2 %3")
                                   .arg(escapedHtml(measureWords(*m_measure, 0)), swatches(0, m_levels),
                                        escapedHtml(measureWords(*m_measure, m_end))));
}

QString TokenGrounds::valueWords(const DocumentToken &token) const
{
    if (m_measure == TokenMeasure::Phase)
        return phaseWord(token.phase);
    if (m_measure == TokenMeasure::Expert)
        return token.layer < 0 ? QString() : expertWords(token.layer, token.expert);
    const std::optional<double> value = valueOf(token);
    return value ? QStringLiteral("%1 %2").arg(measureName(*m_measure), measureWords(*m_measure, *value)) : QString();
}

QString TokenGrounds::opening(const DocumentToken &token) const
{
    const QString probability =
        token.given ? tr("given, not drawn") : tr("probability %1").arg(formatShare(std::exp(double(token.logprob))));
    QStringList words{visibleTokenText(token.bytes), probability};
    if (const QString value = valueWords(token); !value.isEmpty())
        words << value;
    const int level = levelOf(token);
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
