// What the window does when something goes wrong: a sentence, a way out, and nothing lost.
#include "app/message_bar.h"
#include "panels/chat/chat_panel.h"
#include "panels/chat/composer.h"
#include "panels/chat/turn_view.h"
#include "panels/memory/memory_panel.h"
#include "panels/shared/token_text_view.h"
#include "support/window_fixture.h"

#include <QAction>
#include <QFile>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>

using namespace deepscope;
using Fixture = test::WindowFixture;

class TestWindowProblems : public QObject {
    Q_OBJECT

    test::SettingsFolder m_settings;

private slots:
    void failedLoadGivesItsSentenceAndTheModelStays()
    {
        Fixture f(m_settings.newFile());
        f.loadDefault();
        f.window.open("/models/broken.gguf");
        QVERIFY(!f.window.findChild<QPushButton *>("send")->isEnabled());
        f.send(Failure{ErrorKind::File, "broken.gguf ends in the middle of a tensor; copy it again."});
        QCOMPARE(f.window.messageBar()->message(),
                 QString("broken.gguf ends in the middle of a tensor; copy it again."));
        QVERIFY(f.window.messageBar()->isVisible());
        QVERIFY(f.window.workbench().reasonAgainstAsking().isEmpty());
        f.ask();
        QCOMPARE(f.window.chat()->turns().back()->answer()->toPlainText(), QString("132"));
        f.window.messageBar()->dismiss();
        QVERIFY(f.window.messageBar()->message().isEmpty());
    }

    void anErrorGoesWhenItsCauseIsSettled()
    {
        Fixture f(m_settings.newFile());
        f.window.open("/models/broken.gguf");
        f.window.open("default"); // before the first has failed
        f.send(Failure{ErrorKind::File, "broken.gguf is damaged."});
        QCOMPARE(f.window.messageBar()->message(), QString("broken.gguf is damaged."));
        f.send(test::smallModel());
        QVERIFY(f.window.messageBar()->message().isEmpty());

        // What a model settles is not the trouble with a recording.
        f.window.open(m_settings.filePath("missing.run"));
        QTRY_VERIFY(f.window.messageBar()->message().contains("missing.run"));
        f.window.open("/models/other.gguf");
        f.window.open(m_settings.filePath("missing.run"));
        QTRY_VERIFY(f.window.messageBar()->message().contains("missing.run"));
        f.send(test::smallModel("/models/other.gguf"));
        QVERIFY(f.window.messageBar()->message().contains("missing.run"));
    }

    void anErrorGoesWhenThePersonGoesOn()
    {
        Fixture f(m_settings.newFile());
        f.loadDefault();
        const auto fail = [&] {
            f.window.open(m_settings.filePath("missing.run"));
            QTRY_VERIFY(f.window.messageBar()->message().contains("missing.run"));
        };
        fail();
        f.ask(); // a new chat
        QVERIFY(f.window.messageBar()->message().isEmpty());
        fail();
        f.ask(); // the same chat
        QVERIFY(f.window.messageBar()->message().isEmpty());
        fail();
        f.window.workbench().selection().setFocus({3, -1, -1}); // looking at it is not going on
        QVERIFY(f.window.messageBar()->message().contains("missing.run"));
        f.window.actionTable().newChat->trigger();
        QVERIFY(f.window.messageBar()->message().isEmpty());
        fail();
        f.window.workbench().chats().open(f.window.workbench().chats().all().front().info.id);
        QVERIFY(f.window.messageBar()->message().isEmpty());
        f.window.open("/models/broken.gguf");
        f.send(Failure{ErrorKind::File, "broken.gguf is damaged."});
        QCOMPARE(f.window.messageBar()->message(), QString("broken.gguf is damaged."));
        f.window.workbench().chats().addRecording(
            {test::smallModel(), "A recording", test::tracesOf(1, test::additionPieces()), test::summaryOf(1)});
        QVERIFY(f.window.messageBar()->message().isEmpty());
    }

    // What still holds stays, and comes back when what covered it has gone.
    void aProblemThatHoldsStays()
    {
        const QString file = m_settings.filePath("a file");
        QVERIFY(QFile(file).open(QIODevice::WriteOnly));
        Fixture f(m_settings.newFile(), file + "/below"); // where no folder can be made
        f.loadDefault();
        QTRY_VERIFY(f.window.messageBar()->message().contains("chats are not kept"));
        const QString sentence = f.window.messageBar()->message();
        f.ask();
        QCOMPARE(f.window.messageBar()->message(), sentence);
        f.window.open(m_settings.filePath("missing.run"));
        QTRY_VERIFY(f.window.messageBar()->message().contains("missing.run"));
        f.ask();
        QCOMPARE(f.window.messageBar()->message(), sentence);
        f.window.open("/models/other.gguf");
        QCOMPARE(f.window.messageBar()->message(), sentence);
        f.send(test::smallModel("/models/other.gguf"));
        f.window.messageBar()->dismiss(); // a person has read it
        QVERIFY(f.window.messageBar()->message().isEmpty());
        f.ask();
        QVERIFY(f.window.messageBar()->message().isEmpty());
    }

