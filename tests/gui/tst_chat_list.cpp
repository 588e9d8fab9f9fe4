// The list of chats: newest first by day, the turns of the one that is shown, and what a person does with it.
#include "models/chat_list_model.h"
#include "models/run_figures.h"
#include "panels/chat_list/chat_list_panel.h"
#include "support/chat_run.h"

#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QListView>
#include <QSignalSpy>
#include <QTest>

using namespace deepscope;

namespace {

struct Fixture {
    uint32_t ask(const QString &question)
    {
        const uint32_t run = store.beginRun(store.freeNumber(), question, test::smallModel());
        store.append(test::tracesOf(run, test::additionPieces()));
        store.finish(test::summaryOf(run));
        return run;
    }

    QStringList rows() const
    {
        QStringList words;
        for (int row = 0; row < model->rowCount(); ++row)
            words << model->index(row).data().toString();
        return words;
    }

    QModelIndex row(int number) const { return model->index(number); }

    void click(int number)
    {
        QTest::mouseClick(panel.list()->viewport(), Qt::LeftButton, Qt::NoModifier,
                          panel.list()->visualRect(row(number)).center());
    }

    Fixture()
    {
        panel.resize(220, 600);
        panel.show();
    }

    RunStore store;
    Chats chats{store};
    ChatListPanel panel{store, chats};
    ChatListModel *model = panel.model();
    QAbstractItemModelTester tester{model, QAbstractItemModelTester::FailureReportingMode::QtTest};
};

} // namespace

class TestChatList : public QObject {
    Q_OBJECT

private slots:
    void clickShowsTheChat()
    {
        Fixture f;
        QVERIFY(!f.panel.list()->isVisible()); // words in place of an empty list
        const uint32_t first = f.ask("First");
        f.chats.beginNew();
        const uint32_t second = f.ask("Second");
        QVERIFY(f.panel.list()->isVisible());
        QCOMPARE(f.rows(), QStringList({"Today", "Second", "First"}));
        QCOMPARE(f.store.current()->id(), second);
        QCOMPARE(f.panel.list()->currentIndex().row(), 1);
        f.click(2);
        QCOMPARE(f.store.current()->id(), first);
        QTest::keyClick(f.panel.list(), Qt::Key_Up);
        QCOMPARE(f.store.current()->id(), second);
        QTest::keyClick(f.panel.list(), Qt::Key_Up); // the day is passed over
        QCOMPARE(f.store.current()->id(), second);
        f.chats.beginNew();
        QVERIFY(!f.panel.list()->currentIndex().isValid());
        QVERIFY(f.panel.list()->selectionModel()->selection().isEmpty());
        f.click(2);
        QCOMPARE(f.store.current()->id(), first);
    }

    void theShownChatHasItsTurnsBelow()
    {
        Fixture f;
        f.store.setModel(test::smallModel());
        f.ask("Other");
        f.chats.beginNew();
        const uint32_t first = f.ask("First");
        const uint32_t second = f.ask("Second");
        QCOMPARE(f.rows(), QStringList({"Today", "First", "First", "Second", "Other"}));
        QCOMPARE(f.row(1).data(ChatListModel::FiguresRole).toStringList(), QStringList({"2 questions", "Small"}));
        QCOMPARE(f.panel.list()->currentIndex().row(), 3);
        QTest::keyClick(f.panel.list(), Qt::Key_Up);
        QCOMPARE(f.store.current()->id(), first);
        QTest::keyClick(f.panel.list(), Qt::Key_Up); // the chat itself: the turn that is shown stays
        QCOMPARE(f.panel.list()->currentIndex().row(), 1);
        QCOMPARE(f.store.current()->id(), first);
        f.click(3);
        QCOMPARE(f.store.current()->id(), second);
        f.click(4);
        QCOMPARE(f.rows(), QStringList({"Today", "First", "Other"}));
        QCOMPARE(f.panel.list()->currentIndex().row(), 2);
    }

