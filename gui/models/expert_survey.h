// The current run read once more to measure its routers and experts: how narrowly each token was routed, and how far
// the outputs of each expert reach. Asked for by a person; another run forgets it.
#pragma once

#include "run_store.h"

#include "api/request.h"

#include <vector>

namespace deepscope {

class ExpertSurvey : public QObject {
    Q_OBJECT

public:
    explicit ExpertSurvey(const RunStore &store, QObject *parent = nullptr);

    enum class State : uint8_t { Nothing, Waiting, There, Failed };
    State state() const { return m_state; }
    const QString &reason() const { return m_reason; } // why it failed
    void start();
    void stop(); // what is under way

    // A token is fragile where in some layer the last expert that was chosen beats the first that was left out by less
    // than this, or the last group that was kept the first that was dropped; in units of the scores that choose.
    void setBound(double bound);
    double bound() const { return m_bound; }
    bool fragile(int token) const; // false also where nothing was measured
    std::optional<double> margin(int token,
                                 int layer) const; // the smaller of the two; nothing: not measured, or all chosen
    int fragileTokens() const { return m_fragile; }
    // The bound under which a share of the tokens (0 ... 1) are fragile.
    double boundFor(double share) const;

    // What an expert's outputs came to over the text, before their weights.
    struct Reach {
        int layer = 0, expert = 0, tokens = 0;
        double largest = 0; // magnitude of a number
        double meanNorm = 0;
        bool super = false; // among the largest half per cent, and above a tenth of the largest (arXiv:2507.23279)
    };
    const std::vector<Reach> &reaches() const { return m_reaches; } // of those that were chosen, the largest first

    // As the engine told it, a position for each token that was read; empty in other states than There.
    const std::vector<ScoredPosition> &read() const { return m_read; }

    void answer(const Scores &scores);

signals:
    void asked(const deepscope::ScoreRequest &question);
    void dropped(uint32_t question);
    void changed();

private:
    void forget();
    void set(State state, const QString &reason = {});
    void takeReaches(const Scores &scores, const Run &run);
    void countFragile();

    const RunStore &m_store;
    State m_state = State::Nothing;
    QString m_reason;
    uint32_t m_question = 0xe0000000;
    double m_bound = 0;
    int m_fragile = 0, m_layers = 0;
    std::vector<float> m_margins; // [token][expert layer]
    std::vector<float> m_least;   // of each token
    std::vector<Reach> m_reaches;
    std::vector<ScoredPosition> m_read;
};

} // namespace deepscope
