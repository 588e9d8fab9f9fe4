// Reading while an answer is written: whoever moves the chat or selects in it stays there, and what is selected stays
// so.
#include "panels/chat/answer_view.h"
#include "panels/chat/chat_panel.h"
#include "panels/chat/thought_section.h"
#include "panels/chat/turn_view.h"
#include "panels/shared/token_text_view.h"
#include "support/keyboard_fixture.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QScrollEvent>
#include <QStyle>
#include <QStyleOptionSlider>
#include <QToolButton>

using namespace deepscope;

namespace {

constexpr int Many = 400;

// A long thought and a longer answer of bold words.
std::vector<test::Piece> pieces()
{
    std::vector<test::Piece> all{{Phase::Prompt, "Q"}};
    for (int i = 1; i < Many; ++i)
        all.push_back({Phase::Think, i % 10 == 9 ? " thought\n" : " thought"});
    all.push_back({Phase::Answer, "So"});
    for (int i = 0; i < 5 * Many; ++i)
        all.push_back({Phase::Answer, i % 20 == 19 ? ".\n\n" : i % 3 == 0 ? " **bo" : i % 3 == 1 ? "ld**" : " word"});
    return all;
}

struct Reading : test::KeyboardFixture {
    explicit Reading(const QString &settings) : KeyboardFixture(settings) { type("Why?"); }

    size_t sent = 0;
    void go(size_t tokens)
    {
        static const std::vector<test::Piece> all = pieces();
        log.sendPieces(log.starts.back().run, all, sent, sent + tokens);
        sent += tokens;
        for (int i = 0; i < 3; ++i)
            QCoreApplication::processEvents();
    }

    bool isAtEnd() { return chatBar()->maximum() > 0 && chatBar()->value() == chatBar()->maximum(); }
    TurnView *turn() { return part<ChatPanel>()->turns().back(); }
    ConversationScroll *chat() { return part<ConversationScroll>(); }
    QWidget *answerText() { return turn()->answer()->viewport(); }

    QPoint placeOf(TokenTextView *text, int token) { return text->tokenRect(uint32_t(token)).center(); }

    void drag(QWidget *on, QPoint from, QPoint to, bool letGo = true)
    {
        QTest::mousePress(on, Qt::LeftButton, {}, from);
        for (int part = 1; part <= 4; ++part) {
            const QPoint at = from + (to - from) * part / 4;
            QMouseEvent move(QEvent::MouseMove, at, on->mapToGlobal(QPointF(at)), Qt::NoButton, Qt::LeftButton, {});
            QCoreApplication::sendEvent(on, &move);
        }
        if (letGo)
            QTest::mouseRelease(on, Qt::LeftButton, {}, to);
    }

    QRect handle()
    {
        QStyleOptionSlider option;
        option.initFrom(chatBar());
        option.orientation = Qt::Vertical;
        option.minimum = chatBar()->minimum();
        option.maximum = chatBar()->maximum();
        option.pageStep = chatBar()->pageStep();
        option.sliderPosition = chatBar()->sliderPosition();
        option.subControls = QStyle::SC_All;
        return chatBar()->style()->subControlRect(QStyle::CC_ScrollBar, &option, QStyle::SC_ScrollBarSlider, chatBar());
    }

    void wheel(int degrees)
    {
        QWidget *on = chat()->viewport();
        QWheelEvent turned({50, 50}, on->mapToGlobal(QPointF(50, 50)), {}, {0, degrees * 8}, Qt::NoButton, {},
                           Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(on, &turned);
    }

    void pan(int pixels)
    {
        QScrollPrepareEvent prepare({50, 50});
        QCoreApplication::sendEvent(chat()->viewport(), &prepare);
        QScrollEvent scroll(QPointF(0, chatBar()->value() + pixels), {}, QScrollEvent::ScrollUpdated);
        QCoreApplication::sendEvent(chat()->viewport(), &scroll);
    }

    void key(QWidget *on, int key, Qt::KeyboardModifiers modifiers = {})
    {
        on->setFocus();
        press(key, modifiers);
    }
};

using Move = std::function<void(Reading &)>;

} // namespace

class TestReadingOn : public QObject {
    Q_OBJECT

