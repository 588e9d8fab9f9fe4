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
};

QTEST_MAIN(TestWindowGoingOn)
#include "tst_window_going_on.moc"
