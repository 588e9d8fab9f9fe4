// Many runs at once on models whose layers keep states: each tells what it tells alone, a question is read once, a text
// goes on where one with its beginning left a state, and steps ahead that were for nothing are taken back.
#include "run/generation.h"
#include "run/scheduler.h"
#include "support/golden_tokens.h"
#include "support/op_shapes.h"
#include "support/token_runs.h"
#include "support/told_runs.h"

#include <QTest>

using namespace deepscope;
using namespace deepscope::testing;

namespace {

std::unique_ptr<Session> openModel(const QString &model, uint32_t context, uint32_t sequences)
{
    return openSession({.path = goldenPath(model.toStdString() + ".gguf").string(),
                        .context = context,
                        .sequences = sequences,
                        .prepare = false});
}

} // namespace

class TestStateScheduler : public QObject {
    Q_OBJECT

private slots:
    void eachTellsWhatItTellsAlone_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<uint32_t>("sequences");
        for (const char *model : {"q35moe_f16", "q35dense_f32", "q3next_f32"})
            for (const uint32_t sequences :
                 {1U, 4U}) // with room for one text, places are given up and texts read again
                QTest::addRow("%s, room for %u", model, sequences) << QString(model) << sequences;
    }
    void eachTellsWhatItTellsAlone()
    {
        QFETCH(QString, model);
        QFETCH(uint32_t, sequences);
        Dice dice(11);
        const auto crowded = openModel(model, 128, sequences);
        for (int round = 0; round < 5; ++round) {
            const std::vector<RunRequest> requests = randomRuns(dice, 6, 300);
            AllTold together, expected;
            runAll(*crowded, requests, into(together));
            for (const RunRequest &request : requests)
                run(*openModel(model, 128, 1), request, into(expected));
            QVERIFY2(together == expected, qPrintable(QString("round %1").arg(round)));
            const PoolUse use = crowded->poolUse();
            QVERIFY(use.inUse == 0 && use.kept + use.free == use.pages);
            QCOMPARE(use.states.inUse, 0U);
            QVERIFY(use.states.kept > 0);
            QCOMPARE(use.states.all(), crowded->model().memory.stateSlots());
            QCOMPARE(use.windows, PlaceCounts());
        }
    }

    // What is told is what the sequences hold: of each that is read one state, and those of steps under way.
    void saysWhoHasTheStates()
    {
        ReadyModel model(
            {.path = goldenPath("q35moe_f16.gguf").string(), .context = 160, .sequences = 3},
            [](const LoadProgress &) {}, Never);
        Scheduler scheduler(model);
        const uint32_t places = model.description().memory.stateSlots();
        QCOMPARE(scheduler.poolUse().states, (PlaceCounts{0, 0, places}));
        AllTold told;
        for (uint32_t run = 1; run <= 2; ++run)
            scheduler.add(run,
                          std::make_unique<Generation>(model, textOf(run, 300 + int32_t(run), 75, 20),
                                                       RunSinks{into(told), {}}, Never),
                          [](Task &, const std::exception_ptr &error) { QVERIFY(!error); });
        uint32_t most = 0;
        while (!scheduler.idle()) {
            scheduler.tick(Never);
            const PoolUse use = scheduler.poolUse();
            const auto living = uint32_t(scheduler.pool().sequences().living().size());
            QCOMPARE(use.states.all(), places);
            QVERIFY2(use.states.inUse >= living && use.states.inUse <= FewestStateSlots * living,
                     qPrintable(QString("%1 states of %2 sequences").arg(use.states.inUse).arg(living)));
            QCOMPARE(use.states, scheduler.pool().sequences().stateCounts());
            most = std::max(most, use.states.inUse);
        }
        QVERIFY(most >= 4); // two of each
        const PlaceCounts left = scheduler.poolUse().states;
        QCOMPARE(left.inUse, 0U);
        QVERIFY(left.kept >= 2); // behind both ends at least
    }

    void aQuestionAskedManyTimesIsReadOnce()
    {
        std::vector<RunRequest> requests;
        for (uint32_t i = 0; i < 16; ++i)
            requests.push_back(textOf(i + 1, 300, 75, 6));
        const auto session = openModel("q35moe_f16", 128, 8);
        AllTold told;
        const std::vector<RunSummary> summaries = runAll(*session, requests, into(told));
        uint32_t whole = 0;
        for (const RunSummary &summary : summaries) {
            whole += summary.reusedTokens == 0;
            QVERIFY(summary.reusedTokens == 0 || summary.reusedTokens == summary.promptTokens - 1);
            QVERIFY(told[summary.run] == told[1]);
        }
        QCOMPARE(whole, 1U);
    }

    // A chat that goes on parts from the text before a few tokens ahead of its end, or behind its answer.
    void goesOnWhereAStateWasLeft()
    {
        const auto session = openModel("q35moe_f16", 192, 2);
        AllTold told;
        const RunRequest first = textOf(1, 300, 75, 10);
        run(*session, first, into(told));
        const RunSummary again = run(*session, first, into(told));
        QCOMPARE(again.reusedTokens, 74U);
        RunRequest parted = textOf(2, 300, 72, 3); // ends otherwise
        parted.tokens.insert(parted.tokens.end(), {20, 21, 22, 23});
        QCOMPARE(run(*session, parted, into(told)).reusedTokens, 64U);
        RunRequest behind = first; // with its answer
        behind.run = 3;
        for (size_t i = first.tokens.size(); i < told[1].tokens.size(); ++i)
            behind.tokens.push_back(told[1].tokens[i]);
        behind.tokens.resize(first.tokens.size() + 10);
        behind.tokens.push_back(25);
        const RunSummary after = run(*session, behind, into(told));
        QVERIFY2(after.reusedTokens >= 84, qPrintable(QString::number(after.reusedTokens)));
        AllTold expected;
        run(*openModel("q35moe_f16", 192, 1), behind, into(expected));
        QVERIFY(told[3] == expected[3]);
    }

    // What follows on a draw that needs all logits is taken back, by a step and no further.
    void stepsAheadTellTheSame()
    {
        std::vector<std::vector<AllTold>> told;
        uint32_t wholeRows = 0, stepsAhead = 0;
        for (const bool ahead : {false, true}) {
            qputenv("DEEPSCOPE_AHEAD", ahead ? "yes" : "no");
            ReadyModel model(
                {.path = goldenPath("q35moe_f16.gguf").string(), .context = 160, .sequences = 3},
                [](const LoadProgress &) {}, Never);
            Scheduler scheduler(model);
            Dice dice(12);
            told.emplace_back();
            for (uint32_t round = 0; round < 6; ++round) {
                AllTold &tokens = told.back().emplace_back();
                for (const RunRequest &request : randomRuns(dice, 4, 300))
                    scheduler.add(request.run,
                                  std::make_unique<Generation>(model, request, RunSinks{into(tokens), {}}, Never),
                                  [&](Task &task, const std::exception_ptr &error) {
                                      QVERIFY(!error);
                                      wholeRows += static_cast<Generation &>(task).end().wholeRowDraws;
                                  });
                while (!scheduler.idle()) {
                    scheduler.tick(Never);
                    stepsAhead += !scheduler.runner().idle();
                }
            }
            QCOMPARE(scheduler.pool().sequences().stateCounts().inUse, 0U);
        }
        qunsetenv("DEEPSCOPE_AHEAD");
        QVERIFY(told[0] == told[1]);
        QVERIFY(wholeRows > 6);
        QVERIFY2(stepsAhead > 6, qPrintable(QString::number(stepsAhead)));
    }

    void memoryAfterManySequencesIsAsBefore()
    {
        const auto session = openModel("q35moe_f32", 128, 3);
        Dice dice(13);
        uint64_t allocated = 0;
        for (int round = 0; round < 12; ++round) {
            AllTold told;
            runAll(*session, randomRuns(dice, 8, 300), into(told));
            const PoolUse use = session->poolUse();
            QVERIFY(use.inUse == 0 && use.kept + use.free == use.pages);
            allocated = round < 3 ? session->memory().allocated() : allocated;
            QCOMPARE(session->memory().allocated(), allocated);
        }
    }
};

QTEST_GUILESS_MAIN(TestStateScheduler)
#include "tst_state_scheduler.moc"
