// Help > About and the system report: what they tell, and what they must not.
#include "app/help_dialogs.h"
#include "app/system_report.h"
#include "support/scripted_run.h"

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QMessageBox>
#include <QRegularExpression>
#include <QSemaphore>
#include <QSysInfo>
#include <QTest>
#include <QWidget>

using namespace deepscope;

namespace {

DeviceList oneDevice()
{
    DeviceInfo device;
    device.name = "Test device";
    device.driver = "testdriver 1.2";
    device.apiVersion = "1.3.230";
    device.heaps = {{uint64_t(8) << 30, uint64_t(7) << 30, true}};
    device.refusals = {"it lacks push descriptors"};
    return {{device}, {}};
}

LoadedModel privateModel()
{
    LoadedModel model = test::smallModel((QDir::homePath() + "/letters of Alice.gguf").toStdString());
    model.info.name = "letters of Alice";
    model.device = oneDevice().devices.front();
    return model;
}

// As a word of its own: a host called "vm" is not named by "llvmpipe".
bool namesWord(const QString &text, const QString &word)
{
    const QRegularExpression pattern("(?<!\\w)" + QRegularExpression::escape(word) + "(?!\\w)");
    return !word.isEmpty() && text.contains(pattern);
}

QMessageBox *openAbout(QWidget *window, const RunStore &store)
{
    showAbout(window, store);
    return window->findChild<QMessageBox *>();
}

} // namespace

class TestSystemReport : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QCoreApplication::setApplicationVersion(DEEPSCOPE_VERSION);
        qApp->setProperty(CommitProperty, "0123456789ab");
    }

    void tellsProgramSystemAndDevices()
    {
        RunStore store;
        store.setModel(privateModel());
        const QString report = systemReport(store, oneDevice());
        for (const char *fact :
             {DEEPSCOPE_VERSION, "commit 0123456789ab", qVersion(), "Test device", "testdriver 1.2", "Vulkan 1.3.230",
              "heap of 8192 MiB on the device", "refused: it lacks push descriptors", "deepseek2, 3 layers, 8 experts"})
            QVERIFY2(report.contains(fact), qPrintable(QString("%1 in\n%2").arg(fact, report)));
        QVERIFY(report.contains(QSysInfo::prettyProductName()));
    }

    void saysWhatIsMissing()
    {
        const QString report = systemReport(RunStore(), {{}, "There is no Vulkan loader."});
        QVERIFY(report.contains("There is no Vulkan loader."));
        QVERIFY(report.contains("No model is loaded."));
    }

    void holdsNothingPersonal()
    {
        RunStore store;
        store.setModel(privateModel());
        const QString report = systemReport(store, listDevices());
        const QString user = qEnvironmentVariable("USER", qEnvironmentVariable("USERNAME"));
        for (const QString &secret : {QDir::homePath(), QDir::currentPath(), QString("Alice"), QString("gguf"), user,
                                      QSysInfo::machineHostName(), QString::fromLatin1(QSysInfo::machineUniqueId())})
            QVERIFY2(!namesWord(report, secret), qPrintable(secret + " in\n" + report));
    }

    void aboutShowsVersionDeviceQtAndBuild()
    {
        QWidget window;
        RunStore store;
        store.setModel(privateModel());
        const QMessageBox *box = openAbout(&window, store);
        QVERIFY(box->text().contains(DEEPSCOPE_VERSION));
        for (const QString &fact : {QString("Test device"), QString("testdriver 1.2"), QString("1.3.230"),
                                    QString::fromLatin1(qVersion()), buildSummary()})
            QVERIFY2(box->informativeText().contains(fact), qPrintable(fact));
    }

    void theButtonCopiesAndTheBoxStays()
    {
        QWidget window;
        window.show();
        RunStore store;
        QSemaphore driver; // that takes its time
        showAbout(&window, store, [&driver] {
            driver.acquire();
            return oneDevice();
        });
        auto *box = window.findChild<QMessageBox *>();
        QAbstractButton *copy = nullptr;
        for (QAbstractButton *button : box->buttons())
            if (box->buttonRole(button) == QMessageBox::ActionRole)
                copy = button;
        QVERIFY(copy);
        QGuiApplication::clipboard()->clear();
        QTest::mouseClick(copy, Qt::LeftButton); // returns before the driver does
        QVERIFY(!copy->isEnabled());
        QVERIFY(QGuiApplication::clipboard()->text().isEmpty());
        driver.release();
        QTRY_COMPARE(copy->text(), QString("Copied"));
        QVERIFY(box->isVisible());
        QCOMPARE(QGuiApplication::clipboard()->text(), systemReport(store, oneDevice()));
        QTest::mouseClick(box->button(QMessageBox::Ok), Qt::LeftButton);
        QVERIFY(!box->isVisible());
    }
};

QTEST_MAIN(TestSystemReport)
#include "tst_system_report.moc"
