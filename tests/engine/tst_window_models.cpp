// A model every second layer of which has a window, with sinks: many runs at once tell what they tell alone though the
// places of windows are few, a text goes on where others left one, and what is asked of its layers is true.
#include "api/attention_question.h"
#include "api/blocking_engine.h"
#include "api/cache_question.h"
#include "support/expect_error.h"
#include "support/golden_tokens.h"
#include "support/token_runs.h"
#include "support/told_runs.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <numeric>

using namespace deepscope;
using namespace deepscope::testing;

namespace {

constexpr const char *Model = "gptoss_f16";
constexpr uint32_t Context = 1024, Window = 8;

LoadRequest loading(uint32_t context, uint32_t sequences, CacheType type = CacheType::F16)
{
    return {.path = goldenPath(std::string(Model) + ".gguf").string(),
            .context = context,
            .cacheType = type,
            .sequences = sequences,
            .prepare = false};
}

} // namespace

class TestWindowModels : public QObject {
    Q_OBJECT

private slots:
    void thePlanSaysWhatIsKept()
    {
        const auto session = openSession(loading(Context, 4));
        const MemoryPlan &plan = session->model().memory;
        QCOMPARE(plan.longestWindow(), Window);
        QVERIFY(plan.windowTokens < plan.cacheTokens());
        uint64_t bytes = 0;
        for (size_t layer = 0; layer < plan.layers.size(); ++layer) {
            QCOMPARE(plan.layers[layer].window, layer % 2 == 0 ? Window : 0);
            for (const CachePart &part : plan.layers[layer].parts) {
                QCOMPARE(part.bytes, part.bytesPerToken * plan.rowsOf(plan.layers[layer]));
                bytes += part.bytes;
            }
        }
        QCOMPARE(plan.cacheBytes, bytes);
        QCOMPARE(plan.cacheBytesOf(Window), Window * plan.cacheBytesPerToken());
        QCOMPARE(plan.cacheBytesOf(Window + 100) - plan.cacheBytesOf(Window), 100 * plan.cacheBytesPerLaterToken());
        QCOMPARE(2 * plan.cacheBytesPerLaterToken(), plan.cacheBytesPerToken()); // half of the layers are alike
        const MemoryPlan longer = planForContext(plan, 8 * Context, 4);
        QCOMPARE(longer.windowTokens, plan.windowTokens); // however long texts may be
    }

    // As many places as a crowd of this size has, and fewer than the pages of one of their texts.
    void eachTellsWhatItTellsAlone()
    {
        Dice dice(21);
        const auto crowded = openSession(loading(Context, 4));
        QVERIFY(crowded->model().memory.windowTokens < 3 * Context);
        for (int round = 0; round < 4; ++round) {
            const std::vector<RunRequest> requests = randomRuns(dice, 7, 40, 900);
            AllTold together, expected;
            uint32_t most = 0;
            runAll(*crowded, requests, [&](const TokenTrace &trace) {
                most = std::max(most, crowded->poolUse().windows.inUse);
                into(together)(trace);
            });
            QVERIFY(most > 1);
            for (const RunRequest &request : requests)
                run(*openSession(loading(Context, 1)), request, into(expected));
            QVERIFY2(together == expected, qPrintable(QString("round %1").arg(round)));
            const PoolUse use = crowded->poolUse();
            QVERIFY(use.inUse == 0 && use.kept + use.free == use.pages);
            QCOMPARE(use.windows.inUse, 0U);
            QVERIFY(use.windows.kept > 0);
            QCOMPARE(use.windows.all(), crowded->model().memory.windowTokens / CachePageTokens);
            QCOMPARE(use.states, PlaceCounts());
        }
    }

    void aQuestionAskedManyTimesIsReadOnce()
    {
        std::vector<RunRequest> requests;
        for (uint32_t i = 0; i < 16; ++i)
            requests.push_back(textOf(i + 1, 40, 300, 40));
        const auto session = openSession(loading(Context, 8));
        AllTold told;
        const std::vector<RunSummary> summaries = runAll(*session, requests, into(told));
        uint32_t whole = 0;
        for (const RunSummary &summary : summaries) {
            whole += summary.reusedTokens == 0;
            QVERIFY(summary.reusedTokens == 0 || summary.reusedTokens == summary.promptTokens - 1);
            QVERIFY(told[summary.run] == told[1]);
        }
        QCOMPARE(whole, 1U);
    }

    // A chat that goes on parts from the text before a few tokens ahead of its end, or behind its answer; also when
    // other texts have come and gone since.
    void goesOnWhereAnEndWasLeft()
    {
        const auto session = openSession(loading(Context, 1));
        AllTold told;
        const RunRequest first = textOf(1, 40, 300, 60);
        run(*session, first, into(told));
        run(*session, textOf(9, 90, 500, 100), into(told)); // needs many places
        QCOMPARE(run(*session, first, into(told)).reusedTokens, 299U);
        RunRequest parted = textOf(2, 40, 297, 3); // ends otherwise
        parted.tokens.insert(parted.tokens.end(), {20, 21, 22, 23});
        const RunSummary again = run(*session, parted, into(told));
        QVERIFY2(again.reusedTokens >= 288, qPrintable(QString::number(again.reusedTokens)));
        RunRequest behind = first; // with its answer
        behind.run = 3;
        behind.tokens.insert(behind.tokens.end(), told[1].tokens.begin() + 300, told[1].tokens.begin() + 360);
        behind.tokens.push_back(25);
        const RunSummary after = run(*session, behind, into(told));
        QVERIFY2(after.reusedTokens >= 352, qPrintable(QString::number(after.reusedTokens)));
        AllTold expected;
        for (const RunRequest &request : {parted, behind})
            run(*openSession(loading(Context, 1)), request, into(expected));
        QVERIFY(told[2] == expected[2] && told[3] == expected[3]);
    }

