#include "selection.h"

#include <algorithm>
#include <cmath>

namespace deepscope {

namespace {

constexpr double SmallestAxis = 64; // tokens shown of an empty or short run, so that cells do not jump in size
constexpr double SmallestVisible = 4;
constexpr size_t LongestHistory = 200;

} // namespace

Selection::Selection(const RunStore &store, QObject *parent)
    : QObject(parent), m_store(store), m_visible{0, SmallestAxis}, m_readable(SmallestAxis)
{
    connect(&store, &RunStore::currentRunChanged, this, &Selection::restart);
    const auto followRun = [this](uint32_t number) {
        if (m_follow && run() && run()->id() == number)
            followEnd();
    };
    connect(&store, &RunStore::appended, this, followRun);
    connect(&store, &RunStore::runFinished, this, followRun);
    restart();
}

void Selection::restart()
{
    // All values first: who hears of one may look at the others, and they must fit the run.
    const bool focusMoved = !m_focus.empty(), hoverMoved = !m_hover.empty(), rangeMoved = !m_range.empty();
    m_focus = m_hover = {};
    m_range = {};
    m_history = {Focus{}};
    m_position = 0;
    m_stepping = false;
    emit restarted();
    emit historyChanged();
    setPlayHead(-1);
    if (focusMoved)
        emit focusChanged(m_focus);
    if (hoverMoved)
        emit hoverChanged(m_hover);
    if (rangeMoved)
        emit rangeChanged(m_range);
    // A run that goes on is followed; one that has ended is shown whole.
    const bool working = !run() || run()->state() == RunState::Working;
    applyVisible({0, working ? m_readable : std::max(SmallestAxis, double(tokenCount()))});
    setFollow(working);
    if (working)
        followEnd();
}

Focus Selection::clamped(Focus focus) const
{
    const Run *shown = run();
    focus.token = shown ? std::clamp(focus.token, -1, shown->size() - 1) : -1;
    const int layers = shown ? int(shown->model().info.layers) : 0;
    const int experts = shown ? shown->expertCount() : 0;
    focus.layer = std::clamp(focus.layer, -1, layers - 1);
    focus.expert = std::clamp(focus.expert, -1, experts - 1);
    if (focus.layer < 0 || (shown && !shown->model().info.layerHasExperts(uint32_t(focus.layer))))
        focus.expert = -1;
    return focus;
}

void Selection::setFocus(Focus focus)
{
    focus = clamped(focus);
    setFollow(false);
    emit clicked();
    if (focus == m_focus)
        return;
    enterHistory(focus, false);
    applyFocus(focus);
    if (focus.token >= 0)
        reveal(focus.token); // clicked in the chat, it may lie outside of what the pictures show
}

void Selection::enterHistory(const Focus &focus, bool step)
{
    m_history.resize(m_position + 1);
    if (step && m_stepping) {
        m_history.back() = focus;
    } else {
        m_history.push_back(focus);
        if (m_history.size() > LongestHistory)
            m_history.erase(m_history.begin());
    }
    m_position = m_history.size() - 1;
    m_stepping = step;
    emit historyChanged();
}

void Selection::applyFocus(const Focus &focus)
{
    if (focus == m_focus)
        return;
    m_focus = focus;
    m_rangeIsNewest = false;
    emit focusChanged(m_focus);
}

void Selection::setHover(Focus hover)
{
    hover = clamped(hover);
    if (hover == m_hover)
        return;
    m_hover = hover;
    emit hoverChanged(m_hover);
}

void Selection::setRange(TokenRange range)
{
    range = {std::clamp(range.begin, 0, tokenCount()), std::clamp(range.end, 0, tokenCount())};
    if (range.empty())
        range = {};
    if (range == m_range)
        return;
    m_range = range;
    m_rangeIsNewest = true;
    emit rangeChanged(m_range);
}

TokenRange Selection::rangeOrAll() const { return m_range.empty() ? TokenRange{0, tokenCount()} : m_range; }

double Selection::axisLength() const { return std::max({SmallestAxis, double(tokenCount()), m_visible.end}); }

void Selection::setVisible(VisibleRange visible)
{
    const double size = std::clamp(visible.size(), SmallestVisible, axisLength());
    const double begin = std::clamp(visible.begin, 0.0, axisLength() - size);
    setFollow(false);
    applyVisible({begin, begin + size});
}

void Selection::applyVisible(VisibleRange visible)
{
    if (visible == m_visible)
        return;
    m_visible = visible;
    emit visibleChanged(m_visible);
}

void Selection::zoom(double factor, double aroundToken)
{
    const double size = std::clamp(m_visible.size() / factor, SmallestVisible, axisLength());
    const double share = std::clamp((aroundToken - m_visible.begin) / m_visible.size(), 0.0, 1.0);
    const double begin = aroundToken - share * size;
    setVisible({begin, begin + size});
}

void Selection::pan(double tokens) { setVisible({m_visible.begin + tokens, m_visible.end + tokens}); }

void Selection::showAll()
{
    setFollow(false);
    applyVisible({0, std::max(double(tokenCount()), SmallestVisible)});
}

void Selection::setFollow(bool follow)
{
    if (follow == m_follow)
        return;
    m_follow = follow;
    emit followChanged(m_follow);
    if (m_follow)
        followEnd();
}

void Selection::followEnd()
{
    const double count = tokenCount();
    const double size = std::min(m_visible.size(), m_readable);
    if (size != m_visible.size() || count < m_visible.begin || count > m_visible.end) {
        // A page further: the newest token stands at a third, and nothing moves until the page is full again.
        const double begin = count <= size ? 0 : std::floor(count - size / 3);
        applyVisible({begin, begin + size});
    }
    // What is kept free for tokens to come shows tokens when none come.
    const bool ended = run() && run()->state() != RunState::Working;
    const double shift = std::min(m_visible.end - count, m_visible.begin);
    if (ended && shift > 0)
        applyVisible({m_visible.begin - shift, m_visible.end - shift});
}

void Selection::setReadable(double tokens)
{
    const bool full = m_visible.size() >= m_readable; // else the person looks closer
    m_readable = std::max(tokens, SmallestVisible);
    if (!m_follow)
        return;
    if (full)
        applyVisible({m_visible.begin, m_visible.begin + m_readable});
    followEnd();
}

void Selection::showReadable(int token)
{
    if (m_visible.size() <= m_readable)
        return reveal(token);
    const double begin = double(token) - m_readable / 4;
    setVisible({begin, begin + m_readable});
}

void Selection::setPlayHead(int token)
{
    token = std::clamp(token, -1, tokenCount() - 1);
    if (token == m_playHead)
        return;
    m_playHead = token;
    emit playHeadChanged(m_playHead);
}

// A page on or back: most of it is what comes next in that direction.
void Selection::reveal(int token)
{
    const double size = m_visible.size();
    if (token < m_visible.begin)
        setVisible({double(token) - 0.75 * size, double(token) + 0.25 * size});
    else if (token + 1 > m_visible.end)
        setVisible({double(token) - 0.25 * size, double(token) + 0.75 * size});
}

bool Selection::clearOneLevel()
{
    Focus focus = m_focus;
    if (focus.expert >= 0)
        focus.expert = -1;
    else if (focus.layer >= 0)
        focus.layer = -1;
    else if (focus.token >= 0)
        focus.token = -1;
    const bool rangeFirst = m_rangeIsNewest && !m_range.empty();
    if (focus != m_focus && !rangeFirst) {
        enterHistory(focus, false);
        applyFocus(focus);
        return true;
    }
    if (m_range.empty())
        return false;
    clearRange();
    return true;
}

bool Selection::back()
{
    if (!canGoBack())
        return false;
    --m_position;
    m_stepping = false;
    setFollow(false);
    applyFocus(m_history[m_position]);
    if (m_focus.token >= 0)
        reveal(m_focus.token);
    emit historyChanged();
    return true;
}

bool Selection::forward()
{
    if (!canGoForward())
        return false;
    ++m_position;
    m_stepping = false;
    setFollow(false);
    applyFocus(m_history[m_position]);
    if (m_focus.token >= 0)
        reveal(m_focus.token);
    emit historyChanged();
    return true;
}

bool Selection::lit(int token) const
{
    if (!m_focus.hasExpert() || !run() || token >= run()->size())
        return true;
    return run()->chose(token, m_focus.layer, m_focus.expert);
}

} // namespace deepscope
