// Quitting over turns that a full disk refused: nothing goes without a question.
#include "app/message_bar.h"
#include "models/chat_database.h"
#include "support/window_fixture.h"

#include <QDir>
#include <QFileDialog>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>

#ifdef Q_OS_UNIX
#include <csignal>
#include <sys/resource.h>
#endif

using namespace deepscope;
using Fixture = test::WindowFixture;

namespace {

#ifdef Q_OS_UNIX
// While it lives, no file of this program becomes longer than 4 KiB.
class FullDisk {
public:
    FullDisk()
    {
        std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit small = {4096, m_before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &small);
    }
    ~FullDisk() { setrlimit(RLIMIT_FSIZE, &m_before); }

private:
    rlimit m_before = {};
};
#endif

QMessageBox *question(const Fixture &f)
{
    for (auto *box : f.window.findChildren<QMessageBox *>())
        if (box->isVisible())
            return box;
    return nullptr;
}

QAbstractButton *button(const Fixture &f, const QString &name)
{
    for (QAbstractButton *one : question(f)->buttons())
        if (one->text().remove('&') == name)
            return one;
    qFatal("no button %s", qPrintable(name));
}

} // namespace

class TestWindowQuit : public QObject {
    Q_OBJECT

    test::SettingsFolder m_settings;
    int m_folders = 0;

    QString newFolder()
    {
        const QString folder = m_settings.filePath(QString("folder%1").arg(++m_folders));
        QDir().mkpath(folder);
        return folder;
    }

    static int turnsIn(const QString &folder)
    {
        const ChatDatabase database(folder + "/chats.sqlite");
        int turns = 0;
        for (const ChatInfo &chat : database.list())
            turns += int(database.runs(chat.id).runs.size());
        return turns;
    }

    // A model, and a turn that is written.
    static void keepOne(Fixture &f)
    {
        f.loadDefault();
        f.ask();
        QTRY_VERIFY(f.window.workbench().unwritten().empty());
    }

private slots:
    void whatIsOnItsWayNeedsNoQuestion()
    {
        const QString folder = newFolder();
        {
            Fixture f(m_settings.newFile(), folder);
            f.loadDefault();
            f.ask();
            f.window.close();
            QTRY_VERIFY(!f.window.isVisible());
            QVERIFY(!question(f));
        }
        QCOMPARE(turnsIn(folder), 1);
    }

    void withoutKeepingNothingIsAsked()
    {
        Fixture f(m_settings.newFile());
        f.loadDefault();
        f.ask();
        QVERIFY(f.window.close());
        QVERIFY(!f.window.isVisible());
    }

#ifdef Q_OS_UNIX
    void aFullDiskIsAskedAbout()
    {
        const QString folder = newFolder();
        {
            Fixture f(m_settings.newFile(), folder);
            keepOne(f);
            {
                const FullDisk full;
                f.ask();
                f.ask();
                QTRY_VERIFY(!f.window.messageBar()->message().isEmpty());
                const QString reason = f.window.messageBar()->message();
                QVERIFY(!f.window.close());
                QTRY_VERIFY(question(f));
                QVERIFY(f.window.isVisible());
                QVERIFY2(question(f)->text().startsWith("2 turns are not written"), qPrintable(question(f)->text()));
                QCOMPARE(question(f)->informativeText(), reason);

                QTest::mouseClick(button(f, "Cancel"), Qt::LeftButton);
                QTRY_VERIFY(!question(f));
                f.ask(); // a person goes on; nothing asks
                QTest::qWait(50);
                QVERIFY(!question(f));
                QCOMPARE(f.window.messageBar()->message(), reason); // it still holds

                f.window.close();
                QTRY_VERIFY(question(f));
                QVERIFY(question(f)->text().startsWith("3 turns are not written"));
                QTest::mouseClick(button(f, "Try again"), Qt::LeftButton);
                QTest::qWait(50);
                QVERIFY(question(f)); // it is as full as before
            }
            QTest::mouseClick(button(f, "Try again"), Qt::LeftButton);
            QTRY_VERIFY(!f.window.isVisible());
            QVERIFY(!question(f));
        }
        QCOMPARE(turnsIn(folder), 4);
    }

