#include "playback.h"

#include <QCoreApplication>
#include <QScopedValueRollback>

#include <algorithm>
#include <chrono>

namespace deepscope {

namespace {

constexpr double ShortestTick = 16; // milliseconds; what is due between two is shown together
constexpr double LongestLate = 250; // more is no slow picture but a computer that slept: nobody watched

// To read along, every token has its moment; recorded time is made up for.
double longestLate(Pace pace) { return pace.speed > 0 ? LongestLate : 0; }

double steadyMilliseconds()
{
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration<double, std::milli>(now).count();
}

} // namespace

Playback::Playback(const RunStore &store, Selection &selection, Clock clock, QObject *parent)
    : QObject(parent), m_store(store), m_selection(selection), m_clock(clock ? std::move(clock) : steadyMilliseconds)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Playback::tick);
    connect(&store, &RunStore::currentRunChanged, this, &Playback::refresh);
    connect(&store, &RunStore::appended, this, &Playback::refresh);
    connect(&store, &RunStore::runFinished, this, &Playback::refresh);
    connect(&selection, &Selection::focusChanged, this, &Playback::followFocus);
    connect(&selection, &Selection::clicked, this, &Playback::pause);
    connect(&selection, &Selection::rangeChanged, this, &Playback::pause);
    connect(&selection, &Selection::visibleChanged, this, [this](const VisibleRange &visible) {
        const int head = m_selection.playHead();
        if (!m_moving && (head < visible.begin || head >= visible.end))
            pause(); // the person looks elsewhere
    });
    refresh();
}

QString Playback::reasonAgainst() const
{
    if (!run())
        return QCoreApplication::translate("Playback", "There is no run to play.");
    if (run()->state() == RunState::Working)
        return QCoreApplication::translate("Playback", "This run can be played when it has ended.");
    if (run()->size() == 0)
        return QCoreApplication::translate("Playback", "This run has no tokens to play.");
    return {};
}

void Playback::refresh()
{
    const bool available = reasonAgainst().isEmpty();
    if (isOn() && m_selection.playHead() >= 0)
        return; // a run that is played has ended, and stays
    setState(available ? State::Ready : State::Unavailable);
}

void Playback::setState(State state)
{
    if (state != State::Playing)
        m_timer.stop();
    if (state == m_state && state != State::Unavailable) // of those, the reason may be another
        return;
    m_state = state;
    emit stateChanged();
}

void Playback::setPace(Pace pace)
{
    if (pace == m_pace)
        return;
    m_pace = pace;
    if (m_state == State::Playing) {
        m_due = m_clock() + waitFor(m_selection.playHead() + 1);
        schedule();
    }
    emit paceChanged();
}

int Playback::firstMade() const
{
    for (const Run::Section &section : run()->sections())
        if (section.phase != Phase::Prompt)
            return section.tokens.begin;
    return 0;
}

void Playback::play()
{
    if (m_state == State::Unavailable || m_state == State::Playing)
        return;
    int from = isOn() ? m_selection.playHead() : m_selection.focus().token;
    if (from < 0 || from >= last())
        from = firstMade();
    show(from);
    if (from == last())
        return stop(); // a run of one token
    m_due = m_clock() + waitFor(from + 1);
    setState(State::Playing);
    schedule();
}

void Playback::pause()
{
    if (m_state == State::Playing)
        setState(State::Paused);
}

void Playback::playOrPause() { m_state == State::Playing ? pause() : play(); }

void Playback::step(int delta)
{
    if (m_state == State::Unavailable)
        return;
    const int from = isOn() ? m_selection.playHead() : m_selection.focus().token;
    if (from >= 0)
        show(std::clamp(from + delta, 0, last()));
    else
        show(delta > 0 ? firstMade() : last());
    setState(State::Paused);
}

void Playback::stop()
{
    m_selection.setPlayHead(-1);
    if (isOn())
        setState(State::Ready);
}

void Playback::tick()
{
    if (m_state != State::Playing)
        return;
    const double now = m_clock();
    m_due = std::max(m_due, now - longestLate(m_pace));
    int token = m_selection.playHead();
    while (m_due <= now && token < last())
        if (++token < last())
            m_due += waitFor(token + 1);
    if (token != m_selection.playHead())
        show(token);
    if (token == last())
        stop();
    else
        schedule();
}

void Playback::schedule() { m_timer.start(int(std::max(ShortestTick, m_due - m_clock()))); }

void Playback::show(int token)
{
    const QScopedValueRollback moving(m_moving, true);
    m_selection.clearHover(); // the read-outs speak of what is played, not of where the pointer rests
    if (!isOn())
        m_selection.showReadable(token);
    m_selection.setPlayHead(token);
    m_selection.stepTo(token);
}

void Playback::followFocus(const Focus &focus)
{
    if (m_moving || !isOn() || focus.token == m_selection.playHead())
        return;
    pause();
    if (focus.token < 0)
        stop();
    else
        m_selection.setPlayHead(focus.token);
}

} // namespace deepscope
