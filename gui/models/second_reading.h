// The text of the current run, read again with the experts as a person has changed them, or without some rows of the
// cache, beside the run's own reading: what that does to each of its tokens. Asked of the engine anew whenever
// something changes; the newest question counts.
#pragma once

#include "expert_switches.h"

#include "api/engine.h"

#include <QTimer>

#include <optional>

namespace deepscope {

class SecondReading : public QObject {
    Q_OBJECT

public:
    SecondReading(const RunStore &store, const ExpertSwitches &switches, QObject *parent = nullptr);

    // What the cache is to keep of the text; nothing: all. It is of the run that is shown, another begins with all.
    void setEviction(const std::optional<Eviction> &eviction);
    const std::optional<Eviction> &eviction() const { return m_eviction; }
    // [layer][position], once it was read so; else empty.
    const SeenUntil &seen() const { return m_comparison.seen; }

    enum class State : uint8_t { Nothing, Waiting, There, Failed };
    State state() const { return m_state; }
    const QString &reason() const { return m_reason; } // why there is none; empty in other states

    // Of a token of the current run; nothing of the first one, which nothing foretells, and of others without a
    // reading.
    struct Change {
        double logprob = 0;    // by how much it has become likelier, nats
        double divergence = 0; // KL(as it is || altered) of what stood to choose from, nats
        bool flipped = false;  // another token would be the best
    };
    std::optional<Change> changeOf(int token) const;
    // Whether a token's experts in this layer are others than they were.
    bool moved(int token, int layer) const;
    // The experts that a token lost there, and those that it has in their place.
    struct Moves {
        std::vector<int> lost, gained;
    };
    Moves moves(int token, int layer) const;

    struct Sum {
        int tokens = 0, flips = 0;
        double divergence = 0; // mean
        double logprob = 0;    // mean change
        double moved = 0;      // share of choices, over tokens and layers, that went to other experts
    };
    const Sum &sum() const { return m_sum; }
    QString words() const; // one line for a person; empty: nothing is read again

    void setProgress(const PrefillProgress &progress); // of other questions than the newest nothing is taken
    void stop();                                       // what is under way
    void restart();                                    // reads what is to be read, once more
    void answer(const Comparison &comparison);         // others than of the newest question are dropped

signals:
    void asked(const deepscope::CompareRequest &question);
    void dropped(uint32_t question); // nobody waits for it any more
    void changed();

private:
    void ask();
    QString reasonAgainst() const;
    void set(State state, const QString &reason = {});
    void sumUp();
    struct Routing {
        std::span<const ExpertHit> one, other;
    };
    Routing routingOf(int token, int layer) const; // both empty where there is none

    const RunStore &m_store;
    const ExpertSwitches &m_switches;
    QTimer m_soon; // several changes ask once
    std::optional<Eviction> m_eviction;
    State m_state = State::Nothing;
    QString m_reason;
    uint32_t m_question = 3U << 30; // its numbers lie apart from those of runs and counts
    PrefillProgress m_progress;     // total 0: nothing is told
    Comparison m_comparison;
    Sum m_sum;
};

} // namespace deepscope
