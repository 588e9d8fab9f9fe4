// What is begun with one of several answers that stand beside each other: as with a single one, another version of the
// turn, and the others stay as they were.
#include "panels/chat/thought_editor.h"
#include "panels/chat/thought_section.h"
#include "support/versions_fixture.h"

#include <QPlainTextEdit>
#include <QPushButton>

using namespace deepscope;
using namespace deepscope::test;

namespace {

struct Fixture : VersionsFixture {
    explicit Fixture(const QString &settings) : VersionsFixture(settings) {}

    AnswerView *card(size_t place) { return turn(0)->answers()->all().at(place); }
    size_t cards() { return turn(0)->answers()->all().size(); }
    QPushButton *button(size_t place, const char *name) { return card(place)->findChild<QPushButton *>(name); }
    bool offers(size_t place) { return button(place, "tryAgain")->isVisibleTo(&window); }
    QPlainTextEdit *thoughtEditor(size_t place) { return card(place)->thought()->editor()->editor(); }

    void askTimes(int answers)
    {
        editor()->setPlainText("What is 47 + 85?");
        QVERIFY(settle());
        composer()->submitTimes(answers);
        QVERIFY(settle());
        QCOMPARE(cards(), size_t(answers));
    }
    void say(size_t place, const std::string &text, FinishReason reason = FinishReason::EndToken)
    {
        std::vector<Piece> pieces = additionPieces();
        pieces.resize(FirstAnswerToken);
        pieces.push_back({Phase::Answer, text});
        log.sendPieces(card(place)->run(), pieces, 0, pieces.size());
        send(summaryOf(card(place)->run(), reason));
    }
    // Four, of which the second counts; the last one reached its limit.
    void askAndAnswer()
    {
        askTimes(4);
        say(0, "1");
        say(1, "2");
        say(2, "2");
        say(3, "3", FinishReason::TokenLimit);
    }
    void look(size_t place)
    {
        QTest::mouseClick(card(place), Qt::LeftButton, {}, QPoint(3, 3));
        QCOMPARE(bench().store().current()->id(), card(place)->run());
    }
    std::vector<uint32_t> shown() { return bench().chats().shown(); }
};

} // namespace

class TestWindowCards : public QObject {
    Q_OBJECT

    SettingsFolder m_settings;

private slots:
    void isOfferedWhereTheChatGoesOnAndWhereAPersonLooks()
    {
        Fixture f(m_settings.newFile());
        f.askAndAnswer();
        QVERIFY(f.offers(1));
        QVERIFY(f.card(1)->thought()->editButton()->isVisibleTo(&f.window));
        QVERIFY(!f.button(1, "continueAnswer")->isVisibleTo(&f.window)); // it is whole
        for (const size_t place : {0U, 2U, 3U}) {
            QVERIFY(!f.offers(place));
            QVERIFY(!f.card(place)->thought()->editButton()->isVisibleTo(&f.window));
            QVERIFY(!f.button(place, "continueAnswer")->isVisibleTo(&f.window));
        }
        f.look(3);
        QVERIFY(f.offers(1) && f.offers(3) && !f.offers(0));
        QVERIFY(f.button(3, "continueAnswer")->isVisibleTo(&f.window));
        QCOMPARE(f.button(3, "continueAnswer")->accessibleName(), QString("Continue answer 4"));
        f.press(f.button(3, "chooseAnswer"));
        QVERIFY(f.offers(3) && !f.offers(1));
        for (size_t place = 0; place < f.cards(); ++place)
            QVERIFY(f.card(place)->width() >= f.card(place)->minimumSizeHint().width());
    }

    void isTriedAgain()
    {
        Fixture f(m_settings.newFile());
        f.askAndAnswer();
        f.press(f.button(1, "tryAgain"));
        QCOMPARE(f.log.starts.size(), size_t(5));
        QCOMPARE(f.log.starts.back().sample, 0U);
        f.answer();
        QCOMPARE(f.cards(), size_t(1));
        QCOMPARE(f.walker(0)->words(), QString("2 of 2"));
        f.press(f.walker(0)->previousButton());
        QCOMPARE(f.cards(), size_t(4));
    }

