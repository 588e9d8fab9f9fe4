// Words are looked for in the shown chat: all are marked, one after the other is gone to, also while text arrives.
#include "paint/palette.h"
#include "panels/chat/answer_view.h"
#include "panels/chat/chat_panel.h"
#include "panels/chat/find_bar.h"
#include "panels/chat/thought_section.h"
#include "panels/chat/turn_view.h"
#include "panels/shared/found_words.h"
#include "panels/shared/token_text_view.h"
#include "support/keyboard_fixture.h"
#include "support/thread_time.h"

#include <QLineEdit>
#include <QToolButton>

using namespace deepscope;

namespace {

struct Fixture : test::KeyboardFixture {
    using KeyboardFixture::KeyboardFixture;

    // A turn of its own, its answer in pieces of four characters.
    void turn(const QString &question, const QString &thought, const QString &answer, bool ends = true)
    {
        type(question);
        run = log.starts.back().run;
        sent = 0;
        write(Phase::Prompt, question);
        write(Phase::Think, thought);
        write(Phase::Answer, answer);
        if (ends)
            send(test::summaryOf(run));
    }
    void write(Phase phase, const QString &text)
    {
        for (qsizetype at = 0; at < text.size(); at += 4)
            log.send(test::traceOf(run, sent++, {phase, text.mid(at, 4).toStdString()}));
        QCoreApplication::processEvents();
    }

    FindBar *bar() { return part<FindBar>(); }
    QString count() { return part<QLabel>("findCount")->text(); }
    TurnView *turnAt(size_t i) { return window.chat()->turns()[i]; }
    void look(const QString &words)
    {
        press(Qt::Key_F, Qt::ControlModifier);
        QTest::keyClicks(QApplication::focusWidget(), words);
        QCoreApplication::processEvents();
    }
    bool isInView(const TokenTextView *text, int match)
    {
        auto *scroll = part<ConversationScroll>();
        const QRect rect = text->foundRect(match);
        return scroll->viewport()->rect().contains(QRect(text->mapTo(scroll->viewport(), rect.topLeft()), rect.size()));
    }

    uint32_t run = 0, sent = 0;
};

} // namespace

class TestFindInChat : public QObject {
    Q_OBJECT

    test::SettingsFolder m_settings;

private slots:
    void placesOfWords()
    {
        using Ranges = std::vector<CharacterRange>;
        QCOMPARE(findWords("A cat, a CAT", "cat"), (Ranges{{2, 5}, {9, 12}}));
        QCOMPARE(findWords("a big\ncat and big\tcat", "big cat"), (Ranges{{2, 9}, {14, 21}}));
        QCOMPARE(findWords("aaaa", "aa"), (Ranges{{0, 2}, {2, 4}}));
        QCOMPARE(findWords("ÄÖ äö", "äö"), (Ranges{{0, 2}, {3, 5}}));
        QVERIFY(findWords("abc", "").empty() && findWords("", "a").empty() && findWords("abc", "abcd").empty());
        QCOMPARE(findWords("cat cat", "cat", 1), (Ranges{{4, 7}}));
    }

