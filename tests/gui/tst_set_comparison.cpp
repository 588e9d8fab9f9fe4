// Two sets of tokens: what belongs to them, how they are counted, and what the figures claim.
#include "models/run_parting.h"
#include "models/set_counter.h"
#include "support/random_run.h"
#include "support/thread_time.h"

#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace deepscope;
using namespace deepscope::test;
using Where = TokenSetRule::Where;
using Runs = TokenSetRule::Runs;

namespace {

double alike(int, int, int expert) { return expert < 4 ? 3 : 1; }

// Thoughts prefer expert 5 of layer 2, answers expert 9.
double apart(int token, int layer, int expert)
{
    const bool preferred = layer == 2 && expert == (inTurns(token) == Phase::Think ? 5 : 9);
    return preferred ? 8 : 1;
}

SetComparison comparePhases(const Run &run)
{
    SetCounts a(run), b(run);
    for (int token = 0; token < run.size(); ++token)
        (run.phase(token) == Phase::Think ? a : b).count(run, token);
    return compareSets(a, b);
}

std::vector<int> placesOf(const RunStore &store, const TokenSetRule &rule, const TokenSetRule &other = {})
{
    std::vector<int> places;
    for (const SetToken &one : tokensOf(store, rule, other))
        places.push_back(one.token);
    return places;
}

TokenTrace textToken(uint32_t run, int place, const std::string &bytes, bool special = false)
{
    TokenTrace trace = syntheticTraces(moeModel())[size_t(place)];
    trace.run = run;
    trace.index = uint32_t(place);
    trace.bytes = bytes;
    trace.special = special;
    return trace;
}

} // namespace

class TestSetComparison : public QObject {
    Q_OBJECT

private slots:
    void classesOfTokens()
    {
        const std::pair<const char *, TokenClass> examples[] = {
            {"4", TokenClass::Digit},         {" 47", TokenClass::Digit},
            {"carry", TokenClass::Word},      {" 7a", TokenClass::Word},
            {"Ж", TokenClass::Word},          {" +", TokenClass::Punctuation},
            {"3.5", TokenClass::Punctuation}, {" ", TokenClass::Blank},
            {"\n\n", TokenClass::Blank},      {"", TokenClass::Other},
            {"\xE2", TokenClass::Other},      {"\u00BD", TokenClass::Digit},
            {"\u4E2D", TokenClass::Word},     {"\U0001F600", TokenClass::Punctuation}};
        for (const auto &[text, expected] : examples)
            QVERIFY2(classOfText(text) == expected, text);
    }

    void rulesFindTheirTokens()
    {
        RunStore store;
        const LoadedModel model = moeModel();
        store.beginRun(1, "question", model);
        const std::vector<std::pair<std::string, bool>> texts = {{"<think>", true}, {"4", false}, {" +", false},
                                                                 {" Carry", false}, {" ", false}, {"carry", false}};
        for (size_t place = 0; place < texts.size(); ++place) {
            const TokenTrace trace = textToken(1, int(place), texts[place].first, texts[place].second);
            store.append(std::span(&trace, 1));
        }
        const auto ofClass = [&](TokenClass which) {
            TokenSetRule rule;
            rule.which = which;
            return placesOf(store, rule);
        };
        QCOMPARE(ofClass(TokenClass::Tag), (std::vector{0}));
        QCOMPARE(ofClass(TokenClass::Digit), (std::vector{1}));
        QCOMPARE(ofClass(TokenClass::Punctuation), (std::vector{2}));
        QCOMPARE(ofClass(TokenClass::Word), (std::vector{3, 5}));
        QCOMPARE(ofClass(TokenClass::Blank), (std::vector{4}));
        TokenSetRule words;
        readWords("steps: carry, 4 ,", words);
        QCOMPARE(words.label, QString("steps"));
        QCOMPARE(placesOf(store, words), (std::vector{1, 3, 5}));
        QCOMPARE(setWords(words), QString("\u201csteps\u201d of the shown run"));
        words.where = Where::Range;
        words.range = {2, 99};
        QCOMPARE(placesOf(store, words), (std::vector{3, 5}));
        readWords("a colon:alone", words);
        QCOMPARE(words.label, QString());
        QCOMPARE(words.words, QStringList{"a colon:alone"});
    }

