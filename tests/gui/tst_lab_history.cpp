// What the window knows of a run of the lab: figures, boards, the turning point, and what is told of them.
#include "models/lab_history.h"
#include "models/lab_story.h"
#include "panels/learning/lab_curves.h"
#include "support/scripted_lab.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace deepscope;
using namespace deepscope::test;

namespace {

std::vector<LabStep> stepsTo(uint32_t last)
{
    std::vector<LabStep> steps;
    for (uint32_t step = 0; step <= last; ++step)
        steps.push_back(labStep(step));
    return steps;
}

// Chance alone: always the same share of right answers, more or less.
std::vector<LabStep> noise(uint32_t last, double match)
{
    std::vector<LabStep> steps = stepsTo(last);
    for (LabStep &step : steps) {
        step.match = match + 0.05 * std::sin(step.step * 2.7) + 0.04 * std::sin(step.step * 0.9);
        step.thoughtTokens = 1;
    }
    return steps;
}

const Curve &curve(const std::vector<Curve> &curves, const QString &key)
{
    return *std::ranges::find(curves, key, &Curve::key);
}

void begin(LabHistory &history, uint32_t last, const LabSettings &settings = {})
{
    history.expect();
    std::vector<LabEvent> events = {labBegun(settings)};
    for (LabStep &step : stepsTo(last))
        events.emplace_back(std::move(step));
    events.emplace_back(labHeldOut(0));
    events.emplace_back(labState(LabState::Kind::Learning, last));
    history.take(events);
}

} // namespace

class TestLabHistory : public QObject {
    Q_OBJECT

private slots:
    void theTurnIsWhereAnswersBecameRight()
    {
        const auto turn = turningPoint(stepsTo(120));
        QVERIFY(turn);
        QVERIFY2(turn->step >= 56 && turn->step <= 70, qPrintable(QString::number(turn->step)));
        QVERIFY(turn->matchBefore < 0.5 && turn->matchAfter > 0.65);
        QVERIFY(turn->throughThought());
        // While it is under way it may be early, but it is there.
        QVERIFY(turningPoint(stepsTo(80)));
    }

    void withoutARiseThereIsNoTurn()
    {
        QVERIFY(!turningPoint({}));
        QVERIFY(!turningPoint(stepsTo(0)));
        QVERIFY(!turningPoint(stepsTo(45)));
        QVERIFY(!turningPoint(noise(200, 0.35)));
        std::vector<LabStep> falling = stepsTo(120);
        for (LabStep &step : falling)
            step.match = 0.4 - 0.2 * turned(step.step);
        QVERIFY(!turningPoint(falling));
    }

    void aRiseThatFellBackIsNoTurn()
    {
        std::vector<LabStep> steps = stepsTo(140);
        for (LabStep &step : steps)
            if (step.step > 100)
                step.match = 0.3;
        QVERIFY(!turningPoint(steps));
    }

    void aTurnWithoutThoughtIsNotCreditedToIt()
    {
        std::vector<LabStep> steps = stepsTo(120);
        for (LabStep &step : steps)
            step.thoughtTokens = 2;
        QVERIFY(turningPoint(steps) && !turningPoint(steps)->throughThought());
        QVERIFY(!turningPointWords(*turningPoint(steps)).contains("thoughts"));
    }

    void aBurstCostsOneSignal()
    {
        LabHistory history;
        const QSignalSpy steps(&history, &LabHistory::stepsChanged), states(&history, &LabHistory::stateChanged);
        begin(history, 60);
        QCOMPARE(steps.count(), 2); // cleared, then all that came
        QCOMPARE(states.count(), 2);
        QCOMPARE(history.steps().size(), size_t(61));
        QVERIFY(history.isRunning() && history.step(60) && !history.step(61));
    }

    void theNewestBoardIsKeptAndOlderOnesAreAskedFor()
    {
        LabHistory history;
        begin(history, 3);
        LabStep step = labStep(4);
        step.board = labBoard();
        history.take({step});
        QVERIFY(history.steps().back().board.empty());
        QCOMPARE(history.board(4)->front().answers.size(), size_t(2));
        QVERIFY(!history.board(2));
        const QSignalSpy wanted(&history, &LabHistory::boardWanted), arrived(&history, &LabHistory::boardArrived);
        history.askForBoard(4);
        QCOMPARE(wanted.count(), 0);
        history.askForBoard(2);
        QCOMPARE(wanted.count(), 1);
        history.putBoard(2, labBoard());
        QCOMPARE(arrived.count(), 2);
        QVERIFY(history.board(2) && history.board(4));
    }

