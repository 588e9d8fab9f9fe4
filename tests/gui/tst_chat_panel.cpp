// The chat: a run streams in, its thought folds, its tokens can be pointed at and light up.
#include "models/run_making.h"
#include "panels/chat/composer.h"
#include "panels/chat/thought_section.h"
#include "panels/chat/turn_view.h"
#include "panels/shared/elided_label.h"
#include "panels/shared/token_text_view.h"
#include "support/chat_panel_fixture.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace deepscope;

namespace {

using Fixture = test::ChatPanelFixture;

QPoint centreOf(const TokenTextView *view, uint32_t token) { return view->tokenRect(token).center(); }

} // namespace

class TestChatPanel : public QObject {
    Q_OBJECT

private slots:
    // What stretches answers beside each other takes no room that the chat has left.
    void aTurnIsAsHighAsItsContent()
    {
        Fixture f;
        f.wholeRun();
        QTRY_COMPARE(f.turn()->height(), f.turn()->sizeHint().height());
        QVERIFY(f.turn()->height() < f.panel.height() / 2);
    }

    // The line of the prompt tells how the answer was made to whoever points at it.
    void saysHowItWasMade()
    {
        Fixture f;
        f.wholeRun();
        const auto *prompt = f.turn()->findChild<ElidedLabel *>("promptFigures");
        QVERIFY2(prompt->toolTip().endsWith(makingLines(*f.store.current()).join('\n')), qPrintable(prompt->toolTip()));
        QVERIFY(prompt->toolTip().contains("Small on Test device"));
    }

    void thoughtStaysOpenWhenTheAnswerStarts()
    {
        Fixture f;
        const uint32_t run = f.begin();
        QCOMPARE(f.panel.turns().size(), size_t(1));
        QVERIFY(!f.turn()->thought()->isVisible());
        f.stream(run, 0, test::FirstThinkToken + 4);
        QVERIFY(f.turn()->thought()->isVisible());
        QVERIFY(f.turn()->thought()->isOpen());
        QCOMPARE(f.turn()->thought()->text()->toPlainText(), QString("7 + 5 ="));
        QVERIFY(!f.turn()->answer()->isVisible());
        f.stream(run, test::FirstThinkToken + 4, test::FirstAnswerToken + 1);
        QVERIFY(f.turn()->thought()->isOpen());
        QCOMPARE(f.turn()->answer()->toPlainText(), QString("1"));
        f.stream(run, test::FirstAnswerToken + 1, 24);
        QCOMPARE(f.turn()->answer()->toPlainText(), QString("132"));
        const auto *header = f.turn()->findChild<QToolButton *>("thoughtHeader");
        QVERIFY2(header->text().contains("11 tokens"), qPrintable(header->text()));
        QVERIFY2(header->text().contains("tokens/s"), qPrintable(header->text()));
    }

    void thoughtThatThePersonOpenedStaysOpen()
    {
        Fixture f;
        const uint32_t run = f.begin();
        f.stream(run, 0, test::FirstThinkToken + 2);
        auto *header = f.turn()->findChild<QToolButton *>("thoughtHeader");
        header->setFocus();
        QTest::keyClick(header, Qt::Key_Space);
        QVERIFY(!f.turn()->thought()->isOpen());
        QTest::mouseClick(header, Qt::LeftButton);
        QVERIFY(f.turn()->thought()->isOpen());
        f.stream(run, test::FirstThinkToken + 2, 24);
        QVERIFY(f.turn()->thought()->isOpen());
    }

    void pointingAtATokenIsSeenByAll()
    {
        Fixture f;
        f.wholeRun();
        f.turn()->thought()->setOpen(true);
        QCoreApplication::processEvents();
        TokenTextView *thought = f.turn()->thought()->text();
        const QPoint carry = centreOf(thought, test::CarryToken);
        QCOMPARE(thought->tokenAt(carry), test::CarryToken);
        QTest::mouseMove(thought->viewport(), carry);
        QTRY_COMPARE(f.selection.hover().token, test::CarryToken);
        QTest::mouseClick(thought->viewport(), Qt::LeftButton, Qt::NoModifier, carry);
        QCOMPARE(f.selection.focus().token, test::CarryToken);
        QVERIFY(!f.selection.follow());

        TokenTextView *answer = f.turn()->answer();
        for (uint32_t token = test::FirstAnswerToken; token < 24; ++token)
            QCOMPARE(answer->tokenAt(centreOf(answer, token)), static_cast<int>(token));
        QTest::mouseClick(answer->viewport(), Qt::LeftButton, Qt::NoModifier, centreOf(answer, 22));
        QCOMPARE(f.selection.focus().token, 22);
        QCOMPARE(answer->tokenAt(QPoint(answer->width() - 2, 5)), -1); // beside the text there is no token
    }