    void goesThroughAllTurns()
    {
        Fixture f(m_settings.newFile());
        f.turn("Where is the cat?", "A cat sits there.", "The **ca**t\nis here.");
        f.turn("And the dog?", "No CAT.", "Gone.");
        f.turnAt(0)->thought()->setOpen(false);
        f.look("cat");
        QVERIFY(f.bar()->isVisible());
        QCOMPARE(f.count().right(4), QString("of 4"));
        while (f.count() != "1 of 4")
            f.press(Qt::Key_Return);
        QCOMPARE(f.turnAt(0)->question()->found(), 1);
        QTRY_VERIFY(f.isInView(f.turnAt(0)->question(), 0));
        QVERIFY(!f.turnAt(0)->thought()->isOpen());
        f.press(Qt::Key_Return);
        QCOMPARE(f.count(), QString("2 of 4"));
        QVERIFY(f.turnAt(0)->thought()->isOpen()); // it is in there
        QTRY_VERIFY(f.isInView(f.turnAt(0)->thought()->text(), 0));
        f.press(Qt::Key_F3);
        QCOMPARE(f.count(), QString("3 of 4"));
        f.press(Qt::Key_Return);
        QCOMPARE(f.count(), QString("4 of 4"));
        f.press(Qt::Key_Return);
        QCOMPARE(f.count(), QString("1 of 4"));
        f.press(Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(f.count(), QString("4 of 4"));
        f.press(Qt::Key_F3, Qt::ShiftModifier);
        QCOMPARE(f.count(), QString("3 of 4"));
        QTest::keyClicks(QApplication::focusWidget(), "x");
        f.part<QLineEdit>("findWords")->setText("t is h"); // over the end of a line and of emphasis
        QCOMPARE(f.count(), QString("1 of 1"));
        f.part<QLineEdit>("findWords")->setText("zebra");
        QCOMPARE(f.count(), QString("not found"));
        f.press(Qt::Key_Return); // nothing to go to
        QCOMPARE(f.count(), QString("not found"));
    }

    void escapeGivesTheKeyboardBack()
    {
        Fixture f(m_settings.newFile());
        f.turn("Where is the cat?", "", "Here.");
        Focus focus;
        focus.token = 1;
        f.selection().setFocus(focus);
        f.editor()->setFocus();
        f.look("cat");
        QVERIFY(f.hasKeyboard(f.bar()));
        QVERIFY(f.turnAt(0)->question()->found() > 0);
        f.press(Qt::Key_Escape);
        QVERIFY(f.bar()->isHidden());
        QVERIFY(f.hasKeyboard(f.editor()));
        QCOMPARE(f.turnAt(0)->question()->found(), 0);
        QCOMPARE(f.selection().focus().token, 1); // Escape was the bar's
        f.press(Qt::Key_F, Qt::ControlModifier);
        QCOMPARE(f.part<QLineEdit>("findWords")->selectedText(), QString("cat"));
        QCOMPARE(f.count(), QString("1 of 1"));
        QToolButton *close = f.part<QToolButton>("findClose");
        close->setFocus();
        f.press(Qt::Key_Escape);
        QVERIFY(f.bar()->isHidden());
        f.press(Qt::Key_F3); // opens it with the same words
        QVERIFY(f.bar()->isVisible());
    }

    void growsWithAnAnswer()
    {
        Fixture f(m_settings.newFile());
        f.turn("Cats?", "", "One cat, ", false);
        f.look("cat");
        QCOMPARE(f.count(), QString("1 of 2"));
        f.write(Phase::Answer, "two cats, **three c");
        QCOMPARE(f.count(), QString("1 of 3"));
        f.write(Phase::Answer, "ats**\n\nand a c");
        QCOMPARE(f.count(), QString("1 of 4"));
        f.write(Phase::Answer, "at");
        QCOMPARE(f.count(), QString("1 of 5"));
        f.send(test::summaryOf(f.run));
        QCOMPARE(f.count(), QString("1 of 5"));
        f.turn("More cats?", "cat", "cat");
        QCOMPARE(f.count(), QString("1 of 8"));
        f.window.workbench().chats().beginNew();
        QCoreApplication::processEvents();
        QCOMPARE(f.count(), QString("not found"));
    }

    // All are marked below the letters, and the present one stands out.
    void marksCanBeSeen_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void marksCanBeSeen()
    {
        QFETCH(bool, dark);
        const Palette colours(dark);
        QVERIFY(contrast(colours(Role::Text), colours(Role::Lit)) >= 4.5);
        QVERIFY(contrast(colours(Role::AccentText), colours(Role::Accent)) >= 4.5);
        QVERIFY(contrast(colours(Role::Accent), colours(Role::Panel)) >= 3);
        TokenTextView view(TokenTextView::Format::Markdown);
        view.setPalette(colours.toQPalette());
        view.appendToken(0, "cat `cat`\n\n```\ncat\n```");
        view.finish();
        view.resize(400, view.sizeHint().height());
        view.find("cat");
        QCOMPARE(view.found(), 3);
        view.setCurrentFound(0);
        const QImage picture = view.grab().toImage();
        const auto pixels = [&](int match, Role role) {
            int count = 0;
            const QRect rect = view.foundRect(match);
            for (int x = rect.left(); x <= rect.right(); ++x)
                for (int y = rect.top(); y <= rect.bottom(); ++y)
                    count += picture.pixelColor(x, y) == colours(role) ? 1 : 0;
            return double(count) / (rect.width() * rect.height());
        };
        QVERIFY2(pixels(0, Role::Accent) > 0.4, qPrintable(QString::number(pixels(0, Role::Accent))));
        QVERIFY2(pixels(2, Role::Lit) > 0.4, qPrintable(QString::number(pixels(2, Role::Lit))));
    }

    // Long lines of a plain text are cut into pieces in its document: that parts no word.
    void longLinesAreWhole()
    {
        TokenTextView view(TokenTextView::Format::Plain);
        view.resize(300, 100);
        view.show();
        QString text;
        for (int i = 0; i < 5000; ++i)
            text += QString("word%1 ").arg(i, 4, 10, QChar('0'));
        view.appendToken(0, text.toStdString());
        view.finish();
        QCoreApplication::processEvents();
        view.find("word");
        QCOMPARE(view.found(), 5000);
        QVERIFY(view.foundRect(4999).top() > view.foundRect(0).bottom());
        view.find("word4321 word4322");
        QCOMPARE(view.found(), 1);
    }

    void longChatsAnswerAtOnce()
    {
        Fixture f(m_settings.newFile());
        QString thought, answer;
        for (int i = 0; i < 10000; ++i) {
            thought += " so" + QString(i % 40 == 0 ? "\n" : "");
            answer += " an" + QString(i % 40 == 0 ? "\n\n" : "");
        }
        f.type("Long?");
        f.run = f.log.starts.back().run;
        f.write(Phase::Prompt, "Long");
        f.write(Phase::Think, thought);
        f.write(Phase::Answer, answer);
        f.send(test::summaryOf(f.run));
        QTest::qWait(300);
        f.press(Qt::Key_F, Qt::ControlModifier);
        double longest = 0;
        for (const char letter : {'s', 'o', ' ', 's'}) { // ten thousand at first
            const double searched = measure([&] { QTest::keyClick(QApplication::focusWidget(), letter); });
            const double painted = measure([] { QCoreApplication::processEvents(); });
            longest = std::max(longest, searched + painted);
            qInfo("%c: %.0f ms, painting %.0f ms, %s", letter, searched, painted, qPrintable(f.count()));
        }
        QVERIFY2(longest < 500, qPrintable(QString::number(longest))); // 50 on a quiet machine
        f.press(Qt::Key_Return);
        QVERIFY(f.count().startsWith("2 of "));
    }
};

QTEST_MAIN(TestFindInChat)
#include "tst_find_in_chat.moc"
