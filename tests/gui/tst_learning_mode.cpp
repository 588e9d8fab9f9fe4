// Learning in the real window, on a lab whose events the test writes.
#include "api/lab_record.h"
#include "app/message_bar.h"
#include "app/mode_switch.h"
#include "panels/learning/answers_beside.h"
#include "panels/learning/group_board.h"
#include "panels/learning/lab_setup.h"
#include "panels/learning/learning_panel.h"
#include "support/window_fixture.h"

#include <QAction>
#include <QComboBox>
#include <QDockWidget>
#include <QPushButton>
#include <QSpinBox>
#include <QToolBar>
#include <QToolButton>

#include <filesystem>

using namespace deepscope;
using Kind = LabState::Kind;

namespace {

struct Fixture : test::WindowFixture {
    explicit Fixture(const QString &settings, const QString &data = {}) : WindowFixture(settings, data)
    {
        window.resize(1280, 800);
        actions().modeLearning->trigger();
        QCoreApplication::processEvents();
    }

    const Actions &actions() const { return window.actionTable(); }
    LearningPanel &panel() const { return *window.learningPanel(); }
    LabSetup &setup() const { return *window.findChild<LabSetup *>(); }
    QDockWidget *dock(const char *name) const { return window.findChild<QDockWidget *>(name); }

    void tell(const std::vector<LabEvent> &events)
    {
        for (const LabEvent &event : events)
            lab.send(event);
        QCoreApplication::processEvents();
    }

    void learn(uint32_t last)
    {
        std::vector<LabEvent> events = {test::labBegun(), test::labHeldOut(0)};
        for (uint32_t step = 0; step <= last; ++step)
            events.emplace_back(test::labStep(step));
        events.emplace_back(test::labState(Kind::Learning, last));
        tell(events);
    }

    void startAndLearn(uint32_t last)
    {
        actions().labStart->trigger();
        learn(last);
    }

    CurvePlot *plot(const QString &key) const { return panel().findChild<CurvePlot *>(key); }
};

QString writeRecord(const QString &path, uint32_t last)
{
    LabRecordWriter writer(path.toStdU16String(), test::labBegun());
    for (uint32_t number = 0; number <= last; ++number) {
        LabStep step = test::labStep(number);
        step.board = test::labBoard(0);
        writer.append(step);
    }
    writer.append(test::labHeldOut(0));
    writer.append(test::labHeldOut(75));
    return path;
}

} // namespace

class TestLearningMode : public QObject {
    Q_OBJECT

    test::SettingsFolder m_settings;

private slots:
    void startAsksTheLabForWhatIsChosen()
    {
        Fixture f(m_settings.newFile());
        auto *start = f.panel().empty()->findChild<QPushButton *>("start");
        QVERIFY(start->isVisible());
        auto *more = f.setup().findChild<QToolButton *>("more");
        QVERIFY(!f.setup().findChild<QSpinBox *>()->isVisible());
        more->click();
        for (QSpinBox *box : f.setup().findChildren<QSpinBox *>())
            if (box->accessibleName() == "Answers each")
                box->setValue(12);
        QTest::mouseClick(start, Qt::LeftButton);
        QCOMPARE(f.lab.starts.size(), size_t(1));
        const LabRequest &request = f.lab.starts.front();
        LabSettings expected;
        expected.answers = 12;
        QCOMPARE(request.base, std::string("lab-base"));
        QVERIFY(request.settings == expected);
        QVERIFY(!request.folder.empty() && !request.resume);
        QVERIFY(!f.actions().labStart->isEnabled() && f.actions().labStop->isEnabled());
    }

    void curvesShowTheFiguresThatArrive()
    {
        Fixture f(m_settings.newFile());
        f.startAndLearn(10);
        QCOMPARE(f.plot("match")->values(), QString("form 90 %, match 35 %"));
        QVERIFY(f.plot("match")->isVisible());
        QCOMPARE(f.plot("heldOut")->values(), QString("greedy 38 %, base, best of 8 60 %"));
        QVERIFY(f.plot("match")->accessibleDescription().contains("Step 10: form 90 %, match 35 %"));
        QVERIFY2(f.panel().story().contains("Nobody shows"), qPrintable(f.panel().story()));
        f.learn(100);
        QCOMPARE(f.plot("match")->values(), QString("form 100 %, match 80 %"));
        QVERIFY2(f.panel().headline().contains("turned at step"), qPrintable(f.panel().headline()));
    }