    void questionShowsItsPromptTokens()
    {
        Fixture f;
        f.wholeRun();
        TokenTextView *question = f.turn()->question();
        QCOMPARE(question->toPlainText(), QString("What is 47 + 85?"));
        QCOMPARE(question->tokenAt(centreOf(question, 4)), 4); // "7"
        QTest::mouseClick(question->viewport(), Qt::LeftButton, Qt::NoModifier, centreOf(question, 6));
        QCOMPARE(f.selection.focus().token, 6);
    }

    void foldedThoughtNamesItsFocusedToken()
    {
        Fixture f;
        f.wholeRun();
        const auto *header = f.turn()->findChild<QToolButton *>("thoughtHeader");
        f.turn()->thought()->setOpen(false);
        f.selection.setFocus({test::CarryToken});
        QVERIFY2(header->text().contains("carry"), qPrintable(header->text()));
        f.turn()->thought()->setOpen(true);
        QVERIFY(!header->text().contains("carry")); // now it is outlined in the text
        f.turn()->thought()->setOpen(false);
        f.selection.setFocus({test::FirstAnswerToken});
        QVERIFY(!header->text().contains("carry"));
    }

    void focusIsOutlined()
    {
        Fixture f;
        f.wholeRun();
        TokenTextView *answer = f.turn()->answer();
        const QImage before = answer->grab().toImage();
        f.selection.setFocus({test::FirstAnswerToken + 1});
        const QImage after = answer->grab().toImage();
        QVERIFY(before != after);
        // Only around the token: the last digit's right half is as before.
        const QRect last = answer->tokenRect(23);
        const QRect right(last.center().x() + 2, last.top(), 4, last.height());
        QCOMPARE(before.copy(right), after.copy(right));
    }

    void tokensOfAFocusedExpertAreLit()
    {
        Fixture f;
        f.wholeRun();
        TokenTextView *answer = f.turn()->answer();
        QVERIFY(answer->extraSelections().isEmpty());
        // Token 22 uses experts 6 and 1; 21 uses 5 and 0; 23 uses 7 and 2.
        f.selection.setFocus({-1, 1, 6});
        const QList<QTextEdit::ExtraSelection> marks = answer->extraSelections();
        QCOMPARE(marks.size(), 2); // all fade, and one is lit
        QCOMPARE(marks[1].cursor.selectedText(), QString("3"));
        f.selection.clearOneLevel();
        QVERIFY(answer->extraSelections().isEmpty());
    }

    void clickInAnEarlierTurnShowsItsRun()
    {
        Fixture f;
        const uint32_t first = f.wholeRun();
        const uint32_t second = f.wholeRun();
        QCOMPARE(f.panel.turns().size(), size_t(2));
        QCOMPARE(f.store.current()->id(), second);
        TokenTextView *answer = f.panel.turns().front()->answer();
        QTest::mouseClick(answer->viewport(), Qt::LeftButton, Qt::NoModifier, centreOf(answer, 22));
        QCOMPARE(f.store.current()->id(), first);
        QCOMPARE(f.selection.focus().token, 22);
        QCOMPARE(f.panel.turns().size(), size_t(2));
    }

