#include "set_counter.h"

#include <algorithm>
#include <iterator>

namespace deepscope {

namespace {

constexpr int SliceChoices = 200'000; // counted at a time: some milliseconds
constexpr int Pause = 500;            // ms between counts of a run that streams

} // namespace

SetCounter::SetCounter(const RunStore &store, QObject *parent) : QObject(parent), m_store(store)
{
    m_rules[0].where = TokenSetRule::Where::Think;
    m_rules[1].where = TokenSetRule::Where::Answer;
    m_slice.setSingleShot(true);
    m_again.setSingleShot(true);
    connect(&m_slice, &QTimer::timeout, this, &SetCounter::countOn);
    connect(&m_again, &QTimer::timeout, this, &SetCounter::countAnew);
    connect(&store, &RunStore::currentRunChanged, this, &SetCounter::countAnew);
    connect(&store, &RunStore::runsReleased, this, &SetCounter::countAnew); // one of them may have been a set's
    const auto later = [this] {
        m_stale = true;
        if (m_active && !m_slice.isActive() && !m_again.isActive())
            m_again.start(Pause);
    };
    connect(&store, &RunStore::appended, this, later);
    connect(&store, &RunStore::runFinished, this, later);
    connect(&store, &RunStore::labelsChanged, this, [this] {
        if (!m_rules[0].labelled.isEmpty() || !m_rules[1].labelled.isEmpty())
            countAnew();
    });
}

void SetCounter::setRules(const TokenSetRule &a, const TokenSetRule &b)
{
    if (a == m_rules[0] && b == m_rules[1])
        return;
    m_rules[0] = a;
    m_rules[1] = b;
    countAnew();
}

void SetCounter::setActive(bool active)
{
    m_active = active;
    if (!active) {
        m_stale |= m_slice.isActive();
        m_slice.stop();
        m_again.stop();
    } else if (m_stale) {
        countAnew();
    }
}

double SetCounter::counted() const
{
    const size_t all = m_tokens[0].size() + m_tokens[1].size();
    return all > 0 ? double(m_next[0] + m_next[1]) / double(all) : 1;
}

void SetCounter::findTokens()
{
    m_tokens[0] = tokensOf(m_store, m_rules[0], m_rules[1]);
    const std::vector<SetToken> all = tokensOf(m_store, m_rules[1], m_rules[0]);
    m_tokens[1].clear();
    std::ranges::set_difference(all, m_tokens[0], std::back_inserter(m_tokens[1]));
    m_takenFromB = int(all.size() - m_tokens[1].size());
}

void SetCounter::compareRuns()
{
    m_parting.clear();
    m_sharedRouting.reset();
    const bool single = m_rules[0].runs != TokenSetRule::Runs::Every && m_rules[1].runs != TokenSetRule::Runs::Every;
    const std::vector<const Run *> a = runsOf(m_store, m_rules[0]), b = runsOf(m_store, m_rules[1]);
    if (!single || a.empty() || b.empty() || a.front() == b.front())
        return;
    m_sharedRouting = compareBeginning(*a.front(), *b.front());
    m_parting = partingWords(*a.front(), *b.front(), *m_sharedRouting);
}

void SetCounter::countAnew()
{
    m_stale = !m_active;
    m_slice.stop();
    m_again.stop();
    if (!m_active)
        return;
    findTokens();
    compareRuns();
    for (const int set : {0, 1}) {
        m_next[set] = 0;
        const std::vector<const Run *> runs = runsOf(m_store, m_rules[set]);
        if (runs.empty())
            return finish(set == 0 ? State::NoRunA : State::NoRunB);
        m_counts[set] = SetCounts(*runs.front());
    }
    m_state = State::Counting;
    countOn();
}

void SetCounter::countOn()
{
    int room = SliceChoices;
    for (const int set : {0, 1})
        for (; m_next[set] < m_tokens[set].size(); ++m_next[set]) {
            if (room <= 0) {
                m_slice.start(0);
                return emit changed();
            }
            const SetToken &at = m_tokens[set][m_next[set]];
            if (const Run *run = m_store.run(at.run)) { // it may have been released meanwhile
                m_counts[set].count(*run, at.token);
                room -= std::max(1, run->expertLayers() * run->topK());
            }
        }
    finish(m_counts[0].tokens() == 0   ? State::NoTokensA
           : m_counts[1].tokens() == 0 ? State::NoTokensB
                                       : State::Counted);
}

void SetCounter::finish(State state)
{
    m_state = state;
    m_comparison = state == State::Counted ? compareSets(m_counts[0], m_counts[1]) : SetComparison();
    if (m_stale)
        m_again.start(Pause);
    emit changed();
}

} // namespace deepscope
