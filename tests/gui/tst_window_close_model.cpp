// A model's memory given back: by a person, or to make room for another. The chat stays.
#include "app/message_bar.h"
#include "app/model_button.h"
#include "support/question_fixture.h"

#include <QAction>
#include <QMenu>

using namespace deepscope;
using Fixture = test::QuestionFixture;
using test::Other;

class TestWindowCloseModel : public QObject {
    Q_OBJECT

    test::SettingsFolder m_settings;

    static QAction *close(Fixture &f) { return f.window.actionTable().closeModel; }
    static QString modelName(Fixture &f) { return f.window.findChild<ModelButton *>()->text().trimmed(); }

private slots:
    void theChatStaysWhenTheModelGoes()
    {
        Fixture f(m_settings.newFile());
        QVERIFY(!close(f)->isEnabled());
        f.loadDefault();
        QVERIFY(close(f)->isEnabled());
        QVERIFY(f.window.findChild<ModelButton *>()->menu()->actions().contains(close(f)));
        f.ask();
        const QString answer = f.turns().front()->answerText();
        QVERIFY(!answer.isEmpty());

        close(f)->trigger();
        QCOMPARE(f.log.closes, 1);
        QCOMPARE(modelName(f), QString("Model: Deepscope default")); // until the engine has said so
        QVERIFY2(f.sentence().startsWith("The model is being closed"), qPrintable(f.sentence()));
        QVERIFY(!f.window.chat()->isAvailable());
        f.send(ModelInUse{});
        QCOMPARE(modelName(f), QString("Model: none"));
        QVERIFY(!close(f)->isEnabled());
        QVERIFY2(f.statusText().contains("No model is loaded"), qPrintable(f.statusText()));
        QCOMPARE(f.turns().front()->answerText(), answer);
        QVERIFY(!f.window.chat()->isAvailable());
        QVERIFY2(f.sentence().startsWith("No model is loaded"), qPrintable(f.sentence()));
        QVERIFY(f.count().isEmpty());

        // The chat's own model is offered, and goes on with it.
        f.choose("Load Deepscope default");
        QCOMPARE(f.log.loads.size(), size_t(2));
        f.send(test::smallModel());
        QVERIFY(f.window.chat()->isAvailable());
        f.ask();
        QCOMPARE(f.turns().size(), size_t(2));
    }

    void closingWaitsForTheAnswer()
    {
        Fixture f(m_settings.newFile());
        f.loadDefault();
        f.type("What is 47 + 85?");
        f.stream(0, test::FirstThinkToken + 3);
        close(f)->trigger();
        QCOMPARE(f.log.closes, 0);
        QCOMPARE(f.sentence(), QString("Stop the answer to close the model?"));
        QCOMPARE(f.offers(), (QStringList{"Stop and Close", "Keep Answering"}));
        f.choose("Keep Answering");
        QVERIFY(f.sentence().isEmpty());
        QCOMPARE(f.log.closes, 0);
        close(f)->trigger();
        f.choose("Stop and Close");
        QCOMPARE(f.log.cancels, 1);
        QCOMPARE(f.log.closes, 1);
    }

    // Closed while another is loaded in its place, and another wished before that is done: events come in order.
    void closingAndLoadingInAnyOrder()
    {
        Fixture f(m_settings.newFile());
        f.loadDefault();
        f.window.open(Other);
        close(f)->trigger();
        f.send(ModelInUse{}); // it made room
        QVERIFY(!f.window.chat()->isAvailable());
        f.send(Failure{ErrorKind::Interrupted, "Loading was cancelled."});
        QVERIFY2(f.sentence().startsWith("The model is being closed"), qPrintable(f.sentence()));
        f.send(ModelInUse{});
        QVERIFY2(f.sentence().startsWith("No model is loaded"), qPrintable(f.sentence()));

        f.loadDefault();
        close(f)->trigger();
        f.window.open(Other);
        f.send(ModelInUse{});
        QVERIFY2(f.sentence().startsWith("The model is being loaded"), qPrintable(f.sentence()));
        f.send(test::smallModel(Other));
        QVERIFY(f.window.chat()->isAvailable());
        f.ask();
        QCOMPARE(f.turns().size(), size_t(1));
    }

    // What the window says is what is in use, also while another takes its place, and when that failed.
    void aModelThatMadeRoomIsThereAgain()
    {
        Fixture f(m_settings.newFile());
        f.loadDefault();
        f.window.open(Other);
        f.send(ModelInUse{});
        QCOMPARE(modelName(f), QString("Model: none"));
        QVERIFY2(f.sentence().startsWith("The model is being loaded"), qPrintable(f.sentence()));
        f.send(ModelInUse{test::smallModel()});
        QCOMPARE(modelName(f), QString("Model: Deepscope default"));
        f.send(Failure{ErrorKind::File, "other.gguf: the file ends too early. default is in use again."});
        QVERIFY(f.window.chat()->isAvailable());
        QCOMPARE(f.window.findChild<MessageBar *>()->message(),
                 QString("other.gguf: the file ends too early. default is in use again."));
        f.ask();
        QCOMPARE(f.turns().size(), size_t(1));
    }
};

QTEST_MAIN(TestWindowCloseModel)
#include "tst_window_close_model.moc"
