// When an answer can go on, and what an answer that is tried again is asked with.
#include "support/versions_fixture.h"

#include <QPushButton>

using namespace deepscope;
using namespace deepscope::test;

namespace {

struct Fixture : VersionsFixture {
    explicit Fixture(const QString &settings) : VersionsFixture(settings) {}

    QPushButton *button(size_t place, const char *name) { return turn(place)->findChild<QPushButton *>(name); }
    bool offers(const char *name) { return button(0, name)->isVisibleTo(&window); }
    void load(uint32_t context, const std::string &path = "default")
    {
        window.open(QString::fromStdString(path));
        LoadedModel model = smallModel(path);
        model.memory.context = context;
        send(model);
    }
};

} // namespace

class TestWindowGoingOn : public QObject {
    Q_OBJECT

    SettingsFolder m_settings;

private slots:
    void goesOnInALargerContext()
    {
        constexpr uint32_t Full = 15;
        Fixture f(m_settings.newFile());
        f.load(Full);
        f.type("What is 47 + 85?");
        QCOMPARE(f.log.starts.size(), size_t(1));
        f.stream(0, Full);
        f.send(summaryOf(f.log.starts.back().run, FinishReason::ContextFull));
        QVERIFY(!f.offers("continueAnswer"));
        QVERIFY(f.offers("tryAgain"));
        f.load(512, "/models/other.gguf");
        QVERIFY(!f.offers("continueAnswer"));
        f.load(Full + 1);
        QVERIFY(f.offers("continueAnswer"));
        f.load(Full);
        QVERIFY(!f.offers("continueAnswer"));
        f.load(512);
        f.press(f.button(0, "continueAnswer"));
        QCOMPARE(f.log.starts.size(), size_t(2));
        QCOMPARE(f.log.starts.back().beginning.tokens.size(), size_t(Full - FirstThinkToken));
        f.answer();
        QCOMPARE(f.walker(0)->words(), QString("2 of 2"));
        QVERIFY(!f.offers("continueAnswer")); // it is whole
    }

    void isTriedAgainByTheSettingsInForce()
    {
        Fixture f(m_settings.newFile());
        f.ask();
        f.type("And 1 more?");
        f.answer();
        GenerationSettings settings = f.composer()->settings();
        settings.system = "Be short.";
        settings.chatTemplate = "none";
        settings.keepsThoughts = true;
        f.composer()->setSettings(settings);
        f.press(f.button(1, "tryAgain"));
        const RunRequest &again = f.log.starts.back();
        QCOMPARE(again.chat.size(), size_t(4));
        QVERIFY(again.chat[0].role == ChatMessage::Role::System);
        QCOMPARE(again.chat[0].text, std::string("Be short."));
        QCOMPARE(again.chat[2].text, std::string("132"));
        QCOMPARE(again.chat[2].thought, std::string("7 + 5 = 12, carry 1."));
        QCOMPARE(again.chat[3].text, std::string("And 1 more?"));
        QCOMPARE(again.chatTemplate, std::string("none"));
        f.answer();
        QCOMPARE(f.walker(1)->words(), QString("2 of 2"));

        settings.system.clear();
        settings.chatTemplate.clear();
        settings.earlierTurns = false;
        f.composer()->setSettings(settings);
        f.press(f.button(1, "tryAgain"));
        QCOMPARE(f.log.starts.back().chat.size(), size_t(1));
        QCOMPARE(f.lastMessage(), std::string("And 1 more?"));
        QCOMPARE(f.log.starts.back().leftOut.size(), size_t(1));
        QVERIFY(f.log.starts.back().chatTemplate.empty());
        f.answer();
        f.press(f.button(0, "tryAgain")); // nothing stands before it
        QCOMPARE(f.log.starts.back().chat.size(), size_t(1));
        QCOMPARE(f.lastMessage(), std::string("What is 47 + 85?"));
    }

    // What is gone on with was written behind the prompt that it had.
    void goesOnBehindItsOwnPrompt()
    {
        Fixture f(m_settings.newFile());
        f.type("What is 47 + 85?");
        f.stream(0, 15);
        f.send(summaryOf(f.log.starts.back().run, FinishReason::TokenLimit));
        GenerationSettings settings = f.composer()->settings();
        settings.system = "Be short.";
        f.composer()->setSettings(settings);
        f.press(f.button(0, "continueAnswer"));
        QCOMPARE(f.log.starts.back().chat.size(), size_t(1));
    }

    // The version before it is shown again, so the reason stands elsewhere.
    void whyItCouldNotBeTriedIsSaid()
    {
        Fixture f(m_settings.newFile());
        f.ask();
        QString said;
        connect(&f.bench(), &Workbench::notice, &f.bench(), [&](const QString &sentence) { said = sentence; });
        f.press(f.button(0, "tryAgain"));
        f.refuse("The device was lost.");
        QCOMPARE(said, QString("The device was lost."));
    }
};

QTEST_MAIN(TestWindowGoingOn)
#include "tst_window_going_on.moc"
