// The runner-up in the place of the last chosen expert, for one token: on the real engine and the default model.
#include "app/main_window.h"
#include "app/message_bar.h"
#include "panels/experts/experts_panel.h"

#include <QContextMenuEvent>
#include <QMenu>
#include <QPlainTextEdit>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

using namespace deepscope;

class TestRunnerUp : public QObject {
    Q_OBJECT

    static constexpr int Patience = 120000; // milliseconds, for a software device on a busy machine

private slots:
    void takesThePlaceOfTheLastAlone()
    {
        const QTemporaryDir folder;
        MainWindow window(localEngine(), localLab(),
                          std::make_unique<QSettings>(folder.filePath("settings.ini"), QSettings::IniFormat));
        window.resize(1280, 800);
        window.show();
        window.open("default");
        Workbench &bench = window.workbench();
        QTRY_VERIFY_WITH_TIMEOUT(!bench.isLoading(), Patience);
        QVERIFY2(bench.store().model(), qPrintable(window.messageBar()->message()));
        auto *editor = window.findChild<QPlainTextEdit *>("question");
        editor->setPlainText("What is 47 + 85?");
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(bench.store().current() && !bench.isRunning(), Patience);
        const Run &run = *bench.store().current();

        const int token = run.size() / 2, layer = run.firstExpertLayer() + run.expertLayers() - 1;
        auto *panel = window.findChild<ExpertsPanel *>();
        panel->tabs()->setCurrentIndex(1);
        bench.selection().setFocus({token, layer, -1});
        const RouterWeighing &weighing = bench.trials().weighing;
        QTRY_VERIFY_WITH_TIMEOUT(weighing.layer(layer) && weighing.token() == token, Patience);
        const WeighedLayer weighed = *weighing.layer(layer);
        const int last = weighed.chosen.back().expert, next = *runnerUp(weighed);

        QContextMenuEvent event(QContextMenuEvent::Keyboard, {}, {});
        QApplication::sendEvent(panel, &event);
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QVERIFY(menu);
        const QString text = QString("Expert %1 Instead of %2, for Token %3 Alone").arg(next).arg(last).arg(token);
        const QList<QAction *> actions = menu->actions();
        const auto offered = std::ranges::find(actions, text, &QAction::text);
        QVERIFY(offered != actions.end());
        (*offered)->trigger();
        menu->close();
        const SecondReading &reading = bench.trials().reading;
        QTRY_COMPARE_WITH_TIMEOUT(int(reading.state()), int(SecondReading::State::There), Patience);
        QCOMPARE(reading.moves(token, layer).lost, std::vector<int>{last});
        QCOMPARE(reading.moves(token, layer).gained, std::vector<int>{next});
        // What was read before is as it was, and so is what comes later in that layer of its own accord.
        for (int t = 0; t <= token; ++t)
            for (int l = run.firstExpertLayer(); l <= layer; ++l)
                QVERIFY2((t == token && l == layer) || !reading.moved(t, l), qPrintable(QString::number(t)));
        for (int t = 1; t <= token; ++t)
            QCOMPARE(reading.changeOf(t)->logprob, 0.0);
        QVERIFY(reading.changeOf(token + 1)->logprob != 0);
    }
};

QTEST_MAIN(TestRunnerUp)
#include "tst_runner_up.moc"