    void daysAreNamed()
    {
        Fixture f;
        f.model->setToday([] { return QDate(2026, 3, 1); });
        const auto on = [](const QDate &day) { return test::chatInfo(day.toString("d.M.yy"), day.startOfDay()); };
        f.chats.addKept({on({2025, 12, 31}), on({2026, 3, 1}), on({2026, 2, 27}), on({2026, 2, 28})});
        QCOMPARE(f.rows(), QStringList({"Today", "Title of 1.3.26", "Yesterday", "Title of 28.2.26", "27 February",
                                        "Title of 27.2.26", "31 December 2025", "Title of 31.12.25"}));
        f.model->setToday([] { return QDate(2026, 3, 2); });
        QCOMPARE(f.rows().front(), QString("Yesterday"));
        QVERIFY(!(f.row(0).flags() & (Qt::ItemIsSelectable | Qt::ItemIsEnabled)));
    }

    void aKeptChatIsReadWhenItIsOpened()
    {
        Fixture f;
        QSignalSpy wanted(&f.chats, &Chats::runsWanted);
        f.chats.addKept({test::chatInfo("a"), test::chatInfo("b", QDateTime::currentDateTime().addSecs(-1))});
        QCOMPARE(f.store.count(), 0);
        f.click(1);
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(f.chats.opening(), QString("a"));
        f.click(2); // the newest wish counts
        f.chats.addRuns("a", {test::keptRun()});
        QVERIFY(!f.store.current());
        KeptRun one = test::keptRun("One"), two = test::keptRun("Two");
        one.position = 0;
        two.position = 1;
        two.after = 0;
        f.chats.addRuns("b", {one, two});
        QCOMPARE(f.store.current()->question(), QString("Two"));
        QCOMPARE(f.chats.shown().size(), size_t(2));
        f.click(1);
        QCOMPARE(wanted.size(), 2); // it had been read
        QCOMPARE(f.chats.shownChat()->info.id, QString("a"));
        // Asked meanwhile: the chat that comes does not push the question aside.
        f.chats.addKept({test::chatInfo("c", QDateTime::currentDateTime().addSecs(-2))});
        f.chats.open("c");
        f.chats.beginNew();
        const uint32_t run = f.ask("Asked meanwhile");
        f.chats.addRuns("c", {test::keptRun()});
        QCOMPARE(f.store.current()->id(), run);
    }

    void renamedWhileItIsAnswered()
    {
        Fixture f;
        const uint32_t run = f.store.beginRun(f.store.freeNumber(), "Question", test::smallModel());
        f.panel.renameSelected();
        auto *editor = f.panel.list()->findChild<QLineEdit *>();
        QVERIFY(editor);
        editor->setText("Half a na");
        f.store.append(test::tracesOf(run, test::additionPieces()));
        QCOMPARE(editor->text(), QString("Half a na"));
        f.store.finish(test::summaryOf(run));
        QCOMPARE(editor->text(), QString("Half a na"));
        editor->setText("A name");
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_COMPARE(f.rows(), QStringList({"Today", "A name"}));
    }

    // Another window asked in another chat, which is the newest now.
    void renamedWhileItsRowMoves()
    {
        Fixture f;
        const QDateTime now = QDateTime::currentDateTime();
        f.chats.addKept({test::chatInfo("a", now.addMSecs(-2)), test::chatInfo("b", now.addMSecs(-1))});
        f.ask("Mine");
        QCOMPARE(f.rows(), QStringList({"Today", "Mine", "Title of b", "Title of a"}));
        f.panel.renameSelected();
        f.panel.list()->findChild<QLineEdit *>()->setText("Half a na");
        ChatInfo mine = f.chats.all().front().info;
        f.chats.followKept({test::chatInfo("a", now.addSecs(9)), test::chatInfo("b", now.addMSecs(-1)), mine});
        QCOMPARE(f.rows().mid(1), QStringList({"Title of a", "Mine", "Title of b"}));
        QLineEdit *editor = nullptr;
        for (auto *each : f.panel.list()->findChildren<QLineEdit *>())
            if (each->isVisible())
                editor = each;
        QVERIFY(editor);
        QCOMPARE(editor->text(), QString("Half a na"));
        editor->setText("A name");
        QTest::keyClick(editor, Qt::Key_Return);
        QVERIFY2(f.rows().contains("A name"), qPrintable(f.rows().join(u',')));
    }

