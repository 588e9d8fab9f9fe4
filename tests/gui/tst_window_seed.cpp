// The seed of a question: a new one each time, or Try Again would repeat word for word, unless a person fixes it.
#include "support/question_fixture.h"

#include "panels/chat/composer.h"

using namespace deepscope;
using namespace deepscope::test;

class TestWindowSeed : public QObject {
    Q_OBJECT

    SettingsFolder m_settings;

    // Of two questions after each other.
    std::vector<uint64_t> seedsOf(const GenerationSettings &settings)
    {
        QuestionFixture f(m_settings.newFile());
        f.loadDefault();
        f.window.chat()->composer()->setSettings(settings);
        std::vector<uint64_t> seeds;
        for (int i = 0; i < 2; ++i) {
            f.ask();
            seeds.push_back(f.log.starts.back().sampling.seed);
        }
        return seeds;
    }

private slots:
    void aNewOneEachTime()
    {
        GenerationSettings settings;
        settings.sampling.temperature = 1;
        const std::vector<uint64_t> seeds = seedsOf(settings);
        QVERIFY(seeds[0] != seeds[1]);
    }

    void theFixedOne()
    {
        GenerationSettings settings;
        settings.sampling.temperature = 1;
        settings.seed = 7;
        QCOMPARE(seedsOf(settings), std::vector<uint64_t>({7, 7}));
    }

    void noneWhereNothingIsDrawn() { QCOMPARE(seedsOf({}), std::vector<uint64_t>({0, 0})); }
};

QTEST_MAIN(TestWindowSeed)
#include "tst_window_seed.moc"
