// Chats survive the window: they are there when it opens again, with all that its panels show.
#include "app/message_bar.h"
#include "models/chat_database.h"
#include "panels/chat/chat_panel.h"
#include "panels/chat/turn_view.h"
#include "panels/chat_list/chat_list_panel.h"
#include "panels/shared/token_text_view.h"
#include "support/chat_run.h"
#include "support/window_fixture.h"

#include <QAction>
#include <QApplication>
#include <QContextMenuEvent>
#include <QFile>
#include <QListView>
#include <QMenu>
#include <QMouseEvent>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>

using namespace deepscope;

namespace {

struct Fixture : test::WindowFixture {
    Fixture(const QString &settings, const QString &folder) : WindowFixture(settings, folder) {}

    Chats &chats() { return window.workbench().chats(); }
    RunStore &store() { return window.workbench().store(); }
    QListView *list() { return window.findChild<QListView *>("chatList"); }
    QPushButton *offer() { return window.messageBar()->findChild<QPushButton *>(); }

    void openFirst()
    {
        list()->setCurrentIndex(list()->model()->index(1, 0)); // below its day
        QTRY_VERIFY(store().current());
    }
};

} // namespace

class TestWindowChats : public QObject {
    Q_OBJECT

    test::SettingsFolder m_settings;
    int m_folders = 0;

    QString newFolder() { return m_settings.filePath(QString("data%1").arg(++m_folders)); }
    static QString fileIn(const QString &folder) { return folder + "/chats.sqlite"; }

private slots:
    void aChatIsThereAgain()
    {
        const QString settings = m_settings.newFile(), folder = newFolder();
        {
            Fixture f(settings, folder);
            f.loadDefault();
            f.ask();
            f.ask();
        }
        Fixture f(settings, folder);
        f.loadDefault();
        QTRY_COMPARE(f.chats().all().size(), size_t(1));
        QCOMPARE(f.store().count(), 0); // nothing is read so far
        QVERIFY(f.window.chat()->turns().empty());
        QCOMPARE(f.list()->model()->index(1, 0).data().toString(), QString("What is 47 + 85?"));
        f.openFirst();
        QCOMPARE(f.window.chat()->turns().size(), size_t(2));
        QCOMPARE(f.window.chat()->turns().back()->answer()->toPlainText(), QString("132"));

        // The run holds what it held.
        RunStore fresh;
        const uint32_t number = fresh.beginRun(1, "What is 47 + 85?", test::smallModel());
        fresh.append(test::tracesOf(number, test::additionPieces()));
        const Run &asked = *fresh.current(), &again = *f.store().current();
        QCOMPARE(again.size(), asked.size());
        for (int token = 0; token < asked.size(); ++token) {
            QCOMPARE(again.tokenId(token), asked.tokenId(token));
            QVERIFY(again.bytes(token) == asked.bytes(token));
            QCOMPARE(again.experts(token, 1)[0], asked.experts(token, 1)[0]);
            QCOMPARE(again.weights(token, 2)[1], asked.weights(token, 2)[1]);
            QCOMPARE(again.cacheBytes(token), asked.cacheBytes(token));
            QCOMPARE(again.candidates(token).size(), asked.candidates(token).size());
        }
        QVERIFY2(f.statusText().contains("Context 0 of 512"), qPrintable(f.statusText())); // of the engine

        // It goes on, with its earlier turns.
        f.ask();
        QCOMPARE(f.window.chat()->turns().size(), size_t(3));
        QCOMPARE(f.log.starts.back().chat.size(), size_t(5));
        QCOMPARE(f.chats().all().size(), size_t(1));
    }