    void renamedInPlace()
    {
        Fixture f;
        f.ask("First");
        QSignalSpy renamed(&f.chats, &Chats::renamed);
        f.panel.renameSelected();
        auto *editor = f.panel.list()->findChild<QLineEdit *>();
        QVERIFY(editor);
        editor->setText("  Sums  of two ");
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_COMPARE(f.rows(), QStringList({"Today", "Sums of two"}));
        QCOMPARE(renamed.size(), 1);
        QVERIFY(!f.model->setData(f.row(1), "  "));
        QVERIFY(!f.model->setData(f.row(0), "No day"));
    }

    void deletedAndBroughtBack()
    {
        Fixture f;
        f.ask("First");
        f.chats.beginNew();
        QTest::qSleep(2); // the order is that of the milliseconds
        const uint32_t second = f.ask("Second");
        f.panel.list()->setFocus();
        QTest::keyClick(f.panel.list(), Qt::Key_Delete);
        QCOMPARE(f.rows(), QStringList({"Today", "First"}));
        QVERIFY(!f.store.current());
        f.chats.remove({f.chats.all().front().info.id});
        QVERIFY(!f.panel.list()->isVisible());
        f.chats.undoRemove();
        f.chats.undoRemove();
        QVERIFY(!f.chats.canUndoRemove());
        QCOMPARE(f.rows(), QStringList({"Today", "Second", "First"}));
        f.click(1);
        QCOMPARE(f.store.current()->id(), second);
        // A chat that goes on stays.
        f.chats.beginNew();
        f.store.beginRun(f.store.freeNumber(), "Goes on", test::smallModel());
        QStringList all;
        for (const Chat &chat : f.chats.all())
            all << chat.info.id;
        f.chats.remove(all);
        QCOMPARE(f.rows(), QStringList({"Today", "Goes on"}));
    }

    void filtered()
    {
        Fixture f;
        auto *filter = f.panel.findChild<QLineEdit *>("chatFilter");
        std::vector<ChatInfo> chats;
        for (int i = 0; i < 9; ++i)
            chats.push_back(test::chatInfo(QString::number(i), QDateTime::currentDateTime().addDays(-i)));
        chats[4].questions = "How many letters has Straße?\nAnd Haus?";
        QVERIFY(!filter->isVisible());
        f.chats.addKept(chats);
        QVERIFY(filter->isVisible());
        filter->setText("STRASSE");
        QVERIFY(!f.panel.list()->isVisible());
        filter->setText("haus letters");
        QCOMPARE(f.model->rowCount(), 2);
        QCOMPARE(f.row(1).data(ChatListModel::ChatRole).toString(), QString("4"));
        QTest::keyClick(filter, Qt::Key_Escape);
        QCOMPARE(f.model->rowCount(), 18);
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
        Fixture f;
        const uint32_t run = f.store.beginRun(1, "Q", test::smallModel());
        f.store.append(test::tracesOf(run, test::additionPieces()));
        QVERIFY(!runSpeed(*f.store.run(run)).contains("stopped")); // it goes on
        f.store.finish(test::summaryOf(run, reason));
        // Eleven tokens of thought and three of answer at 10 ms each.
        QCOMPARE(runTokens(*f.store.run(run)), QString("think 11 · answer 3"));
        const QString speed = (words.isEmpty() ? "" : words + " · ") + "0.1 s · 100 tokens/s";
        QCOMPARE(runSpeed(*f.store.run(run)), speed);
        QCOMPARE(f.row(1).data(Qt::AccessibleTextRole).toString(), "Q, think 11 · answer 3, " + speed);
        QCOMPARE(f.chats.all().front().info.summary, "think 11 · answer 3\n" + speed);
    }

    void figuresOfAFailedRunSayWhy()
    {
        RunStore store;
        const uint32_t run = store.beginRun(1, "Q", test::smallModel());
        QVERIFY(runSpeed(*store.run(run)).isEmpty());
        QCOMPARE(runSummary(*store.run(run)), QString("reading the question"));
        store.fail(run, "The device was lost.");
        QCOMPARE(runSummary(*store.run(run)), QString("The device was lost.\nfailed"));
    }
};

QTEST_MAIN(TestChatList)
#include "tst_chat_list.moc"