    void turnsCanBeSavedElsewhere()
    {
        const QString folder = newFolder(), elsewhere = newFolder();
        Fixture f(m_settings.newFile(), folder);
        keepOne(f);
        const FullDisk full;
        f.ask();
        f.ask();
        f.window.close();
        QTRY_VERIFY(question(f));
        const auto choose = [&](const QString &path) {
            QTest::mouseClick(button(f, "Save elsewhere…"), Qt::LeftButton);
            const QPointer<QFileDialog> dialog = f.window.findChild<QFileDialog *>();
            QVERIFY(dialog);
            QVERIFY(dialog->fileMode() == QFileDialog::Directory);
            emit dialog->fileSelected(path);
            dialog->close();
            QTRY_VERIFY(!dialog);
        };
        choose(elsewhere + "/missing");
        QTRY_VERIFY2(question(f)->informativeText().contains("missing"), qPrintable(question(f)->informativeText()));
        QVERIFY(f.window.isVisible());
        choose(elsewhere); // each of them is small enough
        QTRY_VERIFY(!f.window.isVisible());
        QCOMPARE(QDir(elsewhere).entryList(QDir::Files, QDir::Name),
                 QStringList({"What is 47 + 85 2.run", "What is 47 + 85.run"}));
        const RecordedRun saved = readRunFile((elsewhere + "/What is 47 + 85.run").toStdString());
        QCOMPARE(saved.question, std::string("What is 47 + 85?"));
        QCOMPARE(saved.tokens.size(), test::additionPieces().size());
    }

    void aPersonMayLetThemGo()
    {
        const QString folder = newFolder();
        {
            std::optional<FullDisk> full; // until the window has gone
            Fixture f(m_settings.newFile(), folder);
            keepOne(f);
            full.emplace();
            f.ask();
            f.window.close();
            QTRY_VERIFY(question(f));
            QVERIFY2(question(f)->text().startsWith("One turn is not written"), qPrintable(question(f)->text()));
            f.window.findChild<QMessageBox *>()->reject();
            f.window.messageBar()->dismiss();
            f.ask();
            QTest::qWait(50);
            QVERIFY2(f.window.messageBar()->message().isEmpty(), // the same is not told again
                     qPrintable(f.window.messageBar()->message()));
            f.window.close();
            QTRY_VERIFY(question(f));
            QVERIFY(question(f)->text().startsWith("2 turns are not written"));
            QTest::mouseClick(button(f, "Quit without keeping"), Qt::LeftButton);
            QTRY_VERIFY(!f.window.isVisible());
        }
        QCOMPARE(turnsIn(folder), 1);
    }

    void aLogoutAsksNothing()
    {
        const QString folder = newFolder();
        {
            Fixture f(m_settings.newFile(), folder);
            keepOne(f);
            auto full = std::make_unique<FullDisk>();
            f.ask();
            QTRY_VERIFY(!f.window.messageBar()->message().isEmpty());
            f.window.closeUnasked();
            QVERIFY(!f.window.isVisible());
            QVERIFY(!question(f));
            full.reset();
        }
        QCOMPARE(turnsIn(folder), 2); // there is room again: the last try took
    }

    // Turns of a chat that was deleted are no loss; but what was deleted would be back.
    void aDeletionIsAskedAbout()
    {
        Fixture f(m_settings.newFile(), newFolder());
        keepOne(f);
        const FullDisk full;
        f.ask();
        QTRY_VERIFY(!f.window.messageBar()->message().isEmpty());
        f.window.workbench().chats().remove({f.window.workbench().chats().all().front().info.id});
        QVERIFY(f.window.workbench().unwritten().turns.empty());
        QVERIFY(!f.window.close());
        QTRY_VERIFY(question(f));
        QVERIFY2(question(f)->text().startsWith("One change to the list of chats is not written"),
                 qPrintable(question(f)->text()));
        QVERIFY(!button(f, "Save elsewhere…")->isVisible());
    }

    void aNewNameIsAskedAbout()
    {
        const QString folder = newFolder();
        {
            Fixture f(m_settings.newFile(), folder);
            keepOne(f);
            Chats &chats = f.window.workbench().chats();
            {
                const FullDisk full;
                chats.rename(chats.all().front().info.id, "Sums");
                f.ask();
                QTRY_VERIFY(!f.window.messageBar()->message().isEmpty());
                QVERIFY(!f.window.close());
                QTRY_VERIFY(question(f));
                QVERIFY2(question(f)->text().startsWith("1 turn and 1 change to the list of chats are not"),
                         qPrintable(question(f)->text()));
            }
            QTest::mouseClick(button(f, "Try again"), Qt::LeftButton);
            QTRY_VERIFY(!f.window.isVisible());
        }
        QCOMPARE(turnsIn(folder), 2);
        QCOMPARE(ChatDatabase(folder + "/chats.sqlite").list().front().title, QString("Sums"));
    }
#endif
};

QTEST_MAIN(TestWindowQuit)
#include "tst_window_quit.moc"
