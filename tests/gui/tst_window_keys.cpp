// What the keys do in each part of the window.
#include "app/message_bar.h"
#include "panels/chat/chat_panel.h"
#include "panels/chat/thought_section.h"
#include "panels/chat/turn_view.h"
#include "panels/experts/expert_map.h"
#include "panels/experts/experts_panel.h"
#include "panels/shared/token_text_view.h"
#include "panels/token_strip/token_strip.h"
#include "support/keyboard_fixture.h"
#include "support/opened_links.h"

#include <QClipboard>
#include <QComboBox>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QTabWidget>
#include <QTableWidget>
#include <QToolButton>

using namespace deepscope;
using Fixture = test::KeyboardFixture;
using test::Opened;

class TestWindowKeys : public QObject {
    Q_OBJECT

    test::SettingsFolder m_settings;

private slots:
    void aKeyEndsTheHover()
    {
        Fixture f(m_settings.newFile());
        f.ask();
        QTest::mouseMove(f.strip(), QPoint(2, 2));
        const QPoint rests = f.strip()->cellRect(4).center().toPoint();
        QTest::mouseMove(f.strip(), rests);
        QTRY_COMPARE(f.selection().hover().token, 4);
        auto *panel = f.part<TokenStrip>();
        QVERIFY2(panel->words().startsWith("token 4 "), qPrintable(panel->words()));
        f.strip()->setFocus();
        f.press(Qt::Key_Left);
        QVERIFY(f.selection().hover().empty());
        QVERIFY2(panel->words().startsWith("token 23 "), qPrintable(panel->words()));
        QTest::keyClick(f.strip(), Qt::Key_Control); // by itself it says nothing
        QTest::mouseMove(f.strip(), rests + QPoint(1, 0));
        QTRY_COMPARE(f.selection().hover().token, 4);
        QTest::keyClick(f.strip(), Qt::Key_Control);
        QCOMPARE(f.selection().hover().token, 4);

        // In the text too, and on the same token again.
        TokenTextView *answer = f.window.chat()->turns().back()->answer();
        const QPoint token = answer->tokenRect(test::FirstAnswerToken).center();
        QTest::mouseMove(answer->viewport(), token);
        QTRY_COMPARE(f.selection().hover().token, test::FirstAnswerToken);
        f.editor()->setFocus();
        f.press(Qt::Key_Left, Qt::ControlModifier);
        QVERIFY(f.selection().hover().empty());
        QCOMPARE(f.selection().focus().token, 22);
        QTest::mouseMove(answer->viewport(), token + QPoint(0, 1));
        QTRY_COMPARE(f.selection().hover().token, test::FirstAnswerToken);
    }

    void plainKeysScrollTheChat()
    {
        Fixture f(m_settings.newFile());
        for (int i = 0; i < 12; ++i)
            f.ask();
        f.selection().setFocus({test::FirstAnswerToken});
        auto *conversation = f.part<ConversationScroll>();
        QTRY_VERIFY(f.chatBar()->maximum() > 2 * conversation->viewport()->height());
        TokenTextView *answer = f.window.chat()->turns().back()->answer();
        for (QWidget *part : {static_cast<QWidget *>(conversation), static_cast<QWidget *>(answer)}) {
            part->setFocus();
            f.press(Qt::Key_End);
            QCOMPARE(f.chatBar()->value(), f.chatBar()->maximum());
            f.press(Qt::Key_PageUp);
            const int page = f.chatBar()->maximum() - f.chatBar()->value();
            QVERIFY(page > conversation->viewport()->height() / 2);
            f.press(Qt::Key_Up);
            QVERIFY(f.chatBar()->maximum() - f.chatBar()->value() > page);
            f.press(Qt::Key_Down);
            f.press(Qt::Key_PageDown);
            QCOMPARE(f.chatBar()->value(), f.chatBar()->maximum());
            f.press(Qt::Key_Home);
            QCOMPARE(f.chatBar()->value(), 0);
            f.press(Qt::Key_Left);
            QCOMPARE(f.selection().focus(), (Focus{test::FirstAnswerToken}));
        }
        // Also from the composer, where it has no use for them.
        f.editor()->setFocus();
        f.press(Qt::Key_End);
        QCOMPARE(f.chatBar()->value(), f.chatBar()->maximum());
        QTest::keyClicks(f.editor(), "ab");
        f.press(Qt::Key_Home);
        QCOMPARE(f.editor()->textCursor().position(), 0);
        QCOMPARE(f.chatBar()->value(), f.chatBar()->maximum());
        f.press(Qt::Key_PageUp);
        QVERIFY(f.chatBar()->value() < f.chatBar()->maximum());
        QCOMPARE(f.selection().focus(), (Focus{test::FirstAnswerToken}));
    }

