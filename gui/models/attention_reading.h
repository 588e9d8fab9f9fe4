// What the heads of the model look at from the token that is looked at, and over the whole run: asked of the engine
// when a view shows it; the newest question takes the place of one that waits.
#pragma once

#include "attention_masses.h"
#include "selection.h"

#include "api/engine.h"

#include <QTimer>

#include <optional>
#include <set>

namespace deepscope {

class AttentionReading : public QObject {
    Q_OBJECT

public:
    // Where nobody answers, nothing is asked.
    AttentionReading(const RunStore &store, const Selection &selection, bool offered = true, QObject *parent = nullptr);

    // As long as one viewer wants it, the attention of the shown token is asked for.
    void setWanted(const QObject *viewer, bool wanted);
    void follow();                                     // what is shown may be another token, layer or run
    int token() const { return m_token; }              // whose attention is known; -1 = none's
    int asking() const { return m_asking; }            // whose is being asked for; -1 = none's
    const QString &reason() const { return m_reason; } // why it will not be known; empty = it is, or is being asked for

    // Those that are known, in ascending order: all, or of a very large model some beside the focused one.
    const std::vector<AttendedLayer> &layers() const { return m_masses.layers(); }
    const AttentionMasses &masses() const { return m_masses; }
    uint32_t stamp() const { return m_stamp; } // another for each answer

    // What is told of each position: a layer alone, the focused one, or the mean of all; a head alone or the mean.
    int shownLayer() const; // -1 = all
    int shownHead() const;  // -1 = all, also of all layers and of one that has no such head
    void setShownHead(int head);
    std::optional<double> shareOf(int position) const;
    std::optional<double> shownSink() const { return m_masses.sinkOf(shownLayer(), shownHead()); }
    int firstSeen() const { return m_masses.firstSeen(shownLayer()); } // positions before have nothing
    // lookedAtMost() of what is shown, to be marked wherever tokens are: while a view of the attention is seen.
    void setMarks(bool seen);
    const std::vector<std::pair<int, double>> &marked() const { return m_marked; }

    // Of the whole run, when it was asked for: what the tokens of each group (Phase) together give to each position.
    void askForRun();
    void stopRun();
    bool isReadingRun() const { return m_runWaits; }
    void setProgress(const PrefillProgress &progress);                   // of others than the run nothing is taken
    const PrefillProgress &runProgress() const { return m_runProgress; } // total 0: nothing is told yet
    QString reasonAgainstRun() const;                                    // why it cannot be asked for; empty: it can
    const QString &runReason() const { return m_runReason; }             // why it was not answered
    const std::vector<AttendedLayer> &run() const { return m_run; }      // empty until then, and without single scores

    void answer(const AttentionAnswer &answer); // others than to the newest questions are dropped
    void stop();                                // what the engine is asked: something else needs it alone

signals:
    void asked(const deepscope::AttentionQuestion &question);
    void dropped(uint32_t question);
    void changed(); // also what is shown of it
    void markedChanged();

private:
    // What there is to see, so that the same is not told twice.
    struct Shown {
        uint32_t stamp = 0, runDone = 0;
        int layer = -1, head = -1, asking = -1;
        QString reason, runReason;
        bool runWaits = false, marks = false;
        size_t run = 0;
        bool operator==(const Shown &) const = default;
    };
    int shownToken() const;
    QString reasonAgainst(int token) const;
    AttentionQuestion questionUpTo(int token);
    void forgetToken();
    void forgetRun();
    void restart();
    void ask();
    void show();

    const RunStore &m_store;
    const Selection &m_selection;
    const bool m_offered;
    QTimer m_soon; // who walks over tokens asks for the one that he stays at
    std::set<const QObject *> m_viewers;
    uint32_t m_next = 0xb0000000, m_question = 0, m_runQuestion = 0, m_stamp = 0;
    bool m_waits = false, m_runWaits = false, m_marks = false;
    int m_token = -1, m_asking = -1, m_head = -1;
    QString m_reason, m_runReason;
    PrefillProgress m_runProgress;
    AttentionMasses m_masses;
    std::vector<AttendedLayer> m_run;
    std::vector<double> m_shares; // of what is shown
    std::vector<std::pair<int, double>> m_marked;
    Shown m_shown;
};

} // namespace deepscope
