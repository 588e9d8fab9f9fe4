// Counts two sets of tokens for a comparison, in slices between the events of the window, and again as runs grow. It
// works only while somebody looks.
#pragma once

#include "run_parting.h"
#include "set_comparison.h"
#include "token_set.h"

#include <QObject>
#include <QTimer>

namespace deepscope {

class SetCounter : public QObject {
    Q_OBJECT

public:
    explicit SetCounter(const RunStore &store, QObject *parent = nullptr);

    void setRules(const TokenSetRule &a, const TokenSetRule &b);
    const TokenSetRule &ruleA() const { return m_rules[0]; }
    const TokenSetRule &ruleB() const { return m_rules[1]; }
    void setActive(bool active);

    // Why there is nothing to compare. A token that is in A does not count in B as well, so that the sets share none.
    enum class State : uint8_t { Counting, Counted, NoRunA, NoRunB, NoTokensA, NoTokensB };
    State state() const { return m_state; }
    double counted() const; // 0 ... 1 of what is being counted
    // The newest that is complete: of the rules, or while they are counted of those before.
    const SetComparison &comparison() const { return m_comparison; }
    int takenFromB() const { return m_takenFromB; } // tokens that were in A already
    // Where the two runs part, in words, and the first place before that where their experts differ; empty where the
    // sets are not of two single runs.
    const QString &parting() const { return m_parting; }
    const std::optional<SharedRouting> &sharedRouting() const { return m_sharedRouting; }

signals:
    void changed();

private:
    void countAnew();
    void countOn();
    void finish(State state);
    void findTokens();
    void compareRuns();

    const RunStore &m_store;
    TokenSetRule m_rules[2];
    std::vector<SetToken> m_tokens[2];
    size_t m_next[2] = {};
    SetCounts m_counts[2];
    int m_takenFromB = 0;
    QString m_parting;
    std::optional<SharedRouting> m_sharedRouting;
    State m_state = State::NoRunA;
    SetComparison m_comparison;
    bool m_active = false, m_stale = true;
    QTimer m_slice, m_again;
};

} // namespace deepscope
