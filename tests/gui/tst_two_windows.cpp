// Two windows of the program that keep chats in one file: each sees what the other does, without a restart, and who
// sends second makes a branch.
#include "models/chat_database.h"
#include "models/run_ending.h"
#include "panels/chat_list/chat_list_panel.h"
#include "support/versions_fixture.h"

#include <QTemporaryDir>
#include <QTranslator>

using namespace deepscope;
using namespace deepscope::test;

namespace {

constexpr int Patience = 30'000; // ms, for two files that are written and looked at now and then

struct Fixture : VersionsFixture {
    using VersionsFixture::VersionsFixture;

    Chats &chats() { return bench().chats(); }
    const Chat &only() { return chats().all().front(); }
    void openOnly()
    {
        chats().open(only().info.id);
        QTRY_VERIFY_WITH_TIMEOUT(chats().shownChat(), Patience);
    }
    void kept() { QTRY_VERIFY_WITH_TIMEOUT(bench().unwritten().empty(), Patience); }
    void label(const TokenLabels &labels)
    {
        bench().store().setLabels(bench().store().current()->id(), labels);
        kept();
    }
};

} // namespace

class TestTwoWindows : public QObject {
    Q_OBJECT

    SettingsFolder m_settings;
    std::unique_ptr<QTemporaryDir> m_data;

    // The first run of the only chat, as it lies in the file.
    KeptRun kept() const
    {
        const ChatDatabase database(m_data->filePath("chats.sqlite"));
        return database.runs(database.list().at(0).id).runs.at(0);
    }

private slots:
    void init() { m_data = std::make_unique<QTemporaryDir>(); }

    void eachSeesTheOthersChats()
    {
        Fixture one(m_settings.newFile(), m_data->path()), other(m_settings.newFile(), m_data->path());
        one.ask();
        QTRY_COMPARE_WITH_TIMEOUT(other.chats().all().size(), size_t(1), Patience);
        QCOMPARE(other.only().info.title, QString("What is 47 + 85?"));
        other.openOnly();
        QCOMPARE(other.turns().size(), size_t(1));

        // A question that one asks there appears in the other when it is answered.
        one.type("And 1 more?");
        one.answer();
        QTRY_COMPARE_WITH_TIMEOUT(other.turns().size(), size_t(2), Patience);
        QCOMPARE(other.turn(1)->question()->toPlainText(), QString("And 1 more?"));
        QCOMPARE(other.only().info.turns, 2);
        one.chats().rename(one.only().info.id, "Sums");
        QTRY_COMPARE_WITH_TIMEOUT(other.only().info.title, QString("Sums"), Patience);

        // And back.
        other.type("Thanks");
        QCOMPARE(other.log.starts.back().chat.size(), size_t(5));
        other.answer();
        QTRY_COMPARE_WITH_TIMEOUT(one.turns().size(), size_t(3), Patience);
        QCOMPARE(one.turn(2)->question()->toPlainText(), QString("Thanks"));
    }

    void theSecondSenderMakesABranch()
    {
        Fixture one(m_settings.newFile(), m_data->path()), other(m_settings.newFile(), m_data->path());
        one.ask();
        QTRY_COMPARE_WITH_TIMEOUT(other.chats().all().size(), size_t(1), Patience);
        other.openOnly();
        one.type("First?");
        other.type("Second?"); // before the first is answered
        one.stream(0, additionPieces().size());
        one.send(summaryOf(one.log.starts.back().run));
        other.answer();
        for (Fixture *f : {&one, &other}) {
            QTRY_COMPARE_WITH_TIMEOUT(f->walker(1)->words().right(4), QString("of 2"), Patience);
            QCOMPARE(f->turns().size(), size_t(2));
            QCOMPARE(f->turn(1)->question()->toPlainText(), QString(f == &one ? "First?" : "Second?")); // its own
        }
        // The version of the other one can be walked to, and gone on with.
        VersionWalker *walker = one.walker(1);
        one.press(walker->nextButton()->isEnabled() ? walker->nextButton() : walker->previousButton());
        QCOMPARE(one.turn(1)->question()->toPlainText(), QString("Second?"));
        one.type("Third?");
        QCOMPARE(one.lastMessage(), std::string("Third?"));
        QCOMPARE(one.log.starts.back().chat[2].text, std::string("Second?"));
        one.answer();
    }

