// The list of runs: newest first, what each took, and a click shows it everywhere.
#include "models/run_list_model.h"
#include "panels/runs/run_figures.h"
#include "panels/runs/runs_panel.h"
#include "support/scripted_run.h"

#include <QAbstractItemModelTester>
#include <QListView>
#include <QTest>

using namespace deepscope;

Q_DECLARE_METATYPE(FinishReason)

class TestRunsPanel : public QObject {
    Q_OBJECT

    static uint32_t addRun(RunStore &store, const QString &question)
    {
        const uint32_t run = store.beginRun(store.freeNumber(), question, test::smallModel());
        store.append(test::tracesOf(run, test::additionPieces()));
        store.finish(test::summaryOf(run));
        return run;
    }

private slots:
    void clickShowsTheRun()
    {
        RunStore store;
        RunsPanel panel(store);
        QAbstractItemModelTester tester(panel.list()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        panel.resize(220, 300);
        panel.show();
        QVERIFY(!panel.list()->isVisible()); // words in place of an empty list
        const uint32_t first = addRun(store, "First");
        const uint32_t second = addRun(store, "Second");
        QVERIFY(panel.list()->isVisible());
        QCOMPARE(store.current()->id(), second);
        QCOMPARE(panel.list()->currentIndex().row(), 0);
        QCOMPARE(panel.list()->model()->index(0, 0).data().toString(), QString("Second"));

        const QRect row = panel.list()->visualRect(panel.list()->model()->index(1, 0));
        QTest::mouseClick(panel.list()->viewport(), Qt::LeftButton, Qt::NoModifier, row.center());
        QCOMPARE(store.current()->id(), first);
        QTest::keyClick(panel.list(), Qt::Key_Up);
        QCOMPARE(store.current()->id(), second);
        store.clearCurrent();
        QVERIFY(!panel.list()->currentIndex().isValid());
        QVERIFY(panel.list()->selectionModel()->selection().isEmpty());
        QTest::mouseClick(panel.list()->viewport(), Qt::LeftButton, Qt::NoModifier, row.center());
        QCOMPARE(store.current()->id(), first);
    }

    void figuresSayWhatItTook()
    {
        RunStore store;
        const Run &run = *store.run(addRun(store, "Q"));
        // Eleven tokens of thought and three of answer at 10 ms each.
        QCOMPARE(runTokens(run), QString("think 11 · answer 3"));
        QVERIFY2(runSpeed(run).contains("100 tokens/s"), qPrintable(runSpeed(run)));
    }

    void figuresSayHowItEnded_data()
    {
        QTest::addColumn<FinishReason>("reason");
        QTest::addColumn<QString>("words");
        QTest::newRow("by itself") << FinishReason::EndToken << "";
        QTest::newRow("stopped") << FinishReason::Cancelled << "stopped";
        QTest::newRow("token limit") << FinishReason::TokenLimit << "token limit";
        QTest::newRow("context full") << FinishReason::ContextFull << "context full";
        QTest::newRow("failed") << FinishReason::Failed << "failed";
    }

    void figuresSayHowItEnded()
    {
        QFETCH(FinishReason, reason);
        QFETCH(QString, words);
        RunStore store;
        const uint32_t run = store.beginRun(1, "Q", test::smallModel());
        store.append(test::tracesOf(run, test::additionPieces()));
        QVERIFY(!runSpeed(*store.run(run)).contains("stopped")); // it goes on
        store.finish(test::summaryOf(run, reason));
        QCOMPARE(runSpeed(*store.run(run)), (words.isEmpty() ? "" : words + " · ") + "0.1 s · 100 tokens/s");
        const RunListModel model(store);
        const QString accessible = model.index(0).data(Qt::AccessibleTextRole).toString();
        QVERIFY2(accessible.endsWith(words.isEmpty() ? "thought 0.1 s" : words), qPrintable(accessible));
    }

    void figuresOfAFailedRunSayWhy()
    {
        RunStore store;
        const uint32_t run = store.beginRun(1, "Q", test::smallModel());
        QVERIFY(runSpeed(*store.run(run)).isEmpty());
        QCOMPARE(runTokens(*store.run(run)), QString("reading the question"));
        store.fail(run, "The device was lost.");
        QCOMPARE(runTokens(*store.run(run)), QString("The device was lost."));
        QCOMPARE(runSpeed(*store.run(run)), QString("failed"));
    }
};

QTEST_MAIN(TestRunsPanel)
#include "tst_runs_panel.moc"
