// What the lab needs no device for: what it was asked, how far a run has come, and the folder of a run.
#include "lab/lab_controls.h"
#include "lab/lab_folder.h"
#include "lab/lab_progress.h"
#include "record/fingerprint.h"
#include "support/expect_error.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace deepscope;

namespace {

using Order = LabControls::Order;

} // namespace

class TestLabControls : public QObject {
    Q_OBJECT

private slots:
    void ordersComeByTheirUrgency()
    {
        LabControls controls;
        QVERIFY(controls.order() == Order::Idle);
        controls.stop(); // nothing is under way
        controls.start({});
        QVERIFY(controls.order() == Order::Start && !controls.cancel());
        controls.takeStart();
        QVERIFY(controls.order() == Order::GoOn);
        controls.step();
        QVERIFY(controls.order() == Order::GoOn);
        controls.stepped();
        QVERIFY(controls.order() == Order::Pause && controls.order(LabControls::Where::WithinStep) == Order::GoOn);
        controls.setYields(true);
        QVERIFY(controls.order() == Order::Pause && controls.order(LabControls::Where::WithinStep) == Order::Wait);
        controls.backToBest();
        QVERIFY(controls.order() == Order::GoBack && controls.interrupt() && !controls.cancel());
        controls.save("model.gguf");
        QVERIFY(controls.order() == Order::Save);
        QCOMPARE(controls.takeSave(), std::string("model.gguf"));
        controls.start({});
        QVERIFY(controls.order() == Order::RefuseStart);
        controls.stop();
        QVERIFY(controls.order() == Order::Stop && controls.cancel());
        controls.ended();
        QVERIFY(controls.order() == Order::Idle && !controls.interrupt());
        controls.close();
        controls.start({});
        QVERIFY(controls.order() == Order::Close && controls.cancel());
    }

    void progressIsReadAsItWasWritten()
    {
        LabProgress progress;
        progress.base = "a \"base\"";
        progress.settings.rate = 1.0F / 3;
        progress.settings.seed = UINT64_MAX;
        progress.settings.algorithm = Algorithm::LeaveOneOut;
        progress.step = 7;
        progress.best = {5, 1.0 / 3};
        const LabProgress read = progressFrom(toText(progress), "file");
        QVERIFY(read.settings == progress.settings);
        QCOMPARE(read.base, progress.base);
        QCOMPARE(read.best->match, progress.best->match);
        QVERIFY(!read.examined);
        EXPECT_FILE_ERROR(progressFrom("{}", "x.gguf"), "x.gguf", "no checkpoint");
    }

    void folderKeepsTheLastTwoAndTheBest()
    {
        const QTemporaryDir place;
        const LabFolder folder(place.path().toStdString());
        for (const uint32_t step : {0, 10, 20, 30})
            QVERIFY(QFile::copy(DEEPSCOPE_TEST_DATA "/training/odd.gguf",
                                QString::fromStdString(folder.checkpoint(step).string())));
        folder.tidy(10);
        QCOMPARE(folder.checkpoints(), (std::vector<uint32_t>{10, 20, 30}));
        folder.removeBehind(20);
        QCOMPARE(folder.checkpoints(), (std::vector<uint32_t>{10, 20}));
        const std::string before = fingerprint(FileReader(folder.checkpoint(10)));
        QFile file(QString::fromStdString(folder.checkpoint(10).string()));
        QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(1000) && file.write("x") == 1);
        file.close();
        QVERIFY(fingerprint(FileReader(folder.checkpoint(10))) != before);
    }
};

QTEST_GUILESS_MAIN(TestLabControls)
#include "tst_lab_controls.moc"
