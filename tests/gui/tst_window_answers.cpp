// A question that is asked several times: the answers stand beside each other, what they agree on is counted, and one
// of them is what the chat goes on with, also after a restart.
#include "models/agreement.h"
#include "panels/chat/answer_view.h"
#include "panels/chat/answers_view.h"
#include "panels/chat/composer.h"
#include "panels/chat/thought_section.h"
#include "panels/chat_list/chat_list_panel.h"
#include "panels/shared/token_text_view.h"
#include "panels/token_details/token_details.h"
#include "support/question_fixture.h"

#include <QAction>
#include <QDockWidget>
#include <QListView>
#include <QMenu>
#include <QSignalSpy>
#include <QTimer>

#include <algorithm>

using namespace deepscope;
using namespace deepscope::test;

namespace {

std::vector<Piece> piecesFor(const std::string &answer)
{
    std::vector<Piece> pieces = additionPieces();
    pieces.resize(FirstAnswerToken);
    pieces.push_back({Phase::Answer, answer});
    return pieces;
}

struct Fixture : QuestionFixture {
    Fixture(const QString &settings, const QString &folder = {}) : QuestionFixture(settings, folder)
    {
        window.resize(1280, 720);
    }

    QToolButton *times() { return window.findChild<QToolButton *>("askTimes"); }
    AnswersView *answers() { return turns().back()->answers(); }
    AnswerView *answer(size_t place) { return answers()->all().at(place); }
    QString words(const char *label) { return answers()->findChild<QLabel *>(label)->text(); }
    QString state(size_t place) { return answer(place)->findChild<QLabel *>("answerState")->text(); }
    QPushButton *button(size_t place, const char *name) { return answer(place)->findChild<QPushButton *>(name); }

    void askTimes(int answers, const QString &question = "What is 47 + 85?")
    {
        write(question);
        const QList<QAction *> actions = times()->menu()->actions();
        const auto action = std::ranges::find_if(
            actions, [&](const QAction *one) { return one->text().contains(QString::number(answers)); });
        (*action)->trigger();
        settle();
    }

    uint32_t run(size_t place) { return answer(place)->run(); }

    void say(size_t place, const std::string &text, FinishReason reason = FinishReason::EndToken)
    {
        const std::vector<Piece> pieces = piecesFor(text);
        log.sendPieces(run(place), pieces, 0, pieces.size());
        send(summaryOf(run(place), reason));
    }

    void sayAll(const std::vector<std::string> &texts)
    {
        for (size_t place = 0; place < texts.size(); ++place)
            say(place, texts[place]);
    }

    std::vector<std::string> lastSent() const
    {
        std::vector<std::string> texts;
        for (const ChatMessage &message : log.starts.back().chat)
            texts.push_back(message.text);
        return texts;
    }
};

} // namespace

class TestWindowAnswers : public QObject {
    Q_OBJECT

    SettingsFolder m_settings;

private slots:
    void asksAsOftenAsIsWished_data()
    {
        QTest::addColumn<int>("answers");
        for (const int answers : {2, 4, 8})
            QTest::addRow("%d", answers) << answers;
    }

    void asksAsOftenAsIsWished()
    {
        QFETCH(int, answers);
        Fixture f(m_settings.newFile());
        f.loadDefault();
        f.askTimes(answers);
        QCOMPARE(f.turns().size(), size_t(1));
        QCOMPARE(f.answers()->all().size(), size_t(answers));
        QCOMPARE(f.log.starts.size(), size_t(answers));
        for (int place = 0; place < answers; ++place) {
            const RunRequest &request = f.log.starts[size_t(place)];
            QCOMPARE(request.sample, uint32_t(place));
            QCOMPARE(request.run, f.run(size_t(place)));
            QCOMPARE(request.sampling.temperature, 0.7F); // the settings are greedy
            QCOMPARE(request.sampling.seed, f.log.starts[0].sampling.seed);
            QCOMPARE(request.chat.back().text, std::string("What is 47 + 85?"));
        }
        QVERIFY(f.window.workbench().isRunning());
        QVERIFY(f.words("answersMaking").startsWith("Drawn with temperature 0.7: greedy"));
        QVERIFY(f.editor()->toPlainText().isEmpty());
        QVERIFY(!f.times()->isEnabled());
        f.write("another");
        f.window.chat()->composer()->submitTimes(2); // refused as ever while answers are made
        QCOMPARE(f.log.starts.size(), size_t(answers));
    }

