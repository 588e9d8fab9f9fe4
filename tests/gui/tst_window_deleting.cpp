// What is deleted: in this window, with an undo, or in another one that has the same chats.
#include "app/message_bar.h"
#include "models/chat_database.h"
#include "support/question_fixture.h"

#include <QAction>
#include <QSqlDatabase>
#include <QSqlQuery>

using namespace deepscope;
using Fixture = test::QuestionFixture;

class TestWindowDeleting : public QObject {
    Q_OBJECT

    test::SettingsFolder m_settings;

    static QString fileIn(const QString &folder) { return folder + "/chats.sqlite"; }

private slots:
    // A deleted chat takes its runs along; brought back, it is read from the file.
    void deletedRunsLeaveTheMemory()
    {
        Fixture f(m_settings.newFile(), m_settings.filePath("memory"));
        f.loadDefault();
        f.ask();
        f.ask();
        QTRY_VERIFY(f.window.workbench().unwritten().empty());
        const QString chat = f.chats().shownId();
        const QString answer = f.window.chat()->turns().back()->answerText();
        QCOMPARE(f.store().count(), 2);
        f.window.actionTable().deleteChat->trigger();
        QTRY_COMPARE(f.store().count(), 0);
        f.window.actionTable().undoDelete->trigger();
        QTRY_COMPARE(f.chats().shownId(), chat);
        QCOMPARE(f.window.chat()->turns().size(), size_t(2));
        QCOMPARE(f.window.chat()->turns().back()->answerText(), answer);
        f.ask(); // and it goes on
        QCOMPARE(f.log.starts.back().chat.size(), size_t(5));
        QCOMPARE(f.chats().all().size(), size_t(1));

        // What is kept nowhere else stays until the program ends.
        f.window.actionTable().keepChats->trigger();
        f.window.actionTable().newChat->trigger();
        f.ask();
        f.window.actionTable().deleteAllChats->trigger();
        QTRY_COMPARE(f.store().count(), 1);
        f.window.actionTable().undoDelete->trigger();
        QTRY_COMPARE(f.chats().all().size(), size_t(2));
        QCOMPARE(f.window.chat()->turns().size(), size_t(1));
        QCOMPARE(f.window.chat()->turns().back()->answerText(), answer);
    }

    // Also where the disk is slow, and the answer was still to be written when the chat went.
    void deletedBeforeItIsWritten()
    {
        const QString folder = m_settings.filePath("slow");
        Fixture f(m_settings.newFile(), folder);
        f.loadDefault();
        f.ask();
        QTRY_VERIFY(f.window.workbench().unwritten().empty());
        {
            QSqlDatabase other = QSqlDatabase::addDatabase("QSQLITE", "slow");
            other.setDatabaseName(fileIn(folder));
            QVERIFY(other.open() && QSqlQuery(other).exec("BEGIN EXCLUSIVE"));
            f.ask();
            f.window.actionTable().deleteAllChats->trigger();
            QCoreApplication::processEvents();
            QVERIFY(!f.window.workbench().unwritten().empty());
            QCOMPARE(f.store().count(), 2);
            QVERIFY(QSqlQuery(other).exec("COMMIT"));
        }
        QSqlDatabase::removeDatabase("slow");
        QTRY_COMPARE(f.store().count(), 0);
        f.window.actionTable().undoDelete->trigger();
        QTRY_COMPARE(f.window.chat()->turns().size(), size_t(2));
    }

    // What goes on in this window is kept, whatever another one did to it; and a person hears of it.
    void deletedElsewhereButGoingOnHere()
    {
        const QString folder = m_settings.filePath("elsewhere");
        const auto deleteElsewhere = [&](const QString &chat) {
            ChatDatabase other(fileIn(folder));
            other.setDeleted({chat}, true);
            other.purge({chat});
            QVERIFY(other.list().empty());
        };
        {
            Fixture f(m_settings.newFile(), folder);
            f.loadDefault();
            f.ask();
            QTRY_VERIFY(f.window.workbench().unwritten().empty());
            const QString chat = f.chats().shownId();

            f.type("And 12 + 5?"); // while it is answered
            f.stream(0, 5);
            QTRY_VERIFY(f.window.workbench().unwritten().empty());
            deleteElsewhere(chat);
            f.stream(5, 9);
            QTRY_VERIFY(f.window.messageBar()->message().contains("was deleted in another window"));
            f.stream(9, test::additionPieces().size());
            f.send(test::summaryOf(f.log.starts.back().run));
            QTRY_VERIFY(f.window.workbench().unwritten().empty());
            const std::vector<KeptRun> runs = ChatDatabase(fileIn(folder)).runs(chat).runs;
            QCOMPARE(runs.size(), size_t(2));
            for (const KeptRun &run : runs) {
                QCOMPARE(run.recorded.tokens.size(), test::additionPieces().size());
                QVERIFY(run.recorded.summary);
            }

            deleteElsewhere(chat); // while nothing goes on
            f.type("And 1 + 2?");
            f.stream(0, test::additionPieces().size());
            f.send(test::summaryOf(f.log.starts.back().run));
            QTRY_VERIFY(f.window.workbench().unwritten().empty());
        }
        const ChatDatabase kept(fileIn(folder));
        QCOMPARE(kept.list().size(), size_t(1));
        const std::vector<KeptRun> runs = kept.runs(kept.list()[0].id).runs;
        QCOMPARE(runs.size(), size_t(3));
        QCOMPARE(runs[1].recorded.question, std::string("And 12 + 5?"));
        QCOMPARE(runs[2].recorded.question, std::string("And 1 + 2?"));
        for (const KeptRun &run : runs)
            QCOMPARE(run.recorded.tokens.size(), test::additionPieces().size());
    }
};

QTEST_MAIN(TestWindowDeleting)
#include "tst_window_deleting.moc"
