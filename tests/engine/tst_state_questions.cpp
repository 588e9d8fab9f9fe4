// What can be asked of a model some of whose layers keep a state in place of rows: those with rows answer, the others
// are named, and figures count the rows that there are.
#include "api/attention_question.h"
#include "api/blocking_engine.h"
#include "api/cache_question.h"
#include "support/expect_error.h"
#include "support/golden_model.h"

#include <QTemporaryDir>
#include <QTest>

using namespace deepscope;

class TestStateQuestions : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_engine.load({.path = m_golden.path.string(),
                       .context = 256,
                       .cacheType = CacheType::F32,
                       .sequences = 2,
                       .prepare = false});
        const MemoryPlan &plan = m_engine.model().memory;
        for (uint32_t layer = 0; layer < m_engine.model().info.layers; ++layer)
            (plan.keepsRows(layer) ? m_withRows : m_without).push_back(layer);
        QVERIFY(!m_withRows.empty() && !m_without.empty());
        QCOMPARE(plan.layersWithRows(), uint32_t(m_withRows.size()));
        QCOMPARE(m_engine.model().info.recurrentLayers, uint32_t(m_without.size()));
    }

    void layersWithoutAttentionAreNamed()
    {
        AttentionQuestion attention;
        attention.tokens = m_golden.prompt;
        attention.layer = m_without.front();
        const auto refused = errorOf([&] { m_engine.ask(attention); });
        QVERIFY(refused && refused->kind() == ErrorKind::Usage);
        const QString sentence = refused->what();
        QVERIFY2(sentence.startsWith(QString("Layer %1 has no attention").arg(m_without.front())), refused->what());
        QVERIFY2(isSentence(refused->what()), refused->what());
        const CacheQuestion question{.tokens = m_golden.prompt, .layer = m_without.front()};
        const auto cache = errorOf([&] { m_engine.ask(question); });
        QVERIFY(cache && cache->what() == sentence);
    }

    void othersAnswer()
    {
        AttentionQuestion attention;
        attention.tokens = m_golden.prompt;
        attention.layer = m_withRows.front();
        const AttentionAnswer looked = m_engine.ask(attention);
        std::vector<uint32_t> layers;
        for (const AttendedLayer &layer : looked.layers) {
            layers.push_back(layer.layer);
            QCOMPARE(layer.content.size(), size_t(layer.heads) * m_golden.prompt.size());
        }
        QCOMPARE(layers, m_withRows);
        const CacheAnswer held =
            m_engine.ask(CacheQuestion{.tokens = m_golden.prompt, .layers = m_engine.model().info.layers});
        layers.clear();
        for (const CachedLayer &layer : held.layers) {
            layers.push_back(layer.layer);
            QCOMPARE(layer.parts.size(), size_t(2));
            QCOMPARE(layer.parts[0].values.size(),
                     m_golden.prompt.size() * layer.parts[0].heads * layer.parts[0].columns);
        }
        QCOMPARE(layers, m_withRows);
    }

    // Under each rule: of a share of 1 nothing changes, and of less something does.
    void rowsAreLeftOutWhereThereAreSome()
    {
        const auto scores = [&](std::optional<Eviction> eviction) {
            ScoreRequest request;
            request.tokens = m_golden.prompt;
            request.tokens.insert(request.tokens.end(), m_golden.continuation.begin(), m_golden.continuation.end());
            request.eviction = eviction;
            const Scores end = m_engine.ask(request);
            std::vector<float> logprobs;
            for (const ScoredPosition &position : end.positions)
                logprobs.push_back(position.logprob);
            return logprobs;
        };
        const auto plain = scores({});
        QVERIFY(!plain.empty());
        for (const EvictionRule rule : {EvictionRule::Window, EvictionRule::HeavyHitters, EvictionRule::Redundancy}) {
            QVERIFY(scores(Eviction{rule, 1}) == plain);
            QVERIFY(scores(Eviction{rule, 0.3}) != plain);
        }
    }

    // Rows alone are of no use without the state behind them.
    void aCacheOfRowsAloneIsNotKept()
    {
        RunRequest run;
        run.tokens = m_golden.prompt;
        run.maxTokens = 3;
        m_engine.ask(run);
        const QTemporaryDir folder;
        const QString path = folder.filePath("kept.cache");
        const CacheKept kept =
            m_engine.ask(KeepCacheRequest{.run = 1, .tokens = m_golden.prompt, .path = path.toStdString()});
        QCOMPARE(kept.tokens, 0U);
        QVERIFY(!QFile::exists(path));
    }

    void benchmarksLeaveStates()
    {
        BenchRequest request;
        request.promptTokens = 40;
        request.generateTokens = 4;
        request.repeat = 2;
        request.sequences = {1, 2};
        request.stages = true;
        const BenchResult result = m_engine.ask(request);
        QCOMPARE(result.sequences.size(), size_t(2));
        const auto has = [&](const char *kernel) {
            return std::ranges::any_of(result.stages, [&](const KernelTime &time) { return time.kernel == kernel; });
        };
        QVERIFY(result.stages.empty() || (has("delta_rule") && has("short_convolution")));
        request.sequences = {64};
        const auto refused = errorOf([&] { m_engine.ask(request); });
        QVERIFY(refused && refused->kind() == ErrorKind::Usage);
    }

private:
    const GoldenModel m_golden{"q35moe_f32"};
    BlockingEngine m_engine;
    std::vector<uint32_t> m_withRows, m_without;
};

QTEST_GUILESS_MAIN(TestStateQuestions)
#include "tst_state_questions.moc"