    // A temperature that a person has set is kept, and one answer is greedy as before.
    void drawsAsTheSettingsSay()
    {
        Fixture f(m_settings.newFile());
        f.loadDefault();
        f.ask();
        QCOMPARE(f.log.starts.back().sampling.temperature, 0.0F);
        GenerationSettings settings;
        settings.sampling.temperature = 1.25F;
        settings.seed = 7;
        f.window.chat()->composer()->setSettings(settings);
        f.askTimes(2);
        QCOMPARE(f.log.starts.back().sampling.temperature, 1.25F);
        QCOMPARE(f.log.starts.back().sampling.seed, uint64_t(7));
        QVERIFY(f.words("answersMaking").startsWith("Drawn with temperature 1.25"));
    }

    void streamsAllAtOnce()
    {
        Fixture f(m_settings.newFile());
        f.loadDefault();
        f.askTimes(4);
        QCOMPARE(f.state(1), QString("waiting …"));
        const std::vector<Piece> pieces = piecesFor("132");
        for (size_t piece = 0; piece < pieces.size(); ++piece)
            for (const size_t place : {2U, 0U})
                f.log.sendPieces(f.run(place), pieces, piece, piece + 1);
        QTRY_COMPARE(f.answer(2)->answerText(), QString("132"));
        QCOMPARE(f.answer(0)->answerText(), QString("132"));
        QVERIFY(f.answer(1)->answerText().isEmpty());
        QVERIFY(f.answer(0)->thought()->isVisible());
        QVERIFY(!f.answer(0)->thought()->isOpen()); // folded, with its figures in view
        QVERIFY(f.answer(0)->findChild<QToolButton *>("thoughtHeader")->text().contains("11 tokens"));
        QCOMPARE(f.state(0), QString("answering … · in the panels"));
        QCOMPARE(f.words("agreement"), QString("4 answers are being written."));
        QVERIFY2(f.statusText().contains("4 answers: 0 done"), qPrintable(f.statusText()));
        f.send(summaryOf(f.run(2)));
        QVERIFY2(f.statusText().contains("4 answers: 1 done"), qPrintable(f.statusText()));
        QCOMPARE(f.words("agreement"), QString("1 of 4 are done: 1 says “132”."));
        QVERIFY(f.window.workbench().isRunning());
        QCOMPARE(f.state(2), QString("done · counts for now"));
        QCOMPARE(f.store().current()->id(), f.run(0)); // what is looked at stays
    }

    void countsWhatAgrees()
    {
        Fixture f(m_settings.newFile());
        f.loadDefault();
        f.askTimes(8);
        f.sayAll({"7", "Yes ", " yes", "no", "YES", "7"});
        f.say(6, "ye", FinishReason::TokenLimit);
        f.say(7, "yes", FinishReason::Cancelled);
        QCOMPARE(f.words("agreement"),
                 QString("3 of 8 say “Yes”, 2 say “7”, 1 says “no”, 2 did not end by themselves."));
        QVERIFY2(f.words("answersMaking").contains("goes on with answer 2, the first of the largest agreement"),
                 qPrintable(f.words("answersMaking")));
        QVERIFY(!f.window.workbench().isRunning());
        QCOMPARE(f.store().current()->id(), f.run(1)); // the panels show what counts
        QCOMPARE(f.state(1), QString("done · counts for now · in the panels"));
        QVERIFY(f.statusText().contains("Idle"));
        QCOMPARE(f.turns().back()->answerText(), QString("Yes"));
    }

    void saysWhenNothingAgrees()
    {
        Fixture f(m_settings.newFile());
        f.loadDefault();
        f.askTimes(2);
        f.sayAll({"a", "b"});
        QCOMPARE(f.words("agreement"), QString("Both differ."));
        f.askTimes(2);
        f.sayAll({"a", "a"});
        QCOMPARE(f.words("agreement"), QString("Both say “a”."));
    }

    // Who asks on without a choice goes on with what counts; it is chosen then.
    void goesOnWithWhatCounts()
    {
        Fixture f(m_settings.newFile());
        f.loadDefault();
        f.askTimes(4);
        f.sayAll({"1", "2", "2", "3"});
        f.type("and now?");
        QCOMPARE(f.lastSent(), std::vector<std::string>({"What is 47 + 85?", "2", "and now?"}));
        QCOMPARE(f.turns().size(), size_t(2));
        QCOMPARE(f.turns()[0]->run(), f.turns()[0]->answers()->all()[1]->run());
        QVERIFY(!f.turns()[0]->answers()->findChild<QLabel *>("answersMaking")->text().contains("Until"));
    }

