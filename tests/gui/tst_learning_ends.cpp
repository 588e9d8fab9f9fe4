// How a run of the lab ends, and what comes after it, in the real window.
#include "api/lab_record.h"
#include "app/mode_switch.h"
#include "panels/learning/before_after.h"
#include "panels/learning/learning_panel.h"
#include "support/window_fixture.h"

#include <QFile>
#include <QTest>

#include <filesystem>

using namespace deepscope;

namespace {

using Kind = LabState::Kind;

struct Fixture : test::WindowFixture {
    explicit Fixture(const QString &settings) : WindowFixture(settings)
    {
        actions().modeLearning->trigger();
        actions().labStart->trigger();
        tell({test::labBegun(), test::labStep(0), test::labStep(1), test::labState(Kind::Learning, 1)});
    }

    const Actions &actions() const { return window.actionTable(); }

    void tell(const std::vector<LabEvent> &events)
    {
        for (const LabEvent &event : events)
            lab.send(event);
        QCoreApplication::processEvents();
    }

    // As the lab leaves it: a record and a checkpoint.
    void keepRun()
    {
        const std::filesystem::path folder(lab.starts.back().folder);
        std::filesystem::create_directories(folder);
        LabRecordWriter writer(folder / LabRecordName, test::labBegun());
        writer.append(test::labStep(0));
        writer.append(test::labStep(1));
        QFile checkpoint(folder / "step-000001.gguf");
        QVERIFY(checkpoint.open(QIODevice::WriteOnly));
    }
};

LabFixedAnswers fixedAt(uint32_t step) { return {step, test::labBoard()}; }

LabState diskFull()
{
    LabState state = test::labState(Kind::Ended, 1);
    state.failure = Failure{ErrorKind::File, "The disk is full."};
    return state;
}

} // namespace

class TestLearningEnds : public QObject {
    Q_OBJECT

    test::SettingsFolder m_settings;

private slots:
    void whatWasStoppedIsGoneOnWith()
    {
        Fixture f(m_settings.newFile());
        f.keepRun();
        f.actions().labStop->trigger();
        f.tell({test::labState(Kind::Ended, 1)});
        QVERIFY(f.actions().labPause->isEnabled());
        QCOMPARE(f.actions().labPause->text(), QString("&Go On"));
        f.actions().labPause->trigger();
        QTRY_COMPARE(f.lab.starts.size(), size_t(2));
        QVERIFY(f.lab.starts.back().resume);
        QCOMPARE(f.lab.starts.back().folder, f.lab.starts.front().folder);
    }

    // The window stays to say so, and does not go later by itself.
    void aQuitThatCouldNotWriteStays()
    {
        Fixture f(m_settings.newFile());
        f.window.close();
        f.tell({diskFull()});
        QVERIFY(f.window.isVisible());
        QVERIFY2(f.window.learningPanel()->story().contains("The disk is full."),
                 qPrintable(f.window.learningPanel()->story()));
        f.tell({test::labState(Kind::Ended, 1)});
        QVERIFY(f.window.isVisible());
    }

    void aLogoutGoesAllTheSame()
    {
        Fixture f(m_settings.newFile());
        f.window.closeUnasked();
        QVERIFY(f.window.isVisible());
        f.tell({diskFull()});
        QTRY_VERIFY(!f.window.isVisible());
    }

    void whoWalksThroughTheStepsIsLeftThere()
    {
        Fixture f(m_settings.newFile());
        f.tell({fixedAt(0), test::labStep(2), fixedAt(2)});
        auto *view = f.window.findChild<BeforeAfter *>();
        QCOMPARE(view->step(), std::optional<uint32_t>(2));
        view->setStep(0);
        f.tell({test::labStep(3), test::labStep(4), fixedAt(4)});
        QCOMPARE(view->step(), std::optional<uint32_t>(0));
        f.window.learning().steps().choose(2);
        QCOMPARE(view->step(), std::optional<uint32_t>(2));
    }

    // A step that is gone is not shown as the new one of its number.
    void whatWasDroppedIsShownNoMore()
    {
        Fixture f(m_settings.newFile());
        LabStep step = test::labStep(2);
        step.board = test::labBoard();
        f.tell({step});
        f.window.learning().steps().choose(2);
        f.tell({test::labState(Kind::Paused, 1)});
        QVERIFY(!f.window.learning().steps().chosen());
        QCOMPARE(f.window.learning().history().lastStep(), 1U);
    }

    void whatIsOfTheChatOpensThere()
    {
        Fixture f(m_settings.newFile());
        f.window.open("nowhere.run");
        QCOMPARE(f.window.modes().mode(), Mode::Chat);
    }
};

QTEST_MAIN(TestLearningEnds)
#include "tst_learning_ends.moc"