    // Who chose an answer and went on with it comes back to that one, not to what most agree on.
    void goesOnWithTheChosenOne()
    {
        Fixture f(m_settings.newFile());
        f.askAndAnswer();
        f.press(f.button(3, "chooseAnswer"));
        const uint32_t chosen = f.card(3)->run();
        QCOMPARE(f.shown(), std::vector<uint32_t>{chosen});
        f.press(f.button(3, "continueAnswer"));
        const RunRequest &rest = f.log.starts.back();
        QCOMPARE(rest.beginning.tokens.size(), size_t(FirstAnswerToken + 1 - FirstThinkToken));
        QCOMPARE(rest.sample, 3U); // it goes on with the same random numbers
        f.answer();
        QCOMPARE(f.cards(), size_t(1));
        QCOMPARE(f.walker(0)->words(), QString("2 of 2"));
        f.press(f.walker(0)->previousButton());
        QCOMPARE(f.cards(), size_t(4));
        QCOMPARE(f.shown(), std::vector<uint32_t>{chosen});
    }

    void goesOnFromItsThought()
    {
        Fixture f(m_settings.newFile());
        f.askAndAnswer();
        f.press(f.card(1)->thought()->editButton());
        f.thoughtEditor(1)->setPlainText("7 + 5 = 13?");
        f.look(3); // the editor stays
        f.press(f.card(1)->thought()->editor()->answerButton());
        QCOMPARE(f.log.starts.back().beginning.text, std::string("3?"));
        QVERIFY(f.log.starts.back().beginning.closesThought);
        f.answer();
        QCOMPARE(f.walker(0)->words(), QString("2 of 2"));
        f.press(f.walker(0)->previousButton());
        QCOMPARE(f.cards(), size_t(4));
        f.press(f.card(1)->thought()->editButton()); // nothing of the thought is left
        f.thoughtEditor(1)->clear();
        f.press(f.card(1)->thought()->editor()->thinkButton());
        f.answer();
        QCOMPARE(f.cards(), size_t(1));
        QCOMPARE(f.walker(0)->words(), QString("3 of 3"));
    }

    // The others think on.
    void answersNow()
    {
        Fixture f(m_settings.newFile());
        f.askTimes(2);
        for (const RunRequest &start : f.log.starts)
            f.log.sendPieces(start.run, additionPieces(), 0, 14);
        const auto now = [&](size_t place) { return f.card(place)->thought()->answerNowButton(); };
        QTRY_VERIFY(now(0)->isVisibleTo(&f.window));
        QTRY_VERIFY(f.card(1)->thought()->isVisibleTo(&f.window));
        QVERIFY(!now(1)->isVisibleTo(&f.window));
        f.look(1);
        QVERIFY(!now(0)->isVisibleTo(&f.window));
        f.press(now(1));
        QCOMPARE(f.log.thoughtsClosed, std::vector<uint32_t>{f.card(1)->run()});
    }

    // What counted counts again, not the one that was tried again.
    void aVersionThatFailsLeavesNothing()
    {
        Fixture f(m_settings.newFile());
        f.askAndAnswer();
        const uint32_t counting = f.card(1)->run();
        f.look(3);
        f.press(f.button(3, "tryAgain"));
        f.refuse("The prompt has too many tokens.");
        QCOMPARE(f.shown(), std::vector<uint32_t>{counting});
        QCOMPARE(f.cards(), size_t(4));
    }

    void alteredExpertsLeaveTheChoice()
    {
        Fixture f(m_settings.newFile());
        f.askAndAnswer();
        f.press(f.button(3, "chooseAnswer"));
        const uint32_t chosen = f.card(3)->run();
        f.bench().answerAgain({.experts = {{1, 3, ExpertAction::Off, 0}}});
        QCOMPARE(f.log.starts.size(), size_t(5));
        f.answer();
        QCOMPARE(f.cards(), size_t(5));
        QCOMPARE(f.shown(), std::vector<uint32_t>{chosen});
        QVERIFY(f.bench().chats().shownChat()->turns.isChosen(chosen));
    }
};

QTEST_MAIN(TestWindowCards)
#include "tst_window_cards.moc"