    void goesOnWithTheChosenOne()
    {
        Fixture f(m_settings.newFile());
        f.loadDefault();
        f.askTimes(4);
        f.sayAll({"1", "2", "2", "3"});
        QPushButton *choose = f.button(3, "chooseAnswer");
        QVERIFY(choose->isVisible());
        QCOMPARE(choose->accessibleName(), QString("Go on with answer 4"));
        QTest::mouseClick(choose, Qt::LeftButton);
        f.settle();
        QVERIFY(!choose->isVisible());
        QCOMPARE(f.state(3), QString("done · chosen · in the panels"));
        QCOMPARE(f.store().current()->id(), f.run(3));
        f.type("and now?");
        QCOMPARE(f.lastSent(), std::vector<std::string>({"What is 47 + 85?", "3", "and now?"}));
        f.stream(0, additionPieces().size());
        f.send(summaryOf(f.log.starts.back().run));

        // Another one: its own branch, without what followed the other; and back.
        AnswersView *first = f.turns()[0]->answers();
        QTest::mouseClick(first->all()[0]->findChild<QPushButton *>("chooseAnswer"), Qt::LeftButton);
        f.settle();
        QCOMPARE(f.turns().size(), size_t(1));
        QCOMPARE(f.turns()[0]->answerText(), QString("1"));
        f.type("what else?");
        QCOMPARE(f.lastSent(), std::vector<std::string>({"What is 47 + 85?", "1", "what else?"}));
        f.stream(0, additionPieces().size());
        f.send(summaryOf(f.log.starts.back().run));
        first = f.turns()[0]->answers();
        QTest::mouseClick(first->all()[3]->findChild<QPushButton *>("chooseAnswer"), Qt::LeftButton);
        f.settle();
        QCOMPARE(f.turns().size(), size_t(2));
        QCOMPARE(f.store().run(f.turns()[1]->run())->question(), QString("and now?"));
    }

    // A click shows an answer in all panels, and chooses nothing.
    void aClickedAnswerIsShownByAllPanels()
    {
        Fixture f(m_settings.newFile());
        f.loadDefault();
        f.askTimes(4);
        f.sayAll({"1", "2", "2", "3"});
        TokenTextView *text = f.answer(3)->answer();
        QTest::mouseClick(text->viewport(), Qt::LeftButton, {}, text->tokenRect(FirstAnswerToken).center());
        QCOMPARE(f.store().current()->id(), f.run(3));
        QCOMPARE(f.window.workbench().selection().focus().token, FirstAnswerToken);
        QCOMPARE(f.window.findChild<QDockWidget *>("tokenDetails")->findChild<TokenDetails *>()->shownToken(),
                 FirstAnswerToken);
        QCOMPARE(f.state(3), QString("done · in the panels"));
        QCOMPARE(f.state(1), QString("done · counts for now"));
        f.answer(0)->setFocus();
        QTest::keyClick(f.answer(0), Qt::Key_Return);
        QCOMPARE(f.store().current()->id(), f.run(0));
        QCOMPARE(f.chats().shown(), std::vector<uint32_t>({f.run(1)}));
    }

    void oneOrAllAreStopped()
    {
        Fixture f(m_settings.newFile());
        f.loadDefault();
        f.askTimes(4);
        QPushButton *stop = f.button(1, "stopAnswer");
        QVERIFY(stop->isVisible());
        QTest::mouseClick(stop, Qt::LeftButton);
        QCOMPARE(f.log.cancelled, std::vector<uint32_t>({f.run(1)}));
        QCOMPARE(f.log.cancels, 0);
        f.send(summaryOf(f.run(1), FinishReason::Cancelled));
        QVERIFY(!stop->isVisible());
        QCOMPARE(f.state(1), QString("stopped"));
        QVERIFY(f.window.workbench().isRunning());
        f.window.actionTable().stop->trigger();
        QCOMPARE(f.log.cancelled, std::vector<uint32_t>({f.run(1), f.run(0), f.run(2), f.run(3)}));
        for (const size_t place : {0U, 2U, 3U})
            f.send(summaryOf(f.run(place), FinishReason::Cancelled));
        QVERIFY(!f.window.workbench().isRunning());
        QCOMPARE(f.words("agreement"), QString("4 did not end by themselves."));
    }

    // Nothing of the question was read by any of them: it comes back, once.
    void aQuestionThatAllFailedComesBack()
    {
        Fixture f(m_settings.newFile());
        f.loadDefault();
        f.askTimes(2);
        QSignalSpy returned(&f.window.workbench(), &Workbench::questionReturned);
        for (const size_t place : {0U, 1U})
            f.send(failedRun(f.run(place), "The device is lost."));
        QCOMPARE(returned.size(), 1);
        QCOMPARE(f.editor()->toPlainText(), QString("What is 47 + 85?"));
    }