    void theEndReachedAgainIsFollowedAgain()
    {
        Fixture f(m_settings.newFile());
        for (int i = 0; i < 6; ++i)
            f.ask();
        f.type("What is 47 + 85?");
        f.stream(0, test::FirstThinkToken + 3);
        QVERIFY(f.selection().follow());
        f.part<ConversationScroll>()->setFocus();
        f.press(Qt::Key_PageUp);
        QVERIFY(!f.selection().follow());
        const int read = f.chatBar()->value();
        f.stream(test::FirstThinkToken + 3, test::FirstThinkToken + 6);
        QCOMPARE(f.chatBar()->value(), read);
        f.press(Qt::Key_End);
        QVERIFY(f.selection().follow());
        f.press(Qt::Key_Home);
        f.press(Qt::Key_End, Qt::ControlModifier);
        QVERIFY(f.selection().follow());
        QTRY_COMPARE(f.chatBar()->value(), f.chatBar()->maximum());
    }

    void withControlKeysMoveTheFocusFromEverywhere()
    {
        Fixture f(m_settings.newFile());
        f.ask();
        for (QWidget *part : {static_cast<QWidget *>(f.editor()), static_cast<QWidget *>(f.part<ConversationScroll>()),
                              static_cast<QWidget *>(f.part<QListView>("chatList")),
                              static_cast<QWidget *>(f.part<TokenStrip>()->colorBox()),
                              static_cast<QWidget *>(f.strip()), static_cast<QWidget *>(f.part<ExpertMap>())}) {
            f.selection().setFocus({test::CarryToken});
            part->setFocus();
            f.press(Qt::Key_Left, Qt::ControlModifier);
            QCOMPARE(f.selection().focus(), (Focus{test::CarryToken - 1}));
            f.press(Qt::Key_Right, Qt::ControlModifier);
            f.press(Qt::Key_Down, Qt::ControlModifier);
            QCOMPARE(f.selection().focus(), (Focus{test::CarryToken, 1}));
            f.press(Qt::Key_Down, Qt::ControlModifier | Qt::ShiftModifier);
            QCOMPARE(f.selection().focus(), (Focus{test::CarryToken, 1, test::CarryToken % 8})); // the strongest
            f.press(Qt::Key_Up, Qt::ControlModifier);
            QCOMPARE(f.selection().focus(), (Focus{test::CarryToken, 0}));
            f.press(Qt::Key_PageDown, Qt::ControlModifier);
            QCOMPARE(f.selection().focus().token, test::FirstAnswerToken);
            f.press(Qt::Key_PageUp, Qt::ControlModifier);
            QCOMPARE(f.selection().focus().token, test::FirstThinkToken);
            f.press(Qt::Key_Home, Qt::ControlModifier);
            QCOMPARE(f.selection().focus().token, 0);
            f.press(Qt::Key_Right, Qt::ControlModifier | Qt::ShiftModifier);
            QCOMPARE(f.selection().range(), (TokenRange{0, 2}));
            f.press(Qt::Key_Escape);
            QVERIFY(f.selection().range().empty());
            f.press(Qt::Key_End, Qt::ControlModifier);
            QVERIFY(f.selection().follow());
            QVERIFY2(part->hasFocus(), part->metaObject()->className());
        }
    }