    // Whatever the other one asked meanwhile.
    void whoAsksOnHasChosen()
    {
        {
            Fixture one(m_settings.newFile(), m_data->path()), other(m_settings.newFile(), m_data->path());
            one.ask();
            QTRY_COMPARE_WITH_TIMEOUT(other.chats().all().size(), size_t(1), Patience);
            other.openOnly();
            one.type("First?");
            other.type("Second?");
            one.stream(0, additionPieces().size());
            one.send(summaryOf(one.log.starts.back().run));
            other.answer();
            QTRY_COMPARE_WITH_TIMEOUT(one.walker(1)->words().right(4), QString("of 2"), Patience);
            one.type("Third?");
            one.answer();
        }
        Fixture later(m_settings.newFile(), m_data->path());
        QTRY_COMPARE_WITH_TIMEOUT(later.chats().all().size(), size_t(1), Patience);
        later.openOnly();
        QCOMPARE(later.turns().size(), size_t(3));
        QCOMPARE(later.turn(1)->question()->toPlainText(), QString("First?"));
        QCOMPARE(later.turn(2)->question()->toPlainText(), QString("Third?"));
    }

    void whatOneDeletesGoesInTheOther()
    {
        Fixture one(m_settings.newFile(), m_data->path()), other(m_settings.newFile(), m_data->path());
        one.ask();
        const QString first = one.only().info.id;
        one.chats().beginNew();
        one.type("Something else?");
        one.answer();
        QTRY_COMPARE_WITH_TIMEOUT(other.chats().all().size(), size_t(2), Patience);
        other.chats().open(first);
        QTRY_COMPARE_WITH_TIMEOUT(other.chats().shownId(), first, Patience);
        one.kept();
        one.chats().remove({one.only().info.id, first});
        QTRY_COMPARE_WITH_TIMEOUT(other.chats().all().size(), size_t(1),
                                  Patience); // the one that is shown stays until another is
        QCOMPARE(other.only().info.id, first);
        one.chats().undoRemove();
        QTRY_COMPARE_WITH_TIMEOUT(other.chats().all().size(), size_t(2), Patience);
        QCOMPARE(one.chats().all().size(), size_t(2));
        QTest::qWait(1500); // a list that was made meanwhile takes nothing away
        QCOMPARE(one.chats().all().size(), size_t(2));
    }

    // Opened while the other window still answers: half an answer at first, and all of it as soon as that is there.
    void anAnswerThatIsBeingWrittenIsCompleted()
    {
        Fixture one(m_settings.newFile(), m_data->path()), other(m_settings.newFile(), m_data->path());
        one.type("What is 47 + 85?");
        one.stream(0, FirstAnswerToken + 1);
        QTRY_COMPARE_WITH_TIMEOUT(other.chats().all().size(), size_t(1), Patience);
        QTRY_COMPARE_WITH_TIMEOUT(kept().recorded.tokens.size(), size_t(FirstAnswerToken + 1), Patience);
        other.openOnly();
        const Run &run = other.run(other.chats().shown().front());
        const auto *message = other.turn(0)->findChild<QLabel *>("turnMessage");
        QVERIFY(run.isCutOff());
        QCOMPARE(other.turn(0)->answerText(), QString("1"));
        QVERIFY(!message->isHidden());

        one.stream(FirstAnswerToken + 1, additionPieces().size());
        one.send(summaryOf(one.log.starts.back().run));
        QTRY_VERIFY_WITH_TIMEOUT(run.summary(), Patience);
        QCOMPARE(other.turns().size(), size_t(1));
        QCOMPARE(other.turn(0)->answerText(), QString("132"));
        QVERIFY(message->isHidden());
        other.type("And 1 more?");
        QCOMPARE(other.log.starts.back().chat.at(1).text, std::string("132"));
        other.answer();
        QTRY_COMPARE_WITH_TIMEOUT(one.turns().size(), size_t(2), Patience); // it goes on with the same run
    }

    // In whatever order they end.
    void eachOfSeveralAnswersIsCompleted()
    {
        Fixture one(m_settings.newFile(), m_data->path()), other(m_settings.newFile(), m_data->path());
        emit one.window.chat()->asked("What is 47 + 85?", 2);
        one.settle();
        one.kept();
        QTRY_COMPARE_WITH_TIMEOUT(other.chats().all().size(), size_t(1), Patience);
        other.openOnly();
        const auto runOf = [](Fixture &f, size_t place) { return f.turn(0)->answers()->all().at(place)->run(); };
        for (const size_t place : {1, 0}) {
            one.log.sendPieces(runOf(one, place), additionPieces(), 0, additionPieces().size());
            one.send(summaryOf(runOf(one, place)));
            QTRY_VERIFY_WITH_TIMEOUT(other.run(runOf(other, place)).summary(), Patience);
            QCOMPARE(other.run(runOf(other, place)).size(), int(additionPieces().size()));
        }
    }

