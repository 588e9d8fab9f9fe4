// What the cells of the strip tell: of each token the value of the measure, and where the scale ends.
#include "token_strip_plot.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace deepscope {

void TokenStripPlot::setMeasure(TokenMeasure measure)
{
    m_measure = measure;
    m_attention.setWanted(this, measure == TokenMeasure::Attention);
    measureAll();
    emit scaleChanged();
    update();
}

std::optional<double> TokenStripPlot::valueOf(int token) const
{
    if (m_measure == TokenMeasure::Attention)
        return m_attention.shareOf(token);
    if (m_measure == TokenMeasure::Expert) {
        const std::optional<ExpertHit> strongest = strongestExpert(*run(), token, expertLayer());
        if (strongest && byOneExpert())
            return double(run()->weightOf(token, expertLayer(), m_selection.focus().expert));
        return strongest ? std::optional(double(strongest->weight)) : std::nullopt;
    }
    if (m_measure == TokenMeasure::OtherRun)
        return otherRun() ? changeAgainst(*run(), *otherRun(), token) : std::nullopt;
    if (m_measure != TokenMeasure::Change)
        return measureOf(*run(), token, m_measure);
    const auto change = m_reading.changeOf(token);
    return change ? std::optional(change->logprob) : std::nullopt;
}

void TokenStripPlot::measureAll()
{
    const Run *other = run() ? comparedWith(m_store, m_compared[0], m_compared[1]) : nullptr;
    m_other = other ? std::optional(other->id()) : std::nullopt;
    m_greatest = 0;
    m_lit.clear();
    measure({0, tokenCount()});
}

void TokenStripPlot::measure(TokenRange tokens)
{
    // The first token often has most of the attention; then the scale would tell nothing of the others.
    const int first = m_measure == TokenMeasure::Attention ? std::max(1, tokens.begin) : tokens.begin;
    for (int token = first; token < tokens.end; ++token)
        m_greatest = std::max(m_greatest, std::abs(valueOf(token).value_or(0)));
    if (std::exchange(m_scaleEnd, roundScaleEnd(m_greatest)) != m_scaleEnd)
        emit scaleChanged();
}

void TokenStripPlot::setCompared(const TokenSetRule &a, const TokenSetRule &b)
{
    m_compared[0] = a;
    m_compared[1] = b;
    measureOthers();
}

const Run *TokenStripPlot::otherRun() const { return m_other ? m_store.run(*m_other) : nullptr; }

int TokenStripPlot::expertLayer() const { return run() ? expertLayerOf(*run(), m_selection.focus().layer) : -1; }

bool TokenStripPlot::byOneExpert() const
{
    return m_selection.expertFocused() && expertLayer() == m_selection.focus().layer;
}

// Other values than before of tokens that are there already.
void TokenStripPlot::measureOthers()
{
    measureAll();
    if (m_measure != TokenMeasure::Expert && m_measure != TokenMeasure::OtherRun)
        return;
    emit colorsChanged();
    update();
}

void TokenStripPlot::followExpert()
{
    m_lit.clear();
    const Focus expert{-1, m_selection.focus().layer, m_selection.focus().expert};
    if (expert != std::exchange(m_expert, expert) && m_measure == TokenMeasure::Expert)
        measureOthers();
}

QString TokenStripPlot::valueWords(int token) const
{
    const std::optional<double> value = valueOf(token);
    if (!value)
        return {};
    if (m_measure == TokenMeasure::OtherRun)
        return tr("%1 against run %2").arg(measureWords(m_measure, *value)).arg(*m_other);
    if (m_measure != TokenMeasure::Expert)
        return {};
    if (byOneExpert())
        return expertWords(expertLayer(), {uint16_t(m_selection.focus().expert), float(*value)});
    return expertWords(expertLayer(), *strongestExpert(*run(), token, expertLayer()));
}

} // namespace deepscope