    void runsPartWhereTheirTokensDiffer()
    {
        RunStore store;
        const LoadedModel model = moeModel();
        const Run &one = addTraces(store, model, randomTraces(model, 30, 1, 1, alike, inTurns));
        auto traces = randomTraces(model, 40, 2, 2, alike, inTurns);
        traces[17].token = 400;
        const Run &other = addTraces(store, model, traces);
        QCOMPARE(sharedBeginning(one, other), 17);
        QCOMPARE(sharedBeginning(one, one), 30);
        TokenSetRule a, b;
        a.runs = Runs::One;
        a.run = 1;
        a.where = b.where = Where::Beginning;
        QCOMPARE(placesOf(store, a, b).size(), 17U);
        QCOMPARE(placesOf(store, b, a).size(), 17U);
        a.where = b.where = Where::AfterIt;
        QCOMPARE(placesOf(store, a, b).size(), 13U);
        QCOMPARE(placesOf(store, b, a).front(), 17);
        QCOMPARE(placesOf(store, b, a).size(), 23U);
        b.runs = Runs::Every; // with whom?
        QVERIFY(placesOf(store, b, a).empty() && placesOf(store, a, b).empty());
        b.where = Where::Anywhere;
        QCOMPARE(placesOf(store, b).size(), 70U);
        addRun(store, denseModel(), {.run = 3}); // now that is shown, and has no experts
        QVERIFY(placesOf(store, b).empty() && placesOf(store, a).empty());
    }

    // Every figure once more, from the run's columns and in another way.
    void figuresFollowFromTheRun()
    {
        RunStore store;
        const LoadedModel model = moeModel();
        auto traces = randomTraces(model, 400, 11, 1, apart, inTurns);
        for (int token = 50; token < 60; ++token)
            traces[size_t(token)].routing.clear(); // was in the cache
        const Run &run = addTraces(store, model, traces);
        const SetComparison found = comparePhases(run);
        QCOMPARE(found.tokensA + found.tokensB, 390);
        QCOMPARE(found.experts.size(), 48U);
        int leaveOut = 0;
        for (const ExpertComparison &one : found.experts) {
            double a = 0, b = 0, tokensA = 0, tokensB = 0;
            for (int token = 0; token < run.size(); ++token)
                if (run.routed(token)) {
                    const bool chose = run.chose(token, one.layer, one.expert);
                    (inTurns(token) == Phase::Think ? tokensA : tokensB) += 1;
                    (inTurns(token) == Phase::Think ? a : b) += chose;
                }
            QVERIFY(std::abs(one.difference - (a / tokensA - b / tokensB)) < 1e-12);
            const double all = tokensA + tokensB;
            const double information = a > 0 ? std::log2(a * all / ((a + b) * tokensA)) / -std::log2(a / all) : -1;
            QVERIFY(std::abs(*one.information - information) < 1e-12);
            leaveOut += one.differenceInterval.low > 0 || one.differenceInterval.high < 0;
        }
        QCOMPARE(found.tested, 48);
        QCOMPARE(found.leaveOutZero, leaveOut);
        QVERIFY(std::abs(found.byChance() - 2.4) < 1e-9);
    }

