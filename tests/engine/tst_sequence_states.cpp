// Sequences whose layers keep states of fixed size: which slot a step goes on from and which it leaves, which states
// stay to be found, and where a sequence begins or is cut when there is no state behind all of its rows.
#include "support/expect_error.h"
#include "support/random_lives.h"

#include <QTest>

#include <map>

using namespace deepscope;
using namespace deepscope::testing;

namespace {

// A device on paper: each slot holds a number that stands for all tokens of the text before it.
class SlotDevice {
public:
    SlotDevice(uint32_t pages, uint32_t pageRows, uint32_t places)
        : sequences(pages, pageRows, {.stateSlots = places}), m_slots(places)
    {
    }

    Sequences sequences;

    SequenceId begin(const Tokens &tokens)
    {
        const SequenceId id = sequences.begin(tokens);
        m_texts[id] = {tokens.begin(), tokens.begin() + sequences.length(id)};
        return id;
    }
    SequenceId fork(SequenceId id, uint32_t positions)
    {
        const SequenceId forked = sequences.fork(id, positions);
        m_texts[forked] = m_texts.at(id);
        m_texts[forked].resize(sequences.length(forked));
        return forked;
    }
    // Of a step, in which each takes part once.
    bool extend(SequenceId id, const Tokens &tokens, bool keepsState = false)
    {
        if (!sequences.extend(id, uint32_t(tokens.size()), keepsState))
            return false;
        const auto states = sequences.stateStep(id);
        m_building[id] = {tokens, m_texts.at(id).size(), *states};
        m_texts.at(id).insert(m_texts.at(id).end(), tokens.begin(), tokens.end());
        return true;
    }
    bool takesPart(SequenceId id) const { return m_building.contains(id); }
    size_t steps() const { return m_handedOver.size(); }

    void handOver()
    {
        std::set<StateSlot> sources, targets;
        for (const auto &[id, part] : m_building) {
            const Tokens before(m_texts.at(id).begin(), m_texts.at(id).begin() + ptrdiff_t(part.first));
            QCOMPARE(part.states.from.has_value(), part.first > 0);
            if (part.states.from) {
                QVERIFY2(m_slots[*part.states.from] == historyOf(before), "a state of another text");
                sources.insert(*part.states.from);
            }
            QVERIFY2(targets.insert(part.states.to).second, "two sequences leave their states in one place");
        }
        for (const StateSlot slot : targets)
            QVERIFY2(!sources.contains(slot), "a state is written over that another goes on from");
        for (const auto &[id, part] : m_building) {
            Tokens all(m_texts.at(id).begin(), m_texts.at(id).begin() + ptrdiff_t(part.first));
            m_slots[part.states.to] = historyOf(all + part.tokens);
        }
        m_handedOver.push_back(std::exchange(m_building, {}));
    }
    void finish()
    {
        for (const auto &[id, part] : m_handedOver.front())
            sequences.written(id, part.tokens);
        m_handedOver.erase(m_handedOver.begin());
    }
    void truncate(SequenceId id, uint32_t positions)
    {
        const uint32_t kept = sequences.truncate(id, positions);
        QVERIFY(kept <= positions);
        QCOMPARE(kept, sequences.length(id));
        m_texts.at(id).resize(kept);
        leaveOut(id);
    }
    void drop(SequenceId id)
    {
        sequences.drop(id);
        leaveOut(id);
        m_texts.erase(id);
    }
    // Steps of these rows, of a sequence of its own. The state behind the last is kept as it is dropped.
    SequenceId put(const Tokens &tokens, const std::vector<uint32_t> &cuts, bool keepsStates)
    {
        const SequenceId id = begin(tokens);
        uint32_t at = sequences.length(id);
        for (const uint32_t cut : cuts) {
            if (cut <= at)
                continue;
            [&] { QVERIFY(extend(id, {tokens.begin() + at, tokens.begin() + cut}, keepsStates)); }();
            handOver();
            finish();
            at = cut;
        }
        return id;
    }
    uint32_t known(const Tokens &tokens)
    {
        const SequenceId id = begin(tokens);
        const uint32_t length = sequences.length(id);
        drop(id);
        return length;
    }

private:
    struct Part {
        Tokens tokens;
        size_t first;
        Sequences::StateStep states;
    };
    void leaveOut(SequenceId id)
    {
        m_building.erase(id);
        for (auto &step : m_handedOver)
            step.erase(id);
    }
    static uint64_t historyOf(const Tokens &tokens)
    {
        uint64_t history = 77;
        for (const RowContent token : tokens)
            history = (history ^ uint64_t(token)) * 0x9e3779b97f4a7c15 + 1;
        return history;
    }

    std::vector<uint64_t> m_slots;
    std::map<SequenceId, Tokens> m_texts; // with what is pending
    std::map<SequenceId, Part> m_building;
    std::vector<std::map<SequenceId, Part>> m_handedOver;
};

} // namespace

class TestSequenceStates : public QObject {
    Q_OBJECT

private slots:
    void goesOnFromWhatItLeft()
    {
        SlotDevice device(8, 4, 3);
        const SequenceId id = device.begin(count(0, 9));
        for (uint32_t at = 0; at < 9; at += 3) {
            QVERIFY(device.extend(id, count(int32_t(at), 3)));
            const auto states = device.sequences.stateStep(id);
            QCOMPARE(states->from.has_value(), at > 0);
            QVERIFY(states->from != states->to);
            device.handOver();
            device.finish();
        }
        QCOMPARE(device.sequences.stateCounts(), (PlaceCounts{2, 0, 1})); // it may be taken back by one step
    }