    void thePointerReadsAllCurvesAndAClickChooses()
    {
        Fixture f(m_settings.newFile());
        f.startAndLearn(100);
        CurvePlot *plot = f.plot("match");
        QCoreApplication::processEvents(); // the curves find their places
        const QPoint at = QPointF(plot->axis().xOf(20), plot->plotArea().center().y()).toPoint() + plot->pos();
        QTest::mouseMove(f.panel().curves(), {1, 1}); // wherever a real pointer was, it moves
        QTest::mouseMove(f.panel().curves(), at);
        QTRY_COMPARE(f.window.learning().steps().hovered().value_or(0), 20U);
        QCOMPARE(f.plot("thought")->values(), QString("mean 1.6, 10–90 % 0 … 5.6"));
        QVERIFY2(f.panel().words().startsWith("Step 20 · Form and match: form 90 %, match 35 %"),
                 qPrintable(f.panel().words()));
        QTest::mouseClick(f.panel().curves(), Qt::LeftButton, {}, at);
        QCOMPARE(f.window.learning().steps().chosen(), std::optional<uint32_t>(20));
    }

    void keysWalkTheStepsAndFindTheTurn()
    {
        Fixture f(m_settings.newFile());
        f.startAndLearn(100);
        f.window.activateWindow();
        f.panel().curves()->setFocus();
        QTest::keyClick(f.panel().curves(), Qt::Key_Left);
        QCOMPARE(f.window.learning().steps().hovered(), std::optional<uint32_t>(99));
        QTest::keyClick(f.panel().curves(), Qt::Key_T);
        const uint32_t turn = f.window.learning().history().turningPoint()->step;
        QCOMPARE(f.window.learning().steps().hovered(), std::optional<uint32_t>(turn));
        QVERIFY(f.panel().words().endsWith("the turn"));
        QTest::keyClick(f.panel().curves(), Qt::Key_Return);
        QCOMPARE(f.window.learning().steps().chosen(), std::optional<uint32_t>(turn));
        QTest::keyClick(f.panel().curves(), Qt::Key_Escape);
        QVERIFY(!f.window.learning().steps().chosen());
    }

    void commandsReachTheLab()
    {
        Fixture f(m_settings.newFile());
        f.startAndLearn(30);
        QCOMPARE(f.actions().labPause->text(), QString("&Pause"));
        f.actions().labPause->trigger();
        f.tell({test::labState(Kind::Paused, 30)});
        QCOMPARE(f.actions().labPause->text(), QString("&Go On"));
        QVERIFY(f.panel().headline().startsWith("Paused behind step 30"));
        f.actions().labStep->trigger();
        f.actions().labPause->trigger();
        f.tell({test::labState(Kind::Learning, 30)});
        f.actions().labBackToBest->trigger();
        f.actions().labStop->trigger();
        const std::vector<std::string> expected = {"pause", "step", "go on", "back to best", "stop"};
        QCOMPARE(f.lab.commands, expected);
        f.tell({test::labState(Kind::Ended, 30)});
        QVERIFY(f.actions().labStart->isEnabled() && !f.actions().labStop->isEnabled());
    }

    void aRefusedStartSaysWhy()
    {
        Fixture f(m_settings.newFile());
        f.actions().labStart->trigger();
        LabState refused = test::labState(Kind::Ended, 0);
        refused.failure = Failure{ErrorKind::Device, "No Vulkan device was found. A driver would help."};
        f.tell({refused});
        QCOMPARE(f.panel().story(), QString("No Vulkan device was found. A driver would help."));
        QVERIFY(f.panel().findChild<QLabel *>("labStory")->isVisible());
        QVERIFY(f.panel().empty()->isVisible() && f.actions().labStart->isEnabled());
    }

    void theModelOfNowGoesToTheChat()
    {
        Fixture f(m_settings.newFile());
        f.startAndLearn(30);
        f.actions().labUseInChat->trigger();
        const std::string save = f.lab.commands.back();
        QVERIFY2(save.starts_with("save ") && save.ends_with("step 30.gguf"), save.c_str());
        f.tell({LabSaved{save.substr(5), {}}});
        QCOMPARE(f.window.modes().mode(), Mode::Chat);
        QCOMPARE(f.log.loads.back().path, save.substr(5));
        QVERIFY(f.window.learning().history().isRunning());
    }