    void aRealDifferenceIsFoundAndRepeats()
    {
        RunStore store;
        const LoadedModel model = moeModel();
        const SetComparison found =
            comparePhases(addTraces(store, model, randomTraces(model, 800, 3, 1, apart, inTurns)));
        for (const ExpertComparison &one : found.experts) {
            const bool planted = one.layer == 2 && (one.expert == 5 || one.expert == 9);
            if (!planted)
                continue;
            QVERIFY(found.holds(one) && one.repeats == Repeats::Both);
            QVERIFY((one.difference > 0) == (one.expert == 5));
            QVERIFY(one.differenceInterval.leavesOutZero() && one.informationInterval.leavesOutZero());
        }
        QVERIFY(found.hold >= 2 && found.hold <= 6);
        QVERIFY(found.holdAndRepeat >= 2);
    }

    // Sets that are alike: over many draws hardly anything is found, and halves do not agree.
    void unrelatedSetsGiveFewFindings()
    {
        const LoadedModel model = moeModel();
        int leaveOut = 0, hold = 0, repeated = 0, tested = 0, withAny = 0;
        double halves = 0;
        constexpr int Draws = 60;
        for (int draw = 0; draw < Draws; ++draw) {
            RunStore store;
            const SetComparison found = comparePhases(
                addTraces(store, model, randomTraces(model, 240, 100 + uint32_t(draw), 1, alike, inTurns)));
            tested += found.tested;
            leaveOut += found.leaveOutZero;
            hold += found.hold;
            withAny += found.hold > 0;
            repeated += found.holdAndRepeat;
            halves += *found.halves / Draws;
        }
        const QString words = QString("%1 of %2 leave out zero, %3 hold (in %4 draws), %5 repeat, halves %6")
                                  .arg(leaveOut)
                                  .arg(tested)
                                  .arg(hold)
                                  .arg(withAny)
                                  .arg(repeated)
                                  .arg(halves);
        qInfo("%s", qPrintable(words));
        QVERIFY2(leaveOut > 0.02 * tested && leaveOut < 0.07 * tested, qPrintable(words));
        QVERIFY2(withAny <= Draws * 8 / 100, qPrintable(words)); // false discovery at 5 %
        QVERIFY2(repeated <= 1, qPrintable(words));
        QVERIFY2(std::abs(halves) < 0.08, qPrintable(words));
    }

    // The labels of one run dealt out anew: a strong difference goes away.
    void shuffledLabelsFindNothing()
    {
        RunStore store;
        const LoadedModel model = moeModel();
        const Run &run = addTraces(store, model, randomTraces(model, 400, 5, 1, apart, inTurns));
        QVERIFY(comparePhases(run).hold >= 2);
        std::mt19937 random(9);
        int hold = 0;
        for (int round = 0; round < 40; ++round) {
            SetCounts a(run), b(run);
            for (int token = 0; token < run.size(); ++token)
                (random() >> 31 ? a : b).count(run, token);
            hold += compareSets(a, b).hold > 0;
        }
        QVERIFY2(hold <= 5, qPrintable(QString::number(hold)));
    }

    void fewTokensClaimNothing()
    {
        RunStore store;
        const LoadedModel model = moeModel();
        const SetComparison found =
            comparePhases(addTraces(store, model, randomTraces(model, 50, 4, 1, apart, inTurns)));
        QVERIFY(found.few() && found.tokensB == 20);
        QCOMPARE(found.hold, 0);
        QVERIFY(std::ranges::none_of(found.experts, [&](const auto &one) { return found.holds(one); }));
    }

    void halvesAreBlocksInTurn()
    {
        RunStore store;
        const LoadedModel model = moeModel();
        const Run &run = addTraces(store, model, randomTraces(model, 20, 4, 1, alike, inTurns));
        SetCounts counts(run);
        for (int token = 0; token < 20; ++token)
            counts.count(run, token);
        QCOMPARE(counts.half(0, 1, 0).tokens, 12); // 0 to 7 and 16 to 19
        QCOMPARE(counts.half(1, 1, 0).tokens, 8);
        int inSecond = 0;
        for (int token = 8; token < 16; ++token)
            inSecond += run.chose(token, 3, 2);
        QCOMPARE(counts.half(1, 3, 2).chosen, inSecond);
    }