    // A head's masses are of what its window shows, and what lacks in them is its sink's.
    void attentionIsOfTheWindow()
    {
        BlockingEngine engine;
        engine.load(loading(Context, 1, CacheType::F32));
        AttentionQuestion question;
        question.tokens = textOf(1, 40, 40, 1).tokens;
        question.layer = 0;
        const AttentionAnswer answer = engine.ask(question);
        QCOMPARE(answer.layers.size(), size_t(engine.model().info.layers));
        for (const AttendedLayer &layer : answer.layers) {
            QCOMPARE(layer.sinks.size(), size_t(layer.heads));
            const uint32_t unseen = layer.layer % 2 == 0 ? layer.positions - Window : 0;
            const std::vector<float> mass = attentionMass(layer);
            for (uint32_t head = 0; head < layer.heads; ++head) {
                double seen = 0, largest = layer.sinks[head], all = 0;
                for (uint32_t position = 0; position < layer.positions; ++position) {
                    const size_t at = size_t(head) * layer.positions + position;
                    QCOMPARE(std::isfinite(layer.content[at]), position >= unseen);
                    QVERIFY(position >= unseen ? mass[at] > 0 : mass[at] == 0);
                    seen += mass[at];
                    largest = std::max(largest, double(layer.content[at]));
                }
                for (uint32_t position = unseen; position < layer.positions; ++position)
                    all += std::exp(layer.content[size_t(head) * layer.positions + position] - largest);
                const double sink = std::exp(layer.sinks[head] - largest);
                QVERIFY(seen < 1);
                QVERIFY(std::abs(1 - seen - sink / (sink + all)) < 1e-5);
            }
        }
    }

    // Layers with a window hold their last rows, the very ones that they held of a shorter text.
    void theCacheHoldsTheWindow()
    {
        BlockingEngine engine;
        engine.load(loading(Context, 1, CacheType::F32));
        const std::vector<int32_t> text = textOf(1, 40, 50, 1).tokens;
        const auto held = [&](size_t length) {
            return engine.ask(CacheQuestion{.tokens = {text.begin(), text.begin() + ptrdiff_t(length)},
                                            .layers = engine.model().info.layers});
        };
        const CacheAnswer shorter = held(45), longer = held(50);
        QCOMPARE(longer.layers.size(), size_t(engine.model().info.layers));
        for (size_t i = 0; i < longer.layers.size(); ++i) {
            const CachedLayer &layer = longer.layers[i], &before = shorter.layers[i];
            QCOMPARE(layer.first, layer.layer % 2 == 0 ? 50 - Window : 0);
            QCOMPARE(layer.first + layer.positions, 50U);
            for (size_t part = 0; part < layer.parts.size(); ++part) {
                const size_t columns = size_t(layer.parts[part].heads) * layer.parts[part].columns;
                QCOMPARE(layer.parts[part].values.size(), layer.positions * columns);
                for (uint32_t position = layer.first; position < 45; ++position)
                    QVERIFY(
                        std::equal(layer.parts[part].values.begin() + ptrdiff_t((position - layer.first) * columns),
                                   layer.parts[part].values.begin() + ptrdiff_t((position - layer.first + 1) * columns),
                                   before.parts[part].values.begin() + ptrdiff_t((position - before.first) * columns)));
            }
        }
    }

    // Under each rule: of a share of 1 nothing changes, and of less something does.
    void rowsAreLeftOutBesideTheWindow()
    {
        BlockingEngine engine;
        engine.load(loading(Context, 1));
        const auto scores = [&](std::optional<Eviction> eviction) {
            ScoreRequest request;
            request.tokens = textOf(1, 40, 70, 1).tokens;
            request.eviction = eviction;
            const Scores end = engine.ask(request);
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

    // Its rows are of no use where some layers lack them.
    void aCacheWithWindowsIsNotKept()
    {
        BlockingEngine engine;
        engine.load(loading(Context, 1));
        const RunRequest text = textOf(1, 40, 60, 3);
        engine.ask(text);
        const QTemporaryDir folder;
        const QString path = folder.filePath("kept.cache");
        const CacheKept kept =
            engine.ask(KeepCacheRequest{.run = 1, .tokens = text.tokens, .path = path.toStdString()});
        QCOMPARE(kept.tokens, 0U);
        QVERIFY(!QFile::exists(path));
    }

    void benchmarksHaveWindows()
    {
        BlockingEngine engine;
        engine.load(loading(Context, 2));
        BenchRequest request;
        request.promptTokens = 600;
        request.generateTokens = 4;
        request.depth = 700;
        request.repeat = 2;
        request.sequences = {1, 2};
        request.stages = true;
        QCOMPARE(engine.ask(request).sequences.size(), size_t(2));
        // Texts that are shorter than a window and a page need no more than a place each.
        request.depth = 4;
        request.sequences = {64};
        QCOMPARE(engine.ask(request).sequences.size(), size_t(1));
        request.depth = 40;
        const auto refused = errorOf([&] { engine.ask(request); });
        QVERIFY(refused && refused->kind() == ErrorKind::Usage);
        QVERIFY2(isSentence(refused->what()), refused->what());
    }
};

QTEST_GUILESS_MAIN(TestWindowModels)
#include "tst_window_models.moc"