    void aChatsAnswerGoesFirst()
    {
        Fixture f(m_settings.newFile());
        f.startAndLearn(3);
        f.actions().modeChat->trigger();
        f.loadDefault();
        QCOMPARE(f.window.findChild<QLabel *>("learningStatus")->text(), QString("Learning: step 3, 35 % right"));
        f.type("What is 47 + 85?");
        QCOMPARE(f.lab.yields.back(), true);
        f.stream(0, test::additionPieces().size());
        f.send(test::summaryOf(f.log.starts.back().run));
        QCOMPARE(f.lab.yields.back(), false);
    }

    void aRecordOpensWithItsTurnAndItsBoards()
    {
        Fixture f(m_settings.newFile());
        f.actions().modeChat->trigger();
        f.window.open(writeRecord(m_settings.filePath("run.lab"), 100));
        QTRY_COMPARE(f.window.modes().mode(), Mode::Learning);
        QCOMPARE(f.plot("match")->values(), QString("form 100 %, match 80 %"));
        QVERIFY2(f.panel().headline().startsWith("A recorded run, 100 steps"), qPrintable(f.panel().headline()));
        QVERIFY(f.lab.starts.empty() && !f.actions().labPause->isEnabled());
        f.window.learning().history().askForBoard(40);
        QTRY_VERIFY(f.window.learning().history().board(40));
        QCOMPARE(f.window.learning().history().board(40)->front().question, std::string("47+85=?"));
    }

    void theBoardFollowsAndHoldsWhatIsRead()
    {
        Fixture f(m_settings.newFile());
        f.startAndLearn(3);
        LabStep step = test::labStep(4);
        step.board = test::labBoard();
        f.tell({step});
        auto *board = f.window.findChild<GroupBoard *>();
        auto *answers = f.window.findChild<AnswersBeside *>();
        QVERIFY2(board->summary().startsWith("Step 4: 1 question"), qPrintable(board->summary()));
        QCOMPARE(answers->cards().size(), size_t(2));
        // An answer that is read stays, with its tokens for the panels of any run.
        emit board->answerChosen(0, 1);
        QCOMPARE(f.window.learning().steps().chosen(), std::optional<uint32_t>(4));
        const Run *rollout = f.window.learning().rollouts().current();
        QVERIFY(rollout && rollout->size() == int(test::additionPieces().size()));
        QVERIFY(!f.window.workbench().store().current());
        emit answers->tokenChosen(1, test::CarryToken);
        QCOMPARE(f.window.learning().selection().focus().token, test::CarryToken);
        step.step = 5;
        f.tell({step});
        QVERIFY(board->summary().startsWith("Step 4:"));
        f.window.learning().steps().choose({});
        QVERIFY2(board->summary().startsWith("Step 5:"), qPrintable(board->summary()));
    }

    void anOlderBoardComesFromTheRecord()
    {
        Fixture f(m_settings.newFile());
        f.window.open(writeRecord(m_settings.filePath("boards.lab"), 30));
        auto *board = f.window.findChild<GroupBoard *>();
        QTRY_VERIFY(board->summary().startsWith("Step 30:"));
        f.window.learning().steps().choose(12);
        QTRY_VERIFY2(board->summary().startsWith("Step 12:"), qPrintable(board->summary()));
        // A record's board has no prompts: it says so instead of showing half of a run.
        emit board->answerChosen(0, 0);
        QVERIFY(!f.window.learning().rollouts().current());
    }

    void theBaseAnswersBeforeItLearns()
    {
        Fixture f(m_settings.newFile());
        f.actions().labStart->trigger();
        f.tell({test::labBegun(), test::labState(Kind::Learning, 0)});
        QVERIFY(!f.panel().empty()->isVisible() && !f.panel().curves()->isVisible());
        QCOMPARE(f.panel().headline(), QString("The base answers first"));
    }

    void aBadRecordIsRefusedInOneSentence()
    {
        Fixture f(m_settings.newFile());
        const QString path = m_settings.filePath("bad.lab");
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("not a record");
        file.close();
        f.window.open(path);
        QTRY_VERIFY(f.window.messageBar()->message().contains("bad.lab"));
        QVERIFY(f.panel().empty()->isVisible());
    }