    void theComposerKeepsItsEditingKeys()
    {
        Fixture f(m_settings.newFile());
        f.ask();
        f.selection().setFocus({test::CarryToken});
        f.editor()->setFocus();
        QTest::keyClicks(f.editor(), "one two");
        f.press(Qt::Key_Left, Qt::ControlModifier);
        QCOMPARE(f.editor()->textCursor().position(), 4);
        f.press(Qt::Key_Home, Qt::ControlModifier);
        QCOMPARE(f.editor()->textCursor().position(), 0);
        f.press(Qt::Key_Right, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(f.editor()->textCursor().hasSelection());
        QCOMPARE(f.selection().focus(), (Focus{test::CarryToken}));
        QVERIFY(f.selection().range().empty());
        f.press(Qt::Key_PageDown, Qt::ControlModifier); // no editing key
        QCOMPARE(f.selection().focus().token, test::FirstAnswerToken);
    }

    void plainKeysInThePanelsMoveTheFocus()
    {
        Fixture f(m_settings.newFile());
        f.ask();
        auto *tabs = f.part<ExpertsPanel>()->tabs();
        // The strip, its buttons' neighbour, the tabs' panel: whatever does not need a key hands it on.
        f.selection().setFocus({test::CarryToken});
        tabs->setCurrentIndex(1);
        QWidget *bars = tabs->currentWidget()->focusProxy();
        for (QWidget *part : {static_cast<QWidget *>(f.strip()), bars}) {
            part->setFocus();
            f.press(Qt::Key_Right);
            QCOMPARE(f.selection().focus().token, test::CarryToken + 1);
            f.press(Qt::Key_Left);
            f.press(Qt::Key_Right, Qt::ShiftModifier);
            QCOMPARE(f.selection().range(), (TokenRange{test::CarryToken, test::CarryToken + 2}));
            f.press(Qt::Key_Escape);
            QVERIFY(f.selection().range().empty());
            QCOMPARE(f.selection().focus(), (Focus{test::CarryToken}));
        }
        // A row is chosen with Space, though elsewhere in the panels it plays.
        for (int key : {Qt::Key_Down, Qt::Key_Down, Qt::Key_Down, Qt::Key_Space})
            f.press(key);
        QVERIFY(f.selection().expertFocused());
        f.selection().setFocus({test::CarryToken});
        f.strip()->setFocus();
        f.press(Qt::Key_PageUp);
        QCOMPARE(f.selection().focus().token, test::FirstThinkToken);
        f.press(Qt::Key_PageDown, Qt::ShiftModifier);
        QCOMPARE(f.selection().range(), (TokenRange{test::FirstThinkToken, test::FirstAnswerToken}));
        f.press(Qt::Key_End, Qt::ShiftModifier);
        QCOMPARE(f.selection().range(), (TokenRange{test::FirstThinkToken, 24}));
        f.press(Qt::Key_End);
        QCOMPARE(f.selection().focus().token, 23);
        f.press(Qt::Key_Home);
        QCOMPARE(f.selection().focus().token, 0);
    }

    // Wherever nothing is being written; and every key that a command has is in the list.
    void theListOfKeysIsWhole()
    {
        Fixture f(m_settings.newFile());
        f.ask();
        f.editor()->setFocus();
        f.press(Qt::Key_Question);
        QCOMPARE(f.editor()->toPlainText(), QString("?"));
        f.editor()->clear();
        f.strip()->setFocus();
        f.press(Qt::Key_Question);
        const auto *list = f.window.findChild<QTableWidget *>();
        QVERIFY(list);
        QStringList keys;
        for (int row = 0; row < list->rowCount(); ++row)
            keys << list->item(row, 1)->text().split(", ");
        for (const QAction *action : f.window.actions())
            for (const QKeySequence &key : action->shortcuts())
                if (action->isVisible())
                    QVERIFY2(keys.contains(key.toString(QKeySequence::NativeText)), qPrintable(action->text()));
        QVERIFY(keys.contains("?") && keys.contains("F1"));
        // And what parts of the window do with keys of their own.
        QStringList commands;
        for (int row = 0; row < list->rowCount(); ++row)
            commands << list->item(row, 0)->text() + ": " + list->item(row, 1)->text();
        for (const char *own : {"Leave a question or a thought that is edited as it was: Esc",
                                "Close the line in which words are looked for: Esc",
                                "Show one of several answers in the panels: Enter, Space",
                                "By answer and question, in the grid of all answers: Left, Right, Up, Down",
                                "By step and by expert or layer, in the maps over steps: Left, Right, Up, Down",
                                "Choose the marked answer or place: Enter, Space"})
            QVERIFY2(commands.contains(own), own);
        for (const char *command :
             {"Edit Question", "Try Again", "Continue Answer", "Previous Version", "Next Version"})
            QVERIFY2(!commands.filter(QString(command) + ": ").isEmpty(), command);
    }

    void linksOpenByKeys()
    {
        Opened handler;
        QDesktopServices::setUrlHandler("https", &handler, "open");
        Fixture f(m_settings.newFile());
        f.ask();
        const auto menu = [&] {
            delete f.part<QMenu>("links");
            f.window.actionTable().links->trigger();
            return f.part<QMenu>("links");
        };
        QVERIFY(!menu()->actions().front()->isEnabled()); // it says that there are none
        TokenTextView *answer = f.window.chat()->turns().back()->answer();
        answer->appendToken(90, "\n\n[a](https://a.b/c), [x](file:///d), https://e.f/ and [again](https://a.b/c)");
        answer->finish();
        QCOMPARE(answer->links(), (QStringList{"https://a.b/c", "file:///d", "https://e.f/"}));
        QTest::keyClick(menu(), Qt::Key_Return);
        QCOMPARE(handler.urls, QList<QUrl>{QUrl("https://a.b/c")});
        QMenu *links = menu();
        QVERIFY(!links->actions()[1]->isEnabled());
        QTest::keyClick(links, Qt::Key_C);
        QCOMPARE(QGuiApplication::clipboard()->text(), QString("https://a.b/c\nfile:///d\nhttps://e.f/"));
        QDesktopServices::unsetUrlHandler("https");
    }

    void enterPressesAButton()
    {
        Fixture f(m_settings.newFile());
        auto *suggestion = f.part<QPushButton>("suggestion");
        QTRY_VERIFY(suggestion->isVisible());
        suggestion->setFocus();
        f.press(Qt::Key_Return);
        QTRY_COMPARE(f.log.starts.size(), size_t(1)); // when its tokens are counted
        f.stream(0, test::additionPieces().size());
        f.send(test::summaryOf(f.log.starts.back().run));
        auto *header = f.part<QToolButton>("thoughtHeader");
        const bool open = f.window.chat()->turns().front()->thought()->isOpen();
        header->setFocus();
        f.press(Qt::Key_Enter);
        QCOMPARE(f.window.chat()->turns().front()->thought()->isOpen(), !open);
        f.window.actionTable().deleteChat->trigger();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        f.window.messageBar()->findChild<QPushButton *>()->setFocus();
        f.press(Qt::Key_Return);
        QCOMPARE(f.window.workbench().chats().all().size(), size_t(1));
        QVERIFY(f.window.messageBar()->isHidden());
        QVERIFY(QApplication::focusWidget()); // not gone with the bar
        QTRY_VERIFY(QApplication::focusWidget()->isVisible());
    }
};

QTEST_MAIN(TestWindowKeys)
#include "tst_window_keys.moc"