    // Counted in slices, the same as at once; a token of A is none of B.
    void theCounterCountsInSlices()
    {
        RunStore store;
        const LoadedModel model = moeModel();
        const int size = 40'000;
        store.beginRun(1, "question", model);
        store.append(randomTraces(model, size, 6, 1, apart, inTurns));
        SetCounter counter(store);
        QSignalSpy told(&counter, &SetCounter::changed);
        QCOMPARE(told.size(), 0); // nobody looks
        counter.setActive(true);
        QCOMPARE(counter.state(), SetCounter::State::Counting);
        QVERIFY(counter.counted() > 0 && counter.counted() < 1);
        QTRY_COMPARE(counter.state(), SetCounter::State::Counted);
        const SetComparison whole = comparePhases(*store.current());
        QCOMPARE(counter.comparison().tokensA, size / 2);
        QCOMPARE(counter.comparison().hold, whole.hold);
        for (size_t i = 0; i < whole.experts.size(); ++i)
            QCOMPARE(counter.comparison().experts[i].difference, whole.experts[i].difference);

        TokenSetRule think = counter.ruleA(), all;
        counter.setRules(think, all);
        QTRY_COMPARE(counter.state(), SetCounter::State::Counted);
        QCOMPARE(counter.comparison().tokensB, size / 2);
        QCOMPARE(counter.takenFromB(), size / 2);
        counter.setRules(all, think);
        QTRY_COMPARE(counter.state(), SetCounter::State::NoTokensB);
        TokenSetRule gone;
        gone.runs = Runs::One;
        gone.run = 77;
        counter.setRules(all, gone);
        QTRY_COMPARE(counter.state(), SetCounter::State::NoRunB);
        const uint32_t other = addTraces(store, model, randomTraces(model, 30, 1, 3, alike, inTurns)).id();
        RunSummary end;
        end.run = other;
        store.finish(end);
        store.setCurrent(1);
        gone.run = other;
        counter.setRules(all, gone);
        QTRY_COMPARE(counter.state(), SetCounter::State::Counted);
        store.release(std::array{other}); // its chat was deleted
        QTRY_COMPARE(counter.state(), SetCounter::State::NoRunB);
        store.clearCurrent();
        QTRY_COMPARE(counter.state(), SetCounter::State::NoRunA);
    }

    // 58 layers of 256 experts: the window's own thread compares them between two frames or a few.
    void aLargeMixtureIsComparedQuickly()
    {
        RunStore store;
        const LoadedModel model = largeModel();
        const Run &run = addTraces(store, model, mixtureTraces(model, 0, 1200, 1200));
        SetCounts a(run), b(run);
        for (int token = 0; token < run.size(); ++token)
            (run.phase(token) == Phase::Think ? a : b).count(run, token);
        SetComparison found;
        const double time = measure([&] { found = compareSets(a, b); });
        qInfo("%d experts in %.0f ms", int(found.experts.size()), time);
        QCOMPARE(found.experts.size(), 58U * 256);
        QVERIFY2(time < 400, qPrintable(QString::number(time)));
    }

    void aRunThatStreamsIsCountedAgain()
    {
        RunStore store;
        const LoadedModel model = moeModel();
        SetCounter counter(store);
        counter.setActive(true);
        const auto traces = randomTraces(model, 200, 6, 1, apart, inTurns);
        store.beginRun(1, "question", model);
        QSignalSpy told(&counter, &SetCounter::changed);
        for (const TokenTrace &trace : traces)
            store.append(std::span(&trace, 1));
        QVERIFY(told.size() < 5); // not for each token
        QTRY_COMPARE(counter.comparison().tokensA + counter.comparison().tokensB, 200);
        counter.setActive(false);
        store.finish(syntheticSummary());
        QTest::qWait(10);
        QCOMPARE(counter.state(), SetCounter::State::Counted);
    }
};

QTEST_GUILESS_MAIN(TestSetComparison)
#include "tst_set_comparison.moc"
