// What the heads of the model look at from the token that is looked at, and over the whole run: asked of the engine
// when a view shows it; the newest question takes the place of one that waits.
#pragma once

#include "selection.h"

#include "api/request.h"

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
    int token() const { return m_token; }              // whose attention it is; -1 = no viewer, or no token
    const QString &reason() const { return m_reason; } // why it will not be known; empty = it is, or is being asked for

    // Those that are known, in ascending order: all, or of a very large model some beside the focused one.
    const std::vector<AttendedLayer> &layers() const { return m_layers; }
    const AttendedLayer *layer(int layer) const; // by its number in the model
    // Shares of 1 that the token gives to each position: of one head of a layer, or (-1) the mean of its heads.
    std::vector<double> mass(int layer, int head) const;

    // What is told of each position: a layer alone, the focused one, or the mean of all; a head alone or the mean.
    int shownLayer() const; // -1 = all
    int shownHead() const { return m_head; }
    void setShownHead(int head); // -1 = all
    std::optional<double> shareOf(int position) const;

    // Of the whole run, when it was asked for: of each group of readers (Phase) what all its tokens give to each
    // position.
    void askForRun();
    QString reasonAgainstRun() const; // empty: it can be asked for
    bool isReadingRun() const { return m_runWaits; }
    const std::vector<AttendedLayer> &run() const { return m_run; } // empty until then

    void answer(const AttentionAnswer &answer); // others than to the newest questions are dropped
    void stop();                                // what the engine is asked: something else needs it alone

signals:
    void asked(const deepscope::AttentionQuestion &question);
    void dropped(uint32_t question);
    void changed(); // also what is shown of it

private:
    int shownToken() const;
    QString reasonAgainst(int token) const;
    AttentionQuestion questionUpTo(int token);
    void follow();
    void forgetToken();
    void forgetRun();
    void restart();
    void ask();
    void take(std::vector<AttendedLayer> layers);
    void showShares();

    const RunStore &m_store;
    const Selection &m_selection;
    const bool m_offered;
    QTimer m_soon; // who walks over tokens asks for the one that he stays at
    std::set<const QObject *> m_viewers;
    uint32_t m_next = 0xb0000000, m_question = 0, m_runQuestion = 0;
    bool m_waits = false, m_runWaits = false;
    int m_token = -1, m_head = -1;
    QString m_reason;
    std::vector<AttendedLayer> m_layers, m_run;
    std::vector<std::vector<double>> m_means; // of the heads of each of m_layers
    std::vector<double> m_shares;             // of what is shown
};

} // namespace deepscope