    // What the other window never ends stays cut off, where it ended.
    void anAnswerThatIsNotEndedStaysCutOff()
    {
        auto one = std::make_unique<Fixture>(m_settings.newFile(), m_data->path());
        Fixture other(m_settings.newFile(), m_data->path());
        one->type("What is 47 + 85?");
        one->stream(0, FirstAnswerToken + 1);
        QTRY_COMPARE_WITH_TIMEOUT(other.chats().all().size(), size_t(1), Patience);
        QTRY_COMPARE_WITH_TIMEOUT(kept().recorded.tokens.size(), size_t(FirstAnswerToken + 1), Patience);
        other.openOnly();
        const Run &run = other.run(other.chats().shown().front());
        one->stream(FirstAnswerToken + 1, additionPieces().size());
        QTRY_COMPARE_WITH_TIMEOUT(one->run(one->chats().shown().front()).size(), int(additionPieces().size()),
                                  Patience);
        one.reset();
        QTRY_COMPARE_WITH_TIMEOUT(run.size(), int(additionPieces().size()), Patience);
        QVERIFY(run.isCutOff());
        QCOMPARE(other.turn(0)->answerText(), QString("132"));
        QVERIFY(!other.turn(0)->findChild<QLabel *>("turnMessage")->isHidden());
    }

    // A question that the other window left unanswered, and what was asked behind it.
    void whatWasLeftUnansweredComes()
    {
        auto one = std::make_unique<Fixture>(m_settings.newFile(), m_data->path());
        Fixture other(m_settings.newFile(), m_data->path());
        one->ask();
        QTRY_COMPARE_WITH_TIMEOUT(other.chats().all().size(), size_t(1), Patience);
        other.openOnly();
        one->type("And 1 more?");
        one->stream(0, FirstAnswerToken + 1);
        QTest::qWait(1500); // it is seen, and waited for
        QCOMPARE(other.turns().size(), size_t(1));
        one.reset();
        QTRY_COMPARE_WITH_TIMEOUT(other.turns().size(), size_t(2), Patience);
        QVERIFY(other.run(other.chats().shown().back()).isCutOff());

        Fixture later(m_settings.newFile(), m_data->path());
        QTRY_COMPARE_WITH_TIMEOUT(later.chats().all().size(), size_t(1), Patience);
        later.openOnly();
        QTRY_COMPARE_WITH_TIMEOUT(later.turns().size(), size_t(2), Patience);
        later.type("And now?");
        later.answer();
        QTRY_COMPARE_WITH_TIMEOUT(other.turns().size(), size_t(3), Patience);
    }

    // Windows may speak two languages; what stands in the file is in none.
    void whatIsNotEndedIsKnownInAnyLanguage()
    {
        Fixture one(m_settings.newFile(), m_data->path());
        QTranslator german;
        QVERIFY(german.load("deepscope_de", ":/i18n"));
        QCoreApplication::installTranslator(&german);
        one.type("What is 47 + 85?");
        one.stream(0, FirstAnswerToken + 1);
        one.kept();
        const QString words = cutOffWords();
        const QString said = kept().summary;
        QCoreApplication::removeTranslator(&german);
        QCOMPARE(said, words);
        QVERIFY(words != cutOffWords());
        QCOMPARE(kept().summary, cutOffWords());
    }

    void labelsOfBothStay()
    {
        Fixture one(m_settings.newFile(), m_data->path()), other(m_settings.newFile(), m_data->path());
        one.ask();
        one.kept();
        QTRY_COMPARE_WITH_TIMEOUT(other.chats().all().size(), size_t(1), Patience);
        other.openOnly();
        one.label({{"carry", {4, 9}}});
        other.label({{"digit", {5, 6}}});
        QCOMPARE(kept().labels, (TokenLabels{{"carry", {4, 9}}, {"digit", {5, 6}}}));
        one.label({{"carry", {4, 7}}});
        other.label({});
        QCOMPARE(kept().labels, (TokenLabels{{"carry", {4, 7}}}));
    }
};

QTEST_MAIN(TestTwoWindows)
#include "tst_two_windows.moc"