    void aLongChatOpensAtItsLastTurn()
    {
        const QString settings = m_settings.newFile(), folder = newFolder();
        {
            Fixture f(settings, folder);
            f.loadDefault();
            for (int i = 0; i < 15; ++i)
                f.ask();
        }
        Fixture f(settings, folder);
        f.window.resize(1280, 720);
        f.loadDefault();
        QTRY_COMPARE(f.chats().all().size(), size_t(1));
        f.list()->setFocus(); // coming by opens nothing
        QVERIFY(!f.list()->currentIndex().isValid());
        const auto *conversation = f.window.findChild<QScrollArea *>("conversation");
        QWidget *rows = f.list()->viewport();
        const QPoint pointer = f.list()->visualRect(f.list()->model()->index(1, 0)).center();
        // A hand is slow, and not quite still: the rows come while the button is down.
        QTest::mousePress(rows, Qt::LeftButton, Qt::NoModifier, pointer);
        QTest::qWait(50);
        QTest::mouseMove(rows, pointer + QPoint(0, 4));
        QTest::mouseRelease(rows, Qt::LeftButton, Qt::NoModifier, pointer + QPoint(0, 4));
        QTRY_COMPARE(f.window.chat()->turns().size(), size_t(15));
        // Nor does everyone click once.
        QMouseEvent second(QEvent::MouseButtonDblClick, pointer, rows->mapToGlobal(QPointF(pointer)), Qt::LeftButton,
                           Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(rows, &second);
        QTest::mouseRelease(rows, Qt::LeftButton, Qt::NoModifier, pointer);
        QTest::mouseMove(rows, pointer + QPoint(0, 60)); // pointing is no choice
        const uint32_t last = f.chats().shown().back();
        QTRY_COMPARE(f.store().current()->id(), last);
        QTRY_VERIFY(conversation->verticalScrollBar()->maximum() > 3 * conversation->height());
        QTRY_COMPARE(conversation->verticalScrollBar()->value(), conversation->verticalScrollBar()->maximum());
        QCOMPARE(f.list()->currentIndex().row(), 16); // the day, the chat, 15 turns
        QVERIFY(f.list()->visualRect(f.list()->currentIndex()).intersects(rows->rect()));
        QCOMPARE(f.list()->selectionModel()->selectedIndexes(), QModelIndexList{f.list()->currentIndex()});

        // An earlier turn is shown from its first line.
        f.list()->setFocus();
        QTest::keyClick(f.list(), Qt::Key_Up);
        QTest::keyClick(f.list(), Qt::Key_Home);
        QTest::keyClick(f.list(), Qt::Key_Down);
        QCOMPARE(f.store().current()->id(), f.chats().shown().front());
        QCOMPARE(f.window.chat()->turns().front()->mapTo(conversation->viewport(), QPoint()).y(), 0);
    }

    void onlyAChatsOwnRowDeletesIt()
    {
        Fixture f(m_settings.newFile(), newFolder());
        f.loadDefault();
        f.ask();
        f.ask();
        QCOMPARE(f.list()->currentIndex().row(), 3); // the second turn
        f.list()->setFocus();
        QTest::keyClick(f.list(), Qt::Key_Delete);
        QCOMPARE(f.chats().all().size(), size_t(1));
        QVERIFY2(f.window.statusBar()->currentMessage().contains("own row"),
                 qPrintable(f.window.statusBar()->currentMessage()));
        QCOMPARE(f.window.actionTable().deleteChat->text(), QString("&Delete Chat of 2 questions"));
        const auto menuOf = [&](int row) {
            const QPoint at = f.list()->visualRect(f.list()->model()->index(row, 0)).center();
            QContextMenuEvent event(QContextMenuEvent::Mouse, at, f.list()->viewport()->mapToGlobal(at));
            QCoreApplication::sendEvent(f.list()->viewport(), &event);
            auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
            const QList<QAction *> actions = menu ? menu->actions() : QList<QAction *>();
            if (menu)
                menu->close();
            return actions;
        };
        QVERIFY(!menuOf(3).isEmpty() && !menuOf(3).contains(f.window.actionTable().deleteChat));
        QVERIFY(menuOf(1).contains(f.window.actionTable().deleteChat));
        QTRY_COMPARE(f.list()->currentIndex().row(), 3); // the menu leaves no mark
        QTest::keyClick(f.list(), Qt::Key_F10, Qt::ShiftModifier);
        QVERIFY(QApplication::activePopupWidget());
        QApplication::activePopupWidget()->close();
        QTest::keyClick(f.list(), Qt::Key_Up);
        QTest::keyClick(f.list(), Qt::Key_Up);
        QTest::keyClick(f.list(), Qt::Key_Delete);
        QVERIFY(f.chats().all().empty());
        QCOMPARE(f.window.messageBar()->message(), QString("The chat was deleted."));
    }

    void stoppedFailedAndUnfinishedRunsAreKept()
    {
        const QString settings = m_settings.newFile(), folder = newFolder();
        {
            Fixture f(settings, folder);
            f.loadDefault();
            f.type("Stopped");
            f.stream(0, test::FirstThinkToken + 3);
            f.send(test::summaryOf(f.log.starts.back().run, FinishReason::Cancelled));
            f.type("Failed");
            f.stream(0, test::FirstThinkToken + 2);
            f.refuse("The device was lost.");
            f.type("Unfinished");
            f.stream(0, test::FirstThinkToken + 1);
        }
        const ChatDatabase database(fileIn(folder));
        const ReadRuns read = database.runs(database.list().front().id);
        QCOMPARE(read.runs.size(), size_t(3));
        QVERIFY(read.runs[0].recorded.summary->reason == FinishReason::Cancelled);
        QCOMPARE(read.runs[1].failure, QString("The device was lost."));
        QCOMPARE(read.runs[1].recorded.tokens.size(), size_t(test::FirstThinkToken + 2));
        QVERIFY(!read.runs[2].recorded.summary);
        QCOMPARE(read.runs[2].recorded.tokens.size(), size_t(test::FirstThinkToken + 1));

        Fixture f(settings, folder);
        QTRY_COMPARE(f.chats().all().size(), size_t(1));
        f.openFirst();
        QCOMPARE(f.window.chat()->turns().size(), size_t(3));
        QCOMPARE(f.store().run(f.chats().shown()[1])->failure(), QString("The device was lost."));
    }

    // What another program sees of the file while the answer comes is what a crash leaves.
    void aTurnThatWasCutOffShowsWhatWasThere()
    {
        const QString settings = m_settings.newFile(), folder = newFolder();
        Fixture asking(settings, folder);
        asking.loadDefault();
        asking.type("What is 47 + 85?");
        const auto kept = [&]() -> int { // tokens; -1 = not even the question
            const ChatDatabase database(fileIn(folder));
            const std::vector<ChatInfo> chats = database.list();
            return chats.empty() ? -1 : int(database.runs(chats[0].id).runs[0].recorded.tokens.size());
        };
        QTRY_COMPARE(kept(), 0);
        asking.stream(0, test::CarryToken + 1);
        QTRY_COMPARE(kept(), test::CarryToken + 1);
        asking.stream(test::CarryToken + 1, test::FirstAnswerToken + 1);
        QTRY_COMPARE(kept(), test::FirstAnswerToken + 1);

        Fixture after(settings, folder);
        after.loadDefault();
        QTRY_COMPARE(after.chats().all().size(), size_t(1));
        QCOMPARE(after.chats().all()[0].info.summary, QString("cut off"));
        after.openFirst();
        const TurnView *turn = after.window.chat()->turns().back();
        QCOMPARE(turn->answer()->toPlainText(), QString("1"));
        QStringList texts;
        for (const QLabel *label : turn->findChildren<QLabel *>())
            texts << label->text();
        QVERIFY2(texts.contains("Cut off here: what followed was not recorded."), qPrintable(texts.join('|')));
        QVERIFY(after.store().current()->request());
        QCOMPARE(after.store().current()->request()->chat.back().text, std::string("What is 47 + 85?"));
        after.ask(); // it goes on
        QCOMPARE(after.window.chat()->turns().size(), size_t(2));
    }

    void recordedRunsAreNotKept()
    {
        const QString settings = m_settings.newFile(), folder = newFolder();
        {
            Fixture f(settings, folder);
            f.loadDefault();
            f.chats().addRecording(test::keptRun().recorded);
            f.chats().rename(f.chats().all().front().info.id, "Recorded");
            QCOMPARE(f.chats().all().size(), size_t(1));
        }
        QVERIFY(ChatDatabase(fileIn(folder)).list().empty());
    }

    void renamedDeletedAndBroughtBack()
    {
        const QString settings = m_settings.newFile(), folder = newFolder();
        {
            Fixture f(settings, folder);
            f.loadDefault();
            for (const char *name : {"One", "Two", "Three"}) {
                f.window.actionTable().newChat->trigger();
                f.ask();
                f.chats().rename(f.chats().shownChat()->info.id, name);
            }
            f.window.actionTable().deleteChat->trigger(); // Three
            QCOMPARE(f.window.messageBar()->message(), QString("The chat was deleted."));
            QVERIFY(f.window.chat()->turns().empty());
            QTest::mouseClick(f.offer(), Qt::LeftButton);
            QTRY_COMPARE(f.chats().shownId(), f.chats().all().front().info.id);
            QCOMPARE(f.chats().shownChat()->info.title, QString("Three"));
            QVERIFY(f.window.messageBar()->message().isEmpty());
            f.window.actionTable().deleteAllChats->trigger();
            QCOMPARE(f.window.messageBar()->message(), QString("3 chats were deleted."));
            QVERIFY(!f.window.actionTable().deleteAllChats->isEnabled());
            f.window.actionTable().undoDelete->trigger();
            QVERIFY(!f.window.actionTable().undoDelete->isEnabled());
            f.chats().remove({f.chats().all().back().info.id}); // One
        }
        const ChatDatabase database(fileIn(folder));
        const std::vector<ChatInfo> left = database.list();
        QCOMPARE(left.size(), size_t(2));
        QCOMPARE(left[0].title, QString("Three"));
        QCOMPARE(left[1].title, QString("Two"));
    }

    void withoutKeepingNothingIsWritten()
    {
        const QString settings = m_settings.newFile(), folder = newFolder();
        {
            Fixture f(settings, folder);
            f.loadDefault();
            f.ask();
            QVERIFY(f.window.findChild<QWidget *>("chatNote")->isHidden());
            f.window.actionTable().keepChats->trigger();
            QVERIFY(f.window.findChild<QWidget *>("chatNote")->isVisible());
            f.ask(); // of a kept chat, but asked in private
            f.window.actionTable().newChat->trigger();
            f.ask();
            f.window.actionTable().keepChats->trigger();
            f.ask(); // the chat began in private
            QCOMPARE(f.chats().all().size(), size_t(2));
            f.window.actionTable().keepChats->trigger();
        }
        QCOMPARE(ChatDatabase(fileIn(folder)).list().size(), size_t(1));
        QCOMPARE(ChatDatabase(fileIn(folder)).list()[0].turns, 1);
        Fixture f(settings, folder);
        QVERIFY(!f.window.actionTable().keepChats->isChecked());
        QVERIFY(!f.chats().keeping());
    }

    void aNewerDatabaseIsSaidAndLeftAlone()
    {
        const QString folder = newFolder();
        {
            ChatDatabase database(fileIn(folder));
            database.begin(test::chatInfo("a"), test::keptRun());
        }
        QFile file(fileIn(folder));
        QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(63) && file.write("\x63", 1) == 1);
        file.seek(0);
        const QByteArray before = file.readAll();
        file.close();
        {
            Fixture f(m_settings.newFile(), folder);
            QTRY_VERIFY2(f.window.messageBar()->message().contains("newer version"),
                         qPrintable(f.window.messageBar()->message()));
            QCOMPARE(f.offer()->text(), QString("Open data folder"));
            f.loadDefault();
            QVERIFY(f.window.messageBar()->isVisible()); // a model settles nothing of it
            f.ask();
            QCOMPARE(f.window.chat()->turns().back()->answer()->toPlainText(), QString("132"));
            QVERIFY(f.window.findChild<QWidget *>("chatNote")->isVisible());
        }
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), before);
    }

    void whatPassesCanBeTriedAgain()
    {
        const QString folder = newFolder();
        QFile inTheWay(folder);
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        inTheWay.close();
        {
            Fixture f(m_settings.newFile(), folder);
            QTRY_VERIFY(f.window.messageBar()->message().contains("cannot be written to"));
            QCOMPARE(f.offer()->text(), QString("Try again"));
            f.loadDefault();
            f.ask(); // it waits
            QCOMPARE(f.window.workbench().unwritten().turns.size(), size_t(1));
            f.ask(); // the banner goes with the next question; what waits does not
            QVERIFY(inTheWay.remove());
            f.window.workbench().tryKeepingAgain();
            QTRY_VERIFY(f.window.workbench().unwritten().empty());
            QVERIFY(f.window.messageBar()->message().isEmpty());
            f.ask();
        }
        QCOMPARE(ChatDatabase(fileIn(folder)).list().size(), size_t(1));
        QCOMPARE(ChatDatabase(fileIn(folder)).list()[0].turns, 3);
    }
};

QTEST_MAIN(TestWindowChats)
#include "tst_window_chats.moc"
