// What is being written: in each chat, in each window, while the model loads, and at the next start.
#include "panels/chat/composer.h"
#include "support/question_fixture.h"

#include <QAction>
#include <QApplication>

using namespace deepscope;
using Fixture = test::QuestionFixture;

class TestWindowDrafts : public QObject {
    Q_OBJECT

    test::SettingsFolder m_settings;

private slots:
    void draftsAreKeptByChat()
    {
        Fixture f(m_settings.newFile());
        f.loadDefault();
        f.ask();
        const QString first = f.chats().shownId();
        f.write("in the first");
        f.window.actionTable().newChat->trigger();
        QVERIFY(f.editor()->toPlainText().isEmpty());
        f.write("in a new one");
        f.chats().open(first);
        QCOMPARE(f.editor()->toPlainText(), QString("in the first"));
        f.window.actionTable().newChat->trigger();
        QCOMPARE(f.editor()->toPlainText(), QString("in a new one"));
        f.pressEnter();
        QCOMPARE(f.log.starts[1].chat[0].text, std::string("in a new one"));
        QVERIFY(f.editor()->toPlainText().isEmpty());
        f.send(test::summaryOf(f.log.starts[1].run));
        f.window.actionTable().newChat->trigger();
        QVERIFY(f.editor()->toPlainText().isEmpty()); // it was sent

        // With the chat, its draft comes back.
        f.chats().open(first);
        f.chats().remove({first});
        QVERIFY(f.editor()->toPlainText().isEmpty());
        f.chats().undoRemove();
        QCOMPARE(f.chats().shownId(), first);
        QCOMPARE(f.editor()->toPlainText(), QString("in the first"));
    }

    void draftsAreThereAtTheNextStart()
    {
        const QString settings = m_settings.newFile(), folder = m_settings.filePath("drafts");
        {
            Fixture f(settings, folder);
            f.loadDefault();
            f.ask();
            f.write("In the first,\n\"2 < 3\" and Größe");
            f.window.actionTable().newChat->trigger();
            f.write("in a new one");
            QTRY_VERIFY(QSettings(settings, QSettings::IniFormat).contains("drafts/new0")); // a crash would not lose it
        }
        {
            Fixture f(settings, folder);
            QCOMPARE(f.editor()->toPlainText(), QString("in a new one")); // while the model loads
            f.loadDefault();
            QVERIFY(f.window.chat()->composer()->canSend());
            QTRY_COMPARE(f.chats().all().size(), size_t(1));
            f.chats().open(f.chats().all().front().info.id);
            QTRY_COMPARE(f.editor()->toPlainText(), QString("In the first,\n\"2 < 3\" and Größe"));
            f.pressEnter();
            QCOMPARE(f.log.starts[0].chat.back().text, std::string("In the first,\n\"2 < 3\" and Größe"));
            f.send(test::summaryOf(f.log.starts[0].run));
        }
        {
            Fixture f(settings, folder);
            QTRY_COMPARE(f.chats().all().size(), size_t(1));
            f.chats().open(f.chats().all().front().info.id);
            QTRY_COMPARE(f.turns().size(), size_t(2));
            QVERIFY(f.editor()->toPlainText().isEmpty()); // it was sent
            f.window.actionTable().newChat->trigger();
            QCOMPARE(f.editor()->toPlainText(), QString("in a new one"));
            f.window.actionTable().keepChats->trigger();
        }
        const Fixture f(settings, folder); // who keeps no chats keeps no drafts
        QVERIFY(f.editor()->toPlainText().isEmpty());
        QVERIFY(!QSettings(settings, QSettings::IniFormat).contains("drafts/new0"));
    }

    void eachWindowHasItsOwnNewDraft()
    {
        const QString settings = m_settings.newFile(), folder = m_settings.filePath("windows");
        {
            auto first = std::make_unique<Fixture>(settings, folder);
            first->write("of the first");
            Fixture second(settings, folder);
            QVERIFY(second.editor()->toPlainText().isEmpty());
            second.write("of the second");
            first.reset();
        }
        const Fixture first(settings, folder);
        QCOMPARE(first.editor()->toPlainText(), QString("of the first"));
        const Fixture second(settings, folder);
        QCOMPARE(second.editor()->toPlainText(), QString("of the second"));
        const Fixture third(settings, folder);
        QVERIFY(third.editor()->toPlainText().isEmpty());
    }

    // The first thing that a person does may be to write.
    void writtenWhileTheModelLoads()
    {
        Fixture f(m_settings.newFile());
        f.window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&f.window));
        f.window.open("default");
        QCOMPARE(f.window.focusWidget(), f.editor());
        QTest::keyClicks(QApplication::focusWidget(), "What is");
        QTest::keyClick(f.editor(), Qt::Key_Return); // not so far
        f.send(test::smallModel());
        QTest::keyClicks(QApplication::focusWidget(), " 47 + 85?");
        f.settle();
        QTest::keyClick(f.editor(), Qt::Key_Return);
        f.settle();
        QCOMPARE(f.log.starts.size(), size_t(1));
        QCOMPARE(f.log.starts[0].chat[0].text, std::string("What is 47 + 85?"));
    }

    void aReturnedQuestionGoesWhereItWasAsked()
    {
        Fixture f(m_settings.newFile());
        f.loadDefault();
        f.type("Not read");
        const QString asked = f.chats().shownId();
        f.window.actionTable().newChat->trigger();
        f.write("elsewhere");
        f.refuse("The device was lost.");
        QCOMPARE(f.editor()->toPlainText(), QString("elsewhere"));
        f.chats().open(asked);
        QCOMPARE(f.editor()->toPlainText(), QString("Not read"));
    }

    void aSuggestionTakesTheDraftAlong()
    {
        Fixture f(m_settings.newFile());
        f.loadDefault();
        f.write("half a thou");
        QTest::mouseClick(f.window.findChild<QPushButton *>("suggestion"), Qt::LeftButton);
        QCoreApplication::processEvents();
        QCOMPARE(f.log.starts.size(), size_t(1));
        QVERIFY(f.log.starts[0].chat[0].text != "half a thou");
        QCOMPARE(f.editor()->toPlainText(), QString("half a thou"));
    }
};

QTEST_MAIN(TestWindowDrafts)
#include "tst_window_drafts.moc"