    void failureIsSaidInTheTurn()
    {
        Fixture f;
        QSignalSpy asked(&f.panel, &ChatPanel::answerAnewRequested);
        const uint32_t run = f.begin("Sort 3, 1");
        f.stream(run, 0, 12);
        f.store.fail(run, "The device was lost; start the model again.");
        f.store.finish(test::summaryOf(run, FinishReason::Failed));
        const auto *message = f.turn()->findChild<QLabel *>("turnMessage");
        QVERIFY(message->isVisible());
        QCOMPARE(message->text(), QString("The device was lost; start the model again."));
        auto *again = f.turn()->findChild<QPushButton *>("tryAgain");
        QVERIFY(again->isVisible());
        QTest::mouseClick(again, Qt::LeftButton);
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked[0][0].toUInt(), run);
    }

    void newChatAndBack()
    {
        Fixture f;
        const uint32_t first = f.wholeRun();
        f.chats.beginNew();
        QVERIFY(f.panel.turns().empty());
        f.wholeRun();
        QCOMPARE(f.panel.turns().size(), size_t(1));
        f.store.setCurrent(first);
        QCOMPARE(f.panel.turns().size(), size_t(1));
        QCOMPARE(f.panel.turns().front()->run(), first);
        QCOMPARE(f.turn()->answer()->toPlainText(), QString("132"));
    }

    void suggestionsAskTheirText()
    {
        Fixture f;
        QSignalSpy asked(&f.panel, &ChatPanel::asked);
        f.panel.setSuggestions({"What is 47 + 85?", "Sort 3, 1"});
        QCoreApplication::processEvents();
        const auto buttons = f.panel.findChildren<QPushButton *>("suggestion");
        QCOMPARE(buttons.size(), 2);
        QTest::mouseClick(buttons[1], Qt::LeftButton);
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked[0][0].toString(), QString("Sort 3, 1"));
        f.panel.setAvailable("No model is loaded.");
        QVERIFY(!buttons[0]->isEnabled());
    }

    void copyAnswerGivesItsSource()
    {
        Fixture f;
        f.wholeRun();
        QTest::mouseClick(f.turn()->findChild<QToolButton *>("copyAnswer"), Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(), QString("132"));
    }

    void longStreamFollowsUntilTheWheelTurns()
    {
        Fixture f;
        const uint32_t run = f.begin();
        std::vector<test::Piece> pieces{{Phase::Prompt, "Q"}};
        for (int i = 0; i < 400; ++i)
            pieces.push_back({Phase::Think, i % 10 == 9 ? " word\n" : " word"});
        const std::vector<TokenTrace> traces = test::tracesOf(run, pieces);
        f.store.append(std::span(traces).first(300));
        const auto *scroll = f.panel.findChild<QScrollArea *>("conversation");
        const QScrollBar *bar = scroll->verticalScrollBar();
        QTRY_VERIFY(bar->maximum() > 0);
        QTRY_COMPARE(bar->value(), bar->maximum());
        QWheelEvent wheel({50, 50}, scroll->viewport()->mapToGlobal(QPointF(50, 50)), {}, {0, 240}, Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(scroll->viewport(), &wheel);
        QVERIFY(!f.selection.follow());
        const int reading = bar->value();
        QVERIFY(reading < bar->maximum());
        f.store.append(std::span(traces).subspan(300));
        QCoreApplication::processEvents();
        QTest::qWait(20);
        QCOMPARE(bar->value(), reading); // nothing moves under the person's eyes
        f.selection.setFollow(true);
        QTRY_COMPARE(bar->value(), bar->maximum());
    }

    void composerGrowsWithWhatIsPastedAndWithItsWidth()
    {
        Composer composer;
        composer.resize(900, 300);
        composer.show();
        auto *editor = composer.findChild<QPlainTextEdit *>("question");
        const QFontMetrics metrics(editor->font());
        const int oneLine = editor->height();
        const auto lines = [&] { return 1 + (editor->height() - oneLine) / metrics.lineSpacing(); };
        // About a line and a half of the wide field: a paragraph, pasted.
        QString paragraph;
        while (metrics.horizontalAdvance(paragraph) < editor->viewport()->width() * 3 / 2)
            paragraph += "word ";
        QGuiApplication::clipboard()->setText(paragraph);
        editor->paste();
        QCOMPARE(lines(), 2);
        composer.resize(450, 300); // it wraps anew
        QTRY_VERIFY2(lines() >= 3, qPrintable(QString::number(lines())));
        composer.resize(900, 300);
        QTRY_COMPARE(lines(), 2);
        editor->paste();
        editor->paste();
        editor->paste();
        editor->paste();
        QCOMPARE(lines(), 6); // then it scrolls
        QCOMPARE(editor->verticalScrollBarPolicy(), Qt::ScrollBarAsNeeded);
        composer.setText({});
        QCOMPARE(editor->height(), oneLine);
        composer.setText(paragraph); // a draft comes back
        QCOMPARE(lines(), 2);
        QCOMPARE(editor->verticalScrollBarPolicy(), Qt::ScrollBarAlwaysOff);
    }

    void composerSendsStopsAndGrows()
    {
        Composer composer;
        composer.resize(500, 100);
        composer.show();
        QSignalSpy submitted(&composer, &Composer::submitted);
        QSignalSpy stopped(&composer, &Composer::stopRequested);
        auto *editor = composer.findChild<QPlainTextEdit *>("question");
        auto *send = composer.findChild<QPushButton *>("send");
        QVERIFY(!send->isEnabled());
        const int oneLine = editor->height();
        QTest::keyClicks(editor, "one");
        QTest::keyClick(editor, Qt::Key_Return, Qt::ShiftModifier);
        QTest::keyClicks(editor, "two");
        QVERIFY(editor->height() > oneLine);
        QVERIFY(submitted.isEmpty());
        for (int i = 0; i < 10; ++i)
            QTest::keyClick(editor, Qt::Key_Return, Qt::ShiftModifier);
        QVERIFY(editor->height() < oneLine + 6 * QFontMetrics(editor->font()).lineSpacing());
        QTest::keyClick(editor, Qt::Key_Return);
        QCOMPARE(submitted.size(), 1);
        QCOMPARE(submitted[0][0].toString(), QString("one\ntwo"));
        QTest::keyClicks(editor, "typed since");
        composer.taken("another question"); // asked beside it, by a suggestion
        QVERIFY(composer.text().startsWith("one"));
        composer.taken("one\ntwo"); // until then it could be refused
        QCOMPARE(composer.text(), QString("typed since"));
        composer.setText({});
        QCOMPARE(editor->height(), oneLine);

        composer.setRunning(true);
        QCOMPARE(send->text(), QString("Stop"));
        QTest::keyClicks(editor, "next");
        QTest::keyClick(editor, Qt::Key_Return); // stays until the run is over
        QCOMPARE(submitted.size(), 1);
        QTest::mouseClick(send, Qt::LeftButton);
        QCOMPARE(stopped.size(), 1);
        composer.setRunning(false);
        QCOMPARE(composer.text(), QString("next"));
        QTest::mouseClick(send, Qt::LeftButton);
        QCOMPARE(submitted.size(), 2);

        composer.taken("next");
        composer.setText("again");
        composer.setRefused("There is no room.");
        QSignalSpy refused(&composer, &Composer::refused);
        QTest::keyClick(editor, Qt::Key_Return);
        QCOMPARE(submitted.size(), 2);
        QCOMPARE(refused.size(), 1);
        QCOMPARE(composer.text(), QString("again"));
        QVERIFY(editor->isEnabled() && !send->isEnabled());
        QCOMPARE(send->toolTip(), QString("There is no room."));
        composer.setRefused({});
        QVERIFY(send->isEnabled());
        composer.setUnavailable("No model is loaded.");
        QVERIFY(editor->isEnabled()); // it can be written meanwhile
        QVERIFY(!composer.canSend());
        QTest::keyClick(editor, Qt::Key_Return);
        QCOMPARE(submitted.size(), 2);
        QCOMPARE(composer.text(), QString("again"));
    }

    void chatsGroupRuns()
    {
        Fixture f;
        f.wholeRun();
        f.wholeRun();
        const std::vector<ChatMessage> turns = f.chats.history().messages();
        QCOMPARE(turns.size(), size_t(4));
        QCOMPARE(turns[0].text, std::string("What is 47 + 85?"));
        QCOMPARE(turns[1].text, std::string("132"));
        QVERIFY(turns[1].role == ChatMessage::Role::Assistant);
        RecordedRun recorded{test::smallModel(), "Recorded?", test::tracesOf(1, test::additionPieces()),
                             test::summaryOf(1)};
        f.chats.addRecording(recorded);
        QCOMPARE(f.chats.continuation(), Continuation::Recording);
        QCOMPARE(f.chats.shown().size(), size_t(1));
        QCOMPARE(f.turn()->question()->toPlainText(), QString("Recorded?"));
        QCOMPARE(f.turn()->answer()->toPlainText(), QString("132"));
        f.wholeRun(); // a new question does not join a recording
        QCOMPARE(f.chats.shown().size(), size_t(1));
        QCOMPARE(f.chats.continuation(), Continuation::GoesOn);
        f.store.setModel(test::smallModel("/models/other.gguf"));
        QCOMPARE(f.chats.continuation(), Continuation::OtherModel); // it was not asked of this one
        f.chats.goOnWithModelInUse();
        QCOMPARE(f.chats.continuation(), Continuation::GoesOn);
        f.store.setModel(test::smallModel("/models/third.gguf"));
        QCOMPARE(f.chats.continuation(), Continuation::OtherModel); // that was said of the other one
        f.chats.beginNew();
        QCOMPARE(f.chats.continuation(), Continuation::NewChat);
    }
};

QTEST_MAIN(TestChatPanel)
#include "tst_chat_panel.moc"