    void backToTheBestDropsWhatCameAfter()
    {
        LabHistory history;
        begin(history, 100);
        history.take({labHeldOut(75), labHeldOut(100)});
        QVERIFY(history.turningPoint());
        history.take({labState(LabState::Kind::Paused, 40)});
        QCOMPARE(history.steps().back().step, 40U);
        QCOMPARE(history.heldOut().back().step, 0U);
        QVERIFY(!history.turningPoint());
        history.take({labStep(41), labStep(42)});
        QCOMPARE(history.steps().size(), size_t(43));
    }

    void curvesHoldTheFigures()
    {
        LabHistory history;
        begin(history, 100);
        history.take({labHeldOut(25), labHeldOut(75)});
        const std::vector<Curve> curves = labCurves(history);
        QCOMPARE(valuesWords(curve(curves, "match"), 100), QString("form 100 %, match 80 %"));
        QCOMPARE(valuesWords(curve(curves, "heldOut"), 60), QString("greedy 38 %, base, best of 8 60 %"));
        QCOMPARE(valuesWords(curve(curves, "heldOut"), 75), QString("greedy 84 %, base, best of 8 60 %"));
        QCOMPARE(valuesWords(curve(curves, "thought"), 100), QString("mean 20.6, 10–90 % 0 … 24.6"));
        QCOMPARE(valuesWords(curve(curves, "kinds"), 0), QString("full 6 %, short 8 %, none 84 %, malformed 2 %"));
        QCOMPARE(valuesWords(curve(curves, "groups"), 0), QString("by all 13 %, by some 50 %, by none 38 %"));
        // No answer was wrong at any step: there is no such line.
        QVERIFY(curve(curves, "rightWrong").series[1].points.empty());
        // The base has learned nothing, so it has no gradient.
        QCOMPARE(curve(curves, "gradient").series[0].points.front().step, 1U);
        QVERIFY(std::ranges::none_of(curves, [](const Curve &one) { return one.sentence.isEmpty(); }));
    }

    void theStorySaysWhatChangedAndWhy()
    {
        LabHistory history;
        QVERIFY(storyOf(history).text.contains("nobody"));
        begin(history, 12);
        QVERIFY2(storyOf(history).text.contains("0.2 for the right form, 1 more"), qPrintable(storyOf(history).text));
        QVERIFY(storyOf(history).text.contains("35 % of the answers are right, after 1.6 tokens"));
        begin(history, 100);
        QVERIFY2(storyOf(history).text.startsWith("The long thought was in 6 % of the base's answers. Learning did not "
                                                  "invent it; it found that it pays."),
                 qPrintable(storyOf(history).text));
    }

    void theStoryPromisesNothingOfControls()
    {
        LabHistory history;
        LabSettings settings;
        settings.reward = RewardKind::Random;
        begin(history, 30, settings);
        QVERIFY(storyOf(history).text.contains("by lot"));
        settings.reward = RewardKind::FormOnly;
        begin(history, 30, settings);
        QVERIFY(storyOf(history).text.contains("form alone"));
    }

    void troubleIsSaidWithItsWayOut()
    {
        LabHistory history;
        begin(history, 100);
        history.take({labHeldOut(75)});
        LabHeldOut fallen = labHeldOut(100);
        fallen.match = 0.4;
        history.take({fallen});
        QCOMPARE(storyOf(history).mood, LabStory::Mood::Trouble);
        QVERIFY(storyOf(history).text.contains("from 84 % right at step 75 to 40 %"));
        history.take({labState(LabState::Kind::Ended, 100, "The device was lost; the state of step 100 is kept.")});
        QCOMPARE(storyOf(history).text, QString("The device was lost; the state of step 100 is kept."));
    }
};

QTEST_GUILESS_MAIN(TestLabHistory)
#include "tst_lab_history.moc"
