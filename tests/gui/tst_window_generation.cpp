// Sampling and chat template are kept by model: each begins with its own advice, and has again what was set for it when
// it is opened again, also after a restart and from another place.
#include "support/question_fixture.h"

#include "app/generation_memory.h"
#include "app/remembered_models.h"
#include "app/settings.h"
#include "panels/chat/composer.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QFrame>

using namespace deepscope;
using namespace deepscope::test;

namespace {

struct Fixture : QuestionFixture {
    using QuestionFixture::QuestionFixture;

    // A model is another where its size is.
    void open(const QString &path, uint64_t bytes, const std::optional<Sampling> &advice = {})
    {
        window.open(path);
        LoadedModel model = smallModel(path.toStdString());
        model.info.fileBytes = bytes;
        model.info.chatSampling = advice;
        model.info.chatSamplingSource = advice ? "the model's file" : "";
        send(model);
    }

    QFrame *form() const { return window.findChild<QFrame *>("generationPopover"); }
    QDoubleSpinBox *temperature() const { return form()->findChildren<QDoubleSpinBox *>().first(); }
    QCheckBox *advised() const { return form()->findChild<QCheckBox *>("advised"); }
    GenerationSettings settings() const { return window.chat()->composer()->settings(); }

    // With which a question is asked now.
    Sampling sampling()
    {
        ask();
        return log.starts.back().sampling;
    }
};

GenerationSettings unusual()
{
    GenerationSettings settings;
    settings.advised = false;
    settings.sampling = {0.7F, 40, 0.9F, 0.05F, 0};
    settings.seed = 12;
    settings.maxTokens = 256;
    settings.chatTemplate = "chatml";
    return settings;
}

bool isUnusual(const GenerationSettings &settings)
{
    const GenerationSettings expected = unusual();
    return !settings.advised && settings.sampling.temperature == expected.sampling.temperature &&
           settings.sampling.topK == 40 && settings.sampling.topP == expected.sampling.topP &&
           settings.seed == expected.seed && settings.maxTokens == 256 && settings.chatTemplate == "chatml";
}

bool isUntouched(const GenerationSettings &settings)
{
    return settings.advised && settings.sampling == Sampling{} && !settings.seed && settings.maxTokens == 0 &&
           settings.chatTemplate.empty();
}

ModelInfo modelNumber(int number)
{
    return {.path = "/models/" + std::to_string(number), .name = "Small", .fileBytes = uint64_t(number)};
}

} // namespace

class TestWindowGeneration : public QObject {
    Q_OBJECT

    SettingsFolder m_settings;

private slots:
    void eachModelHasItsOwn()
    {
        const Sampling advice{0.6F, 20, 0.95F, 0};
        Fixture f(m_settings.newFile());
        f.loadDefault();
        f.temperature()->setValue(0.7);
        QCOMPARE(f.sampling().temperature, 0.7F);
        f.open(Other, 7, advice);
        QCOMPARE(f.temperature()->value(), 0.0);
        QVERIFY(f.advised()->isChecked() && !f.advised()->isHidden());
        f.chats().beginNew();
        QCOMPARE(f.sampling().temperature, 0.6F);
        f.chats().beginNew(); // else it would be of that chat
        f.advised()->setChecked(false);
        f.temperature()->setValue(0.2);
        f.loadDefault();
        QCOMPARE(f.temperature()->value(), 0.7);
        QVERIFY(f.settings().advised);
        f.open(Other, 7, advice);
        QVERIFY(!f.advised()->isChecked());
        QCOMPARE(f.temperature()->value(), 0.2);
        f.chats().beginNew();
        QCOMPARE(f.sampling().temperature, 0.2F);
    }

    void whatIsSetReachesTheNextQuestion()
    {
        Fixture f(m_settings.newFile());
        f.open(Other, 7);
        f.window.chat()->composer()->setSettings(unusual());
        f.loadDefault();
        f.ask();
        QVERIFY(f.log.starts.back().chatTemplate.empty());
        QCOMPARE(f.log.starts.back().maxTokens, 0U);
        f.open(Other, 7);
        f.chats().beginNew();
        f.ask();
        QCOMPARE(f.log.starts.back().chatTemplate, std::string("chatml"));
        QCOMPARE(f.log.starts.back().maxTokens, 256U);
        QCOMPARE(f.log.starts.back().sampling.seed, uint64_t(12));
    }

    void afterARestart()
    {
        const QString file = m_settings.newFile();
        {
            Fixture f(file);
            f.open(Other, 7);
            f.window.chat()->composer()->setSettings(unusual());
            f.loadDefault();
        }
        Fixture f(file);
        f.loadDefault();
        QVERIFY(isUntouched(f.settings()));
        f.open(Other, 7);
        QVERIFY(isUnusual(f.settings()));
        f.open(Other, 8); // another file at the same place
        QVERIFY(isUntouched(f.settings()));
    }