    void versionsAndTheChoiceAreThereAfterARestart()
    {
        const QString settings = m_settings.newFile(), folder = m_settings.filePath("data");
        {
            Fixture f(settings, folder);
            f.loadDefault();
            f.ask();
            f.askTimes(4, "again");
            f.sayAll({"1", "2", "2", "3"});
            QTest::mouseClick(f.button(3, "chooseAnswer"), Qt::LeftButton);
            f.settle();
            f.type("and now?");
            f.stream(0, additionPieces().size());
            f.send(summaryOf(f.log.starts.back().run));
            f.askTimes(2, "once more");
            f.sayAll({"x", "y"});
            QCOMPARE(f.chats().shownChat()->info.turns, 4);
        }
        Fixture f(settings, folder);
        f.loadDefault();
        QTRY_COMPARE(f.chats().all().size(), size_t(1));
        QCOMPARE(f.chats().all()[0].info.turns, 4);
        QCOMPARE(f.chats().all()[0].info.questions, QString("What is 47 + 85?\nagain\nand now?\nonce more"));
        auto *list = f.window.findChild<QListView *>("chatList");
        list->setCurrentIndex(list->model()->index(1, 0));
        QTRY_COMPARE(f.turns().size(), size_t(4));
        const AnswersView *again = f.turns()[1]->answers();
        QCOMPARE(again->all().size(), size_t(4));
        QCOMPARE(again->all()[1]->answerText(), QString("2"));
        const QString thought = again->all()[1]->findChild<QToolButton *>("thoughtHeader")->text();
        QCOMPARE(thought, QString("Thought   11 tokens   0.1 s"));
        QCOMPARE(f.turns()[1]->run(), again->all()[3]->run());
        QVERIFY(!again->findChild<QLabel *>("answersMaking")->text().contains("Until"));
        QCOMPARE(again->findChild<QLabel *>("agreement")->text(), QString("2 of 4 say “2”, 1 says “1”, 1 says “3”."));
        QCOMPARE(f.answers()->all().size(), size_t(2));
        QVERIFY(f.words("answersMaking").contains("goes on with answer 1"));
        QCOMPARE(list->model()->rowCount(), 6); // the day, the chat, four turns
        f.type("and?");
        QCOMPARE(f.lastSent(), std::vector<std::string>({"What is 47 + 85?", "132", "again", "3", "and now?", "132",
                                                         "once more", "x", "and?"}));
    }

    // Beside each other where there is room, never cut off.
    void theyHaveRoom()
    {
        Fixture f(m_settings.newFile());
        f.loadDefault();
        f.askTimes(8);
        std::string text;
        for (int line = 0; line < 30; ++line)
            text += "an answer of many words that goes on ";
        f.sayAll({text, "2", "3", "4", "5", "6", "7", "8"});
        for (const int width : {1280, 1000, 2200}) {
            f.window.resize(width, 720);
            QCoreApplication::processEvents();
            QCoreApplication::processEvents();
            QVERIFY(f.answers()->columns() >= 1);
            for (const AnswerView *answer : f.answers()->all()) {
                QVERIFY(answer->geometry().right() <= f.answers()->width());
                QVERIFY2(answer->width() >= answer->minimumSizeHint().width(), qPrintable(QString::number(width)));
                QVERIFY(answer->answer()->height() >= answer->answer()->document()->size().height());
            }
        }
        QVERIFY(f.answers()->columns() > 1);
        f.answers()->setFixedWidth(200);
        QCoreApplication::processEvents();
        QCOMPARE(f.answers()->columns(), 1);
    }

    // By Tab, menu keys and Enter alone.
    void isReachableByKeyboard()
    {
        Fixture f(m_settings.newFile());
        f.window.activateWindow();
        f.loadDefault();
        f.write("What is 47 + 85?");
        QCOMPARE(f.times()->accessibleName(), QString("Ask several times"));
        QVERIFY(f.times()->focusPolicy() & Qt::TabFocus);
        f.times()->setFocus();
        QTimer::singleShot(0, f.times(), [&] {
            QMenu *menu = f.times()->menu();
            QTest::keyClick(menu, Qt::Key_Down);
            QTest::keyClick(menu, Qt::Key_Return);
        });
        QTest::keyClick(f.times(), Qt::Key_Space);
        f.settle();
        QTRY_VERIFY(f.log.starts.size() >= 2);
        QVERIFY(f.answer(0)->focusPolicy() & Qt::TabFocus);
        QVERIFY(f.answer(0)->accessibleName().startsWith("Answer 1 of "));
    }
};

QTEST_MAIN(TestWindowAnswers)
#include "tst_window_answers.moc"