    void withoutAModelWhyStays()
    {
        Fixture f(m_settings.newFile());
        f.window.open("default");
        f.send(Failure{ErrorKind::Device, "No Vulkan device was found."});
        f.window.workbench().chats().addRecording(
            {test::smallModel(), "A recording", test::tracesOf(1, test::additionPieces()), test::summaryOf(1)});
        QCOMPARE(f.window.messageBar()->message(), QString("No Vulkan device was found."));
        f.loadDefault();
        QVERIFY(f.window.messageBar()->message().isEmpty());
    }

    void aBadModelAtTheStartOffersTheDefault()
    {
        Fixture f(m_settings.newFile());
        f.window.open("/models/broken.gguf");
        f.send(Failure{ErrorKind::File, "broken.gguf is damaged."});
        QCOMPARE(f.window.messageBar()->message(), QString("broken.gguf is damaged."));
        auto *offer = f.window.messageBar()->findChild<QPushButton *>();
        QCOMPARE(offer->text(), QString("Open the default model"));
        QTest::mouseClick(offer, Qt::LeftButton);
        QCOMPARE(f.log.loads.size(), size_t(2));
        QCOMPARE(f.log.loads[1].path, std::string("default"));
        f.send(test::smallModel());
        QVERIFY(f.window.messageBar()->message().isEmpty());
        f.ask();
        QCOMPARE(f.window.chat()->turns().back()->answer()->toPlainText(), QString("132"));
    }

    void optionsThatDoNotWorkOfferAutomaticOnes()
    {
        const QString settings = m_settings.newFile();
        Fixture f(settings);
        f.loadDefault();
        emit f.window.findChild<MemoryPanel *>()->contextWanted(300);
        QCOMPARE(f.log.loads.back().context, 300U);
        f.send(Failure{ErrorKind::Device, "default needs 9 MiB, which Test device cannot hold."});
        auto *offer = f.window.messageBar()->findChild<QPushButton *>();
        QCOMPARE(offer->text(), QString("Open with automatic options"));
        f.window.open("default"); // what did not work was not kept
        QCOMPARE(f.log.loads.back().context, 0U);
        f.send(test::smallModel());

        emit f.window.findChild<MemoryPanel *>()->contextWanted(400);
        f.send(Failure{ErrorKind::Interrupted, "Loading was cancelled."});
        f.window.open("default"); // nor what a person cancelled, when it is opened later
        f.send(test::smallModel());
        QCOMPARE(Settings(std::make_unique<QSettings>(settings, QSettings::IniFormat)).openOptions("default"),
                 OpenOptions());

        emit f.window.findChild<MemoryPanel *>()->contextWanted(200);
        f.send(test::smallModel());
        f.window.open("default"); // what worked was
        QCOMPARE(f.log.loads.back().context, 200U);
        f.send(Failure{ErrorKind::Device, "There is less memory than before."});
        QTest::mouseClick(offer, Qt::LeftButton);
        QCOMPARE(f.log.loads.back().context, 0U);
        f.send(test::smallModel());
        QCOMPARE(Settings(std::make_unique<QSettings>(settings, QSettings::IniFormat)).openOptions("default"),
                 OpenOptions());
    }

    void aQuestionThatWasNotReadComesBack()
    {
        Fixture f(m_settings.newFile());
        f.loadDefault();
        f.type("A very long question");
        QVERIFY(f.editor()->toPlainText().isEmpty());
        f.refuse("The prompt has 600 tokens, and the context holds 512.");
        QCOMPARE(f.editor()->toPlainText(), QString("A very long question"));
        QCOMPARE(f.window.focusWidget(), f.editor());
        const auto *message = f.window.chat()->turns().front()->findChild<QLabel *>("turnMessage");
        QVERIFY(message->isVisible());
        QCOMPARE(message->text(), QString("The prompt has 600 tokens, and the context holds 512."));

        // What was typed meanwhile is not overwritten.
        QTest::keyClick(f.editor(), Qt::Key_Return);
        QTest::keyClicks(f.editor(), "next");
        f.refuse("The prompt has 600 tokens, and the context holds 512.");
        QCOMPARE(f.editor()->toPlainText(), QString("next"));
    }

    void withoutADeviceTheWindowSaysWhy()
    {
        Fixture f(m_settings.newFile());
        f.window.open("default");
        f.send(Failure{ErrorKind::Device, "No Vulkan device was found; install mesa-vulkan-drivers."});
        QVERIFY(f.window.messageBar()->message().contains("mesa-vulkan-drivers"));
        QCOMPARE(f.window.messageBar()->findChild<QLabel *>("messageText")->accessibleDescription(),
                 f.window.messageBar()->message());
        QVERIFY(!f.window.workbench().reasonAgainstAsking().isEmpty());
        QVERIFY(!f.window.chat()->composer()->canSend());
        QVERIFY(f.window.actionTable().openRecording->isEnabled());
        // A recorded run can be explored all the same.
        f.window.workbench().chats().addRecording(
            {test::smallModel(), "What is 47 + 85?", test::tracesOf(1, test::additionPieces()), test::summaryOf(1)});
        QCOMPARE(f.window.chat()->turns().front()->answer()->toPlainText(), QString("132"));
        QVERIFY2(f.statusText().contains("No model is loaded"), qPrintable(f.statusText()));
        QVERIFY(!f.statusText().contains("Test device")); // that is the recording's
    }
};

QTEST_MAIN(TestWindowProblems)
#include "tst_window_problems.moc"