    test::SettingsFolder m_settings;

private slots:
    void whoeverMovesItStaysThere_data()
    {
        QTest::addColumn<Move>("move");
        QTest::newRow("wheel") << Move([](Reading &f) { f.wheel(30); });
        QTest::newRow("PageUp") << Move([](Reading &f) { f.key(f.chat(), Qt::Key_PageUp); });
        QTest::newRow("Up") << Move([](Reading &f) { f.key(f.chat(), Qt::Key_Up); });
        QTest::newRow("Home") << Move([](Reading &f) { f.key(f.chat(), Qt::Key_Home); });
        QTest::newRow("PageUp while typing") << Move([](Reading &f) { f.key(f.editor(), Qt::Key_PageUp); });
        QTest::newRow("PageUp in the text") << Move([](Reading &f) { f.key(f.turn()->answer(), Qt::Key_PageUp); });
        QTest::newRow("bar dragged") << Move([](Reading &f) {
            const QPoint from = f.handle().center();
            f.drag(f.chatBar(), from, from - QPoint(0, 60));
        });
        QTest::newRow("bar clicked") << Move([](Reading &f) {
            QTest::mouseClick(f.chatBar(), Qt::LeftButton, {}, {f.handle().center().x(), 30});
        });
        QTest::newRow("pan") << Move([](Reading &f) { f.pan(-100); });
        QTest::newRow("Tab to what is above") << Move([](Reading &f) {
            f.turn()->findChild<QToolButton *>("thoughtHeader")->setFocus();
            f.press(Qt::Key_Tab, Qt::ShiftModifier);
            f.press(Qt::Key_Tab);
        });
        QTest::newRow("a token focused elsewhere") << Move([](Reading &f) { f.selection().setFocus({20}); });
        QTest::newRow("pressed to select") << Move([](Reading &f) {
            QTest::mousePress(f.answerText(), Qt::LeftButton, {}, f.placeOf(f.turn()->answer(), int(f.sent) - 5));
        });
        QTest::newRow("select all") << Move(
            [](Reading &f) { f.key(f.turn()->answer(), Qt::Key_A, Qt::ControlModifier); });
    }
    void whoeverMovesItStaysThere()
    {
        QFETCH(const Move, move);
        Reading f(m_settings.newFile());
        f.go(2 * Many);
        QTRY_VERIFY(f.isAtEnd());
        QVERIFY(f.selection().follow());
        move(f);
        QVERIFY(!f.selection().follow());
        const int reading = f.chatBar()->value();
        for (int i = 0; i < 5; ++i)
            f.go(40);
        QCOMPARE(f.chatBar()->value(), reading);
        QVERIFY(!f.isAtEnd());
        f.key(f.chat(), Qt::Key_End);
        QVERIFY(f.selection().follow());
        f.go(100);
        QTRY_VERIFY(f.isAtEnd());
    }

    void whoComesToTheEndFollowsAgain_data()
    {
        QTest::addColumn<Move>("move");
        QTest::newRow("wheel") << Move([](Reading &f) {
            for (int i = 0; i < 500 && !f.isAtEnd(); ++i)
                f.wheel(-60);
        });
        QTest::newRow("PageDown") << Move([](Reading &f) {
            for (int i = 0; i < 50 && !f.isAtEnd(); ++i)
                f.key(f.chat(), Qt::Key_PageDown);
        });
        QTest::newRow("bar dragged") << Move([](Reading &f) {
            const QPoint from = f.handle().center();
            f.drag(f.chatBar(), from, from + QPoint(0, 900));
        });
        QTest::newRow("pan") << Move([](Reading &f) { f.pan(100000); });
    }
    void whoComesToTheEndFollowsAgain()
    {
        QFETCH(const Move, move);
        Reading f(m_settings.newFile());
        f.go(2 * Many);
        QTRY_VERIFY(f.isAtEnd());
        f.key(f.chat(), Qt::Key_Home);
        QVERIFY(!f.selection().follow());
        move(f);
        QVERIFY(f.selection().follow());
        f.go(100);
        QTRY_VERIFY(f.isAtEnd());
    }

    // What becomes shorter comes to its end by itself: that is no wish.
    void aFoldedThoughtIsNoMove()
    {
        Reading f(m_settings.newFile());
        f.go(Many + 2);
        f.key(f.chat(), Qt::Key_PageUp);
        f.turn()->thought()->setOpen(false);
        QTest::qWait(20);
        QVERIFY(!f.selection().follow());
    }

    // Also while the button is still down, and where the marks of markdown turn into bold letters meanwhile.
    void whatIsSelectedStaysSelected_data()
    {
        QTest::addColumn<bool>("ofThought");
        QTest::addColumn<int>("before"); // tokens, when it is selected
        QTest::addColumn<bool>("letGo");
        for (const bool letGo : {true, false}) {
            QTest::addRow("thought, let go %d", letGo) << true << Many / 2 << letGo;
            QTest::addRow("answer, let go %d", letGo) << false << Many + 9 << letGo;
            QTest::addRow("long answer, let go %d", letGo) << false << 3 * Many + 12 << letGo;
        }
    }
    void whatIsSelectedStaysSelected()
    {
        QFETCH(const bool, ofThought);
        QFETCH(const int, before);
        QFETCH(const bool, letGo);
        Reading f(m_settings.newFile());
        f.go(size_t(before));
        TokenTextView *text = ofThought ? f.turn()->thought()->text() : f.turn()->answer();
        f.drag(text->viewport(), f.placeOf(text, before - 6), f.placeOf(text, before - 1) + QPoint(40, 0), letGo);
        const QString selected = text->textCursor().selectedText();
        QVERIFY2(selected.size() > 10, qPrintable(selected));
        for (int i = 0; i < 12; ++i) {
            f.go(i < 6 ? 1 : 50);
            QString now = text->textCursor().selectedText();
            QCOMPARE(now.remove('*'), QString(selected).remove('*'));
        }
        if (!letGo)
            QTest::mouseRelease(text->viewport(), Qt::LeftButton, {}, f.placeOf(text, before - 1) + QPoint(40, 0));
        f.send(test::summaryOf(f.log.starts.back().run));
        text->setFocus();
        f.press(Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text().remove('*'), QString(selected).remove('*'));
        f.type("And then?"); // its thought makes room, unless it is read
        QCOMPARE(text->isVisible(), true);
        QCOMPARE(text->textCursor().selectedText().remove('*'), QString(selected).remove('*'));
    }
};

QTEST_MAIN(TestReadingOn)
#include "tst_reading_on.moc"