    // A text is found up to where a state was kept, though its rows go further.
    void beginsBehindAState()
    {
        SlotDevice device(16, 4, 8);
        const SequenceId id = device.put(count(0, 20), {11, 20}, false);
        QCOMPARE(device.known(count(0, 30)), 0U); // nothing was worth keeping
        device.drop(id);
        QCOMPARE(device.known(count(0, 30)), 20U); // but where it ended
        QCOMPARE(device.known(count(0, 19)), 0U);
        device.drop(device.put(count(100, 20), {11, 20}, true));
        QCOMPARE(device.known(count(100, 30)), 20U);
        QCOMPARE(device.known(count(100, 20)), 11U); // the last token is always fed
        QCOMPARE(device.known(count(100, 15)), 11U);
        QCOMPARE(device.known(count(100, 11)), 0U);
    }

    // One that is read still is found as well, and each goes on from the same state.
    void manyGoOnFromOneState()
    {
        SlotDevice device(32, 4, 12);
        const SequenceId first = device.put(count(0, 12), {11}, true);
        std::vector<SequenceId> all{first};
        for (uint32_t i = 0; i < 3; ++i) {
            all.push_back(device.begin(count(0, 12)));
            QCOMPARE(device.sequences.length(all.back()), 11U);
        }
        QCOMPARE(device.sequences.stateCounts(), (PlaceCounts{1, 0, 11}));
        for (uint32_t step = 0; step < 3; ++step) {
            for (const SequenceId id : all)
                QVERIFY(device.extend(id, {RowContent(1000 * id + step)}));
            device.handOver();
            device.finish();
        }
        QCOMPARE(device.sequences.stateCounts(), (PlaceCounts{8, 1, 3}));
        QCOMPARE(device.known(count(0, 12)), 11U);
    }

    void isTakenBackToAState()
    {
        SlotDevice device(16, 4, 8);
        const SequenceId id = device.put(count(0, 12), {7, 11, 12}, false);
        device.truncate(id, 12);
        QCOMPARE(device.sequences.length(id), 12U);
        device.truncate(id, 11); // where the last step began
        QCOMPARE(device.sequences.length(id), 11U);
        QVERIFY(device.extend(id, {50}));
        device.truncate(id, 10);
        QCOMPARE(device.sequences.length(id), 0U); // nothing was kept before
        const SequenceId kept = device.put(count(200, 12), {7, 11, 12}, true);
        device.truncate(kept, 10);
        QCOMPARE(device.sequences.length(kept), 7U);
        QCOMPARE(device.sequences.length(device.fork(kept, 6)), 0U);
        QCOMPARE(device.sequences.length(device.fork(kept, 7)), 7U);
    }

    // What was kept gives up its place, the oldest first; what is in use does not.
    void keptStatesGiveUpTheirPlaces()
    {
        SlotDevice device(32, 4, 4);
        device.drop(device.put(count(0, 4), {4}, false));
        device.drop(device.put(count(100, 4), {4}, false));
        QCOMPARE(device.sequences.stateCounts(), (PlaceCounts{0, 2, 2}));
        QCOMPARE(device.known(count(0, 5)), 4U); // it is the younger one now
        const SequenceId one = device.put(count(200, 6), {2, 4}, false);
        QCOMPARE(device.sequences.stateCounts(), (PlaceCounts{2, 2, 0}));
        const SequenceId two = device.begin(count(300, 4));
        QVERIFY(device.extend(two, count(300, 4)));
        QCOMPARE(device.known(count(100, 5)), 0U);
        QCOMPARE(device.known(count(0, 5)), 4U);
        QVERIFY(device.extend(one, count(204, 2))); // in place of what it cannot be taken back to any more
        QVERIFY(device.extend(device.begin(count(400, 4)), count(400, 4)));
        QCOMPARE(device.known(count(0, 5)), 0U);
        device.handOver();
        device.finish();
        const SequenceId three = device.begin({9});
        QVERIFY(!device.extend(three, {9}));
        QCOMPARE(device.sequences.pending(three), 0U);
        device.drop(two);
        QVERIFY(device.extend(three, {9}));
        device.sequences.forgetKept();
        QCOMPARE(device.sequences.stateCounts().kept, 0U);
    }

    void refusesTooFewPlaces()
    {
        const auto error = errorOf([] { Sequences(8, 4, {.stateSlots = FewestStateSlots - 1}); });
        QVERIFY(error && error->kind() == ErrorKind::Internal);
        QVERIFY2(isSentence(error->what()), error->what());
        Sequences without(8, 4);
        const SequenceId id = without.begin(Tokens{1});
        QVERIFY(without.extend(id, 1));
        QVERIFY(!without.keepsStates() && !without.stateStep(id));
    }

    // Steps that are put together while others run; each goes on from the state of its own text.
    void holdsAtRandom()
    {
        for (uint32_t round = 0; round < 60; ++round) {
            Dice dice(700 + round);
            const uint32_t pages = dice.between(8, 60), pageRows = 1U << dice.between(0, 4),
                           places = dice.between(FewestStateSlots, 24);
            SlotDevice device(pages, pageRows, places);
            liveAtRandom(device, dice, pages, [&](SequenceId id) {
                if (!device.takesPart(id))
                    device.extend(id, someText(dice, dice.between(0, 1) ? 1 : 2 * pageRows), dice.between(0, 1));
            });
            QVERIFY2(!QTest::currentTestFailed(), qPrintable(QString("round %1").arg(round)));
            QCOMPARE(device.sequences.stateCounts().inUse, 0U);
            device.sequences.forgetKept();
            QCOMPARE(device.sequences.stateCounts(), (PlaceCounts{0, 0, places}));
            QCOMPARE(device.sequences.counts(), (PoolCounts{pages, 0, 0, 0, pages}));
        }
    }
};

QTEST_GUILESS_MAIN(TestSequenceStates)
#include "tst_sequence_states.moc"
