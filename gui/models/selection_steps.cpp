// The keys' part of Selection: steps from what is focused to its neighbours.
#include "selection.h"
#include "sentences.h"

#include <algorithm>

namespace deepscope {

bool Selection::stepTo(Focus focus)
{
    focus = clamped(focus);
    setFollow(false);
    if (focus == m_focus)
        return false;
    enterHistory(focus, true);
    applyFocus(focus);
    if (focus.token >= 0)
        reveal(focus.token);
    return true;
}

bool Selection::stepToken(int delta)
{
    if (tokenCount() == 0)
        return false;
    // Without a focus the newest token is the first to be taken.
    const int from = m_focus.token < 0 ? tokenCount() : m_focus.token;
    return stepTo(std::clamp(from + delta, 0, tokenCount() - 1));
}

bool Selection::stepLayer(int delta)
{
    if (!run() || run()->model().info.layers == 0)
        return false;
    const int layers = int(run()->model().info.layers);
    const int from = m_focus.layer < 0 ? (delta > 0 ? run()->firstExpertLayer() - 1 : layers) : m_focus.layer;
    const int layer = std::clamp(from + delta, 0, layers - 1);
    // Expert numbers of two layers have nothing in common. At the end the expert stays.
    return layer == m_focus.layer ? false : stepTo({m_focus.token, layer, -1});
}

bool Selection::stepExpert(int delta)
{
    if (!run() || !run()->hasExperts())
        return false;
    const int first = run()->firstExpertLayer(), count = run()->expertCount();
    if (m_focus.hasExpert()) {
        const int place = (m_focus.layer - first) * count + m_focus.expert + delta;
        const int kept = std::clamp(place, 0, run()->expertLayers() * count - 1);
        return stepTo({m_focus.token, first + kept / count, kept % count});
    }
    const int layer = std::max(m_focus.layer, first);
    int expert = 0;
    if (m_focus.token >= 0 && run()->routed(m_focus.token)) {
        const auto weights = run()->weights(m_focus.token, layer);
        const auto strongest = std::max_element(weights.begin(), weights.end()) - weights.begin();
        expert = run()->experts(m_focus.token, layer)[size_t(strongest)];
    }
    return stepTo({m_focus.token, layer, expert});
}

bool Selection::stepSentence(int delta)
{
    if (tokenCount() == 0)
        return false;
    return stepTo(sentenceStart(*run(), m_focus.token < 0 ? tokenCount() - 1 : m_focus.token, delta));
}

bool Selection::stepPhase(int delta)
{
    if (tokenCount() == 0)
        return false;
    const auto &sections = run()->sections();
    const int token = m_focus.token < 0 ? tokenCount() - 1 : m_focus.token;
    int at = 0;
    while (at + 1 < int(sections.size()) && !sections[size_t(at)].tokens.contains(token))
        ++at;
    // Backwards, a token inside a section goes to that section's own start first.
    if (delta < 0 && token > sections[size_t(at)].tokens.begin)
        ++delta;
    const int to = std::clamp(at + delta, 0, int(sections.size()) - 1);
    return stepTo(sections[size_t(to)].tokens.begin);
}

// Of a range that was chosen elsewhere neither end is the focused token: a new one begins there.
int Selection::movingEnd() const
{
    if (!m_range.empty() && m_range.begin == m_focus.token)
        return m_range.end - 1;
    if (!m_range.empty() && m_range.end - 1 == m_focus.token)
        return m_range.begin;
    return m_focus.token;
}

bool Selection::extendTo(int token)
{
    token = std::clamp(token, 0, tokenCount() - 1);
    const TokenRange range{std::min(m_focus.token, token), std::max(m_focus.token, token) + 1};
    setFollow(false);
    if (range == m_range)
        return false;
    setRange(range);
    reveal(token);
    return true;
}

bool Selection::extendRange(int delta)
{
    if (tokenCount() == 0)
        return false;
    if (m_focus.token < 0)
        stepToken(-1);
    return extendTo(movingEnd() + delta);
}

// To the end of the section that the moving end is in; from there, to the end of the next one.
bool Selection::extendRangeByPhase(int delta)
{
    if (tokenCount() == 0)
        return false;
    if (m_focus.token < 0)
        stepToken(-1);
    const int from = movingEnd() + delta;
    for (const Run::Section &section : run()->sections())
        if (section.tokens.contains(from))
            return extendTo(delta < 0 ? section.tokens.begin : section.tokens.end - 1);
    return false;
}

} // namespace deepscope
