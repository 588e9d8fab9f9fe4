// The keys' part of Selection: steps from what is focused to its neighbours.
#include "selection.h"
#include "sentences.h"

#include <algorithm>

namespace deepscope {

bool Selection::stepTo(int token)
{
    Focus focus = m_focus;
    focus.token = token;
    focus = clamped(focus);
    setFollow(false);
    if (focus == m_focus)
        return false;
    enterHistory(focus, true);
    applyFocus(focus);
    reveal(focus.token);
    return true;
}

bool Selection::stepToken(int delta)
{
    if (tokenCount() == 0)
        return false;
    // Without a focus the newest token is the first to be taken.
    const int token = m_focus.token < 0 ? tokenCount() - 1 : m_focus.token + delta;
    return stepTo(std::clamp(token, 0, tokenCount() - 1));
}

bool Selection::stepLayer(int delta)
{
    if (!run() || run()->model().info.layers == 0)
        return false;
    const int layers = int(run()->model().info.layers);
    const int from = m_focus.layer < 0 ? (delta > 0 ? run()->firstExpertLayer() - 1 : layers) : m_focus.layer;
    Focus focus = m_focus;
    focus.layer = std::clamp(from + delta, 0, layers - 1);
    focus.expert = -1; // expert numbers of two layers have nothing in common
    setFollow(false);
    if (clamped(focus) == m_focus || focus.layer == m_focus.layer)
        return false;
    enterHistory(focus, true);
    applyFocus(focus);
    return true;
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

} // namespace deepscope