    void fromAnotherPlace()
    {
        Fixture f(m_settings.newFile());
        f.open(Other, 7);
        f.window.chat()->composer()->setSettings(unusual());
        f.open("/elsewhere/other.gguf", 7);
        QVERIFY(isUnusual(f.settings()));
        f.temperature()->setValue(1);
        f.open(Other, 7); // from now on each has its own
        QVERIFY(isUnusual(f.settings()));
    }

    void earlierTurnsAreSentToAllOrNone()
    {
        Fixture f(m_settings.newFile());
        f.open(Other, 7);
        GenerationSettings settings;
        settings.earlierTurns = false;
        f.window.chat()->composer()->setSettings(settings);
        f.loadDefault();
        QVERIFY(!f.settings().earlierTurns);
    }

    void settingsOfAnEarlierVersion_data()
    {
        QTest::addColumn<QStringList>("recent");
        QTest::addColumn<bool>("ofOther");
        QTest::newRow("of the last one") << QStringList{Other, "/models/third.gguf"} << true;
        QTest::newRow("of the default model") << QStringList() << false;
    }

    void settingsOfAnEarlierVersion()
    {
        QFETCH(QStringList, recent);
        QFETCH(bool, ofOther);
        const QString file = m_settings.newFile();
        {
            QSettings old(file, QSettings::IniFormat);
            old.setValue("recentModels", recent);
            const GenerationSettings settings = unusual();
            old.setValue("generation/temperature", settings.sampling.temperature);
            old.setValue("generation/topP", settings.sampling.topP);
            old.setValue("generation/topK", settings.sampling.topK);
            old.setValue("generation/minP", settings.sampling.minP);
            old.setValue("generation/seed", 12);
            old.setValue("generation/maxTokens", 256);
            old.setValue("generation/advised", false);
            old.setValue("generation/chatTemplate", "chatml");
            old.setValue("generation/earlierTurns", false);
        }
        for (int start = 0; start < 2; ++start) { // what is taken over stays
            Fixture f(file);
            f.open("/models/third.gguf", 3);
            QVERIFY(isUntouched(f.settings()));
            QVERIFY(!f.settings().earlierTurns);
            f.open(Other, 7);
            QVERIFY(ofOther ? isUnusual(f.settings()) : isUntouched(f.settings()));
            f.loadDefault();
            QVERIFY(ofOther ? isUntouched(f.settings()) : isUnusual(f.settings()));
        }
        QVERIFY(!QSettings(file, QSettings::IniFormat).contains("generation/temperature"));
    }

    void oneChangeIsToldOnce()
    {
        Composer composer;
        int told = 0;
        connect(&composer, &Composer::settingsChanged, this, [&] { ++told; });
        composer.setSettings(unusual());
        QCOMPARE(told, 1);
    }

    void theOldestIsForgotten()
    {
        const QString file = m_settings.newFile();
        QSettings settings(file, QSettings::IniFormat);
        GenerationMemory memory(settings);
        constexpr int Most = MostRememberedModels;
        for (int number = 1; number <= Most; ++number)
            memory.keep(modelNumber(number), unusual());
        memory.keep(modelNumber(1), unusual()); // opened again
        memory.keep(modelNumber(Most + 1), unusual());
        QVERIFY(isUnusual(memory.of(modelNumber(1))));
        QVERIFY(isUntouched(memory.of(modelNumber(2))));
        QVERIFY(isUnusual(memory.of(modelNumber(3))));
        QVERIFY(isUnusual(memory.of(modelNumber(Most + 1))));
        settings.beginGroup("generation");
        QCOMPARE(settings.childGroups().size(), qsizetype(Most));
    }

    void theOldestWishesForOpeningAreForgotten()
    {
        Settings settings(std::make_unique<QSettings>(m_settings.newFile(), QSettings::IniFormat));
        const auto context = [&](int number) {
            return settings.openOptions(QString::fromStdString(modelNumber(number).path)).context;
        };
        settings.setOpenOptionsOfNewModels({"", 0, CacheType::Q8_0});
        for (int number = 1; number <= MostRememberedModels + 1; ++number)
            settings.setOpenOptions(QString::fromStdString(modelNumber(number).path), {"", 100, CacheType::F16});
        QCOMPARE(context(1), 0U);
        QCOMPARE(context(2), 100U);
        QCOMPARE(context(MostRememberedModels + 1), 100U);
        QCOMPARE(settings.openOptions("/models/new").cacheType, CacheType::Q8_0); // those of new models stay
    }
};

QTEST_MAIN(TestWindowGeneration)
#include "tst_window_generation.moc"