    void aRunThatWasLeftCanBeGoneOnWith()
    {
        const QTemporaryDir data;
        const QString folder = data.filePath("learning/yesterday");
        std::filesystem::create_directories(folder.toStdString());
        writeRecord(folder + '/' + LabRecordName, 20);
        QFile checkpoint(folder + "/step-000020.gguf");
        QVERIFY(checkpoint.open(QIODevice::WriteOnly));
        Fixture f(m_settings.newFile(), data.path());
        QPushButton *offer = nullptr;
        QTRY_VERIFY([&] {
            for (auto *button : f.panel().empty()->findChildren<QPushButton *>("offer"))
                if (button->accessibleName().startsWith("Go on with"))
                    offer = button;
            return offer != nullptr;
        }());
        QVERIFY2(offer->text().contains("38 % to 84 % right in 20 steps"), qPrintable(offer->text()));
        QTest::mouseClick(offer, Qt::LeftButton);
        QTRY_COMPARE(f.lab.starts.size(), size_t(1));
        QVERIFY(f.lab.starts.front().resume);
        QCOMPARE(f.lab.starts.front().folder, folder.toStdString());
        // Its past is there before its next step.
        LabBegun begun = test::labBegun();
        begun.step = 20;
        f.tell({begun, test::labStep(21)});
        QCOMPARE(f.window.learning().history().steps().size(), size_t(22));
    }

    void eachModeKeepsItsArrangement()
    {
        const QString settings = m_settings.newFile();
        {
            Fixture f(settings);
            QVERIFY(f.dock("labSettings")->isVisible() && !f.dock("memory")->isVisible());
            f.dock("labSettings")->close();
            f.actions().modeChat->trigger();
            QVERIFY(f.dock("memory")->parentWidget() == &f.window && !f.dock("labSettings")->isVisible());
            QVERIFY(f.dock("experts")->isVisible());
            f.dock("experts")->close();
            f.actions().modeLearning->trigger();
            QVERIFY(!f.dock("labSettings")->isVisible());
            f.window.close();
        }
        test::WindowFixture f(settings);
        QCOMPARE(f.window.modes().mode(), Mode::Learning);
        QVERIFY(f.window.learningPanel()->isVisible());
        QVERIFY(f.window.findChild<QDockWidget *>("labSettings")->isHidden());
        QVERIFY(!f.window.findChild<QDockWidget *>("labGroups")->isHidden());
        for (const char *other : {"chats", "experts", "memory", "tokens"})
            QVERIFY2(f.window.findChild<QDockWidget *>(other)->isHidden(), other);
        f.window.actionTable().modeChat->trigger();
        QVERIFY(f.window.findChild<QDockWidget *>("experts")->isHidden());
        QVERIFY(!f.window.findChild<QDockWidget *>("tokens")->isHidden());
        f.window.actionTable().resetLayout->trigger();
        QVERIFY(!f.window.findChild<QDockWidget *>("experts")->isHidden());
        QVERIFY(f.window.findChild<QDockWidget *>("labSettings")->isHidden());
    }

    void commandsOfTheOtherModeAreAway()
    {
        Fixture f(m_settings.newFile());
        QVERIFY(f.actions().labStart->isVisible() && !f.actions().send->isVisible());
        QVERIFY(!f.actions().clearFocus->isEnabled());
        f.actions().modeChat->trigger();
        QVERIFY(!f.actions().labStart->isVisible() && f.actions().send->isVisible());
    }

    void closingWaitsUntilTheRunIsWritten()
    {
        Fixture f(m_settings.newFile());
        f.startAndLearn(30);
        f.window.close();
        QVERIFY(f.window.isVisible());
        QCOMPARE(f.lab.commands.back(), std::string("stop"));
        f.tell({test::labState(Kind::Ended, 30)});
        QTRY_VERIFY(!f.window.isVisible());
    }

    void nothingIsCutAt1280x720()
    {
        Fixture f(m_settings.newFile());
        f.window.resize(1280, 720);
        f.startAndLearn(60);
        f.actions().resetLayout->trigger();
        QCoreApplication::processEvents();
        const QSize smallest = f.window.minimumSizeHint();
        QVERIFY2(smallest.width() <= 1280 && smallest.height() <= 720,
                 qPrintable(QString("%1 x %2").arg(smallest.width()).arg(smallest.height())));
        QVERIFY(f.panel().width() >= 480);
    }
};

QTEST_MAIN(TestLearningMode)
#include "tst_learning_mode.moc"
