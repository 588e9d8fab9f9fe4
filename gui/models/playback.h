// Plays a run that has ended: walks the selection from token to token, so that every panel shows the model at work.
#pragma once

#include "pace.h"
#include "selection.h"

#include <QTimer>

#include <functional>

namespace deepscope {

class Playback : public QObject {
    Q_OBJECT

public:
    enum class State { Unavailable, Ready, Playing, Paused };
    using Clock = std::function<double()>; // milliseconds since any moment

    // Plays the store's current run. Pointing at a token elsewhere pauses; while paused, the play head is where the
    // person points. An empty clock is that of the computer.
    Playback(const RunStore &store, Selection &selection, Clock clock = {}, QObject *parent = nullptr);

    State state() const { return m_state; }
    bool isOn() const { return m_state == State::Playing || m_state == State::Paused; } // there is a play head
    QString reasonAgainst() const; // one sentence why there is nothing to play; empty = there is

    Pace pace() const { return m_pace; }
    void setPace(Pace pace);

    void play(); // from the play head, else the focused token, else the first that the model made
    void pause();
    void playOrPause();
    void step(int delta); // to a neighbour, paused
    void stop();          // all of the run is written again

    void tick(); // shows what is due; a timer calls it

signals:
    void stateChanged();
    void paceChanged();

private:
    const Run *run() const { return m_store.current(); }
    int last() const { return run()->size() - 1; }
    int firstMade() const; // the first token that the model made, else 0
    double waitFor(int token) const { return m_pace.wait(double(run()->microseconds(token))); }
    void refresh(); // another run, or the run went on
    void setState(State state);
    void show(int token);
    void schedule();
    void followFocus(const Focus &focus);

    const RunStore &m_store;
    Selection &m_selection;
    Clock m_clock;
    QTimer m_timer;
    State m_state = State::Unavailable;
    Pace m_pace = ReadingPace;
    double m_due = 0;      // when the next token appears, by the clock
    bool m_moving = false; // the selection moves because of this
};

} // namespace deepscope
