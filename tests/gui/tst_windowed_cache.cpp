// Layers whose attention has a window keep no more than that: what the views of the memory make of it.
#include "models/cache_statistics.h"
#include "models/memory_tree.h"
#include "models/open_plan.h"
#include "paint/number_format.h"
#include "support/memory_panel_fixture.h"

#include <QTest>

using namespace deepscope;
using namespace deepscope::test;

namespace {

constexpr uint64_t Row = 128; // bytes of a token in a layer

// Five pages in windows are in use, and three kept.
PoolUse poolOf(const MemoryPlan &plan)
{
    PoolUse use{128, 5, 2, 3, 120, {}};
    use.windows = {5, 3, uint32_t(plan.windowTokens / CachePageTokens) - 8};
    return use;
}

LoadedModel allWindowed()
{
    LoadedModel model = windowedModel();
    for (CacheLayer &layer : model.memory.layers)
        layer.window = SyntheticWindow;
    model.memory = planForContext(model.memory, model.memory.context);
    return model;
}

// As the engine reserves it.
MemoryAccount accountOf(const MemoryPlan &plan)
{
    MemoryAccount account;
    for (size_t layer = 0; layer < plan.layers.size(); ++layer)
        for (const CachePart &part : plan.layers[layer].parts)
            account.items.push_back({{MemoryPurpose::Cache, part.name, int(layer)}, MemoryPlace::Device, part.bytes});
    return account;
}

uint64_t sumOf(const MemoryNode &node)
{
    uint64_t sum = 0;
    for (const MemoryNode &child : node.children)
        sum += child.bytes;
    return sum;
}

} // namespace

class TestWindowedCache : public QObject {
    Q_OBJECT

private slots:
    void growsLessBehindTheWindow()
    {
        const MemoryPlan plan = windowedModel().memory;
        QCOMPARE(cacheGrowthWords(plan, formatExactBytes),
                 QString("512 bytes a token, 256 bytes behind the window of 16 tokens"));
        QCOMPARE(cacheGrowthWords(moeModel().memory, formatExactBytes), QString("512 bytes a token"));
        QVERIFY(windowsSentence(moeModel().memory).isEmpty());
        QVERIFY2(windowsSentence(plan).startsWith("2 of 4 layers have an attention window: they look at the last 16"),
                 qPrintable(windowsSentence(plan)));
        uint64_t sum = 0;
        for (const CachePartTotal &part : cacheParts(plan))
            sum += part.bytesOf(54);
        QCOMPARE(sum, plan.cacheBytesOf(54));
        QCOMPARE(sum, 2 * 54 * Row + 2 * 16 * Row);
        OpenPlan open;
        open.memory = plan;
        QVERIFY2(planSentence(open).contains("(512 B a token, 256 B behind the window of 16 tokens)"),
                 qPrintable(planSentence(open)));
    }

    void otherAttentionWithTheSameWindows()
    {
        const LoadedModel model = windowedModel();
        QCOMPARE(keptOf(512, moeModel().memory, 1000), uint64_t(512'000));
        QCOMPARE(keptOf(512, model.memory, 10), uint64_t(5'120));
        QCOMPARE(keptOf(512, model.memory, 1000), uint64_t(256 * 1000 + 256 * 16));
        MemoryPanelFixture f;
        f.store.setModel(model);
        f.panel.showCache();
        addRun(f.store, model); // 54 tokens
        for (const CacheShape &shape : compareCacheShapes(model.info, model.memory))
            QVERIFY(rowNamed(f.cache()->shapes(), shape.name)
                        .value.endsWith(formatBytes(shape.bytesPerToken * (54 + 16) / 2)));
        QVERIFY(rowNamed(f.cache()->shapes(), "MLA").words.contains("attention windows of this model"));
        QVERIFY(!rowNamed(f.cache()->shapes(), "MLA").words.contains("padding"));
        const QStringList lines = cacheFormulas(model.info, model.memory, 54);
        QVERIFY2(lines.front().endsWith("; of 54 tokens, with the windows of this model: 8,960"), // 256 * (54 + 16) / 2
                 qPrintable(lines.front()));
    }

    void layersAndPhasesOfARun()
    {
        MemoryPanelFixture f;
        f.store.setModel(windowedModel());
        f.panel.showCache();
        addRun(f.store, windowedModel()); // 12 of the prompt, 36 of the thought, 6 of the answer
        const BarRow &windowed = rowNamed(f.cache()->layers(), "Layer 0");
        QCOMPARE(windowed.value, formatBytes(16 * Row));
        QVERIFY2(windowed.words.contains("attention with a window of 16 tokens"), qPrintable(windowed.words));
        const BarRow &whole = rowNamed(f.cache()->layers(), "Layer 1");
        QCOMPARE(whole.value, formatBytes(54 * Row));
        QVERIFY(!whole.words.contains("window"));
        const uint64_t prompt = 2 * 12 * Row, thought = 2 * (36 + 10) * Row, answer = 4 * 6 * Row;
        QCOMPARE(prompt + thought + answer, f.store.current()->cacheBytes(53));
        QVERIFY(rowNamed(f.cache()->phases(), "Prompt").value.startsWith(formatBytes(prompt)));
        QVERIFY(rowNamed(f.cache()->phases(), "Thought").value.startsWith(formatBytes(thought)));
        QVERIFY(rowNamed(f.cache()->phases(), "Answer").words.contains(formatExactBytes(answer)));
        f.selection.setFocus({-1, 0, -1});
        QVERIFY2(f.panel.words().endsWith(", up to its window of 16 tokens"), qPrintable(f.panel.words()));
        f.selection.setFocus({-1, 1, -1});
        QVERIFY(!f.panel.words().contains("window"));
    }

    // Layers with a window have their rows apart: pages are of the others.
    void pagesAndWhatIsApart()
    {
        MemoryPanelFixture f;
        const LoadedModel model = windowedModel();
        const MemoryPlan &plan = model.memory;
        QVERIFY(plan.windowTokens > 0 && plan.windowTokens < plan.cacheTokens());
        QCOMPARE(cachePageBytes(plan), 2 * 32 * Row);
        const uint64_t page = 2 * 32 * Row, places = plan.windowTokens / CachePageTokens;
        QCOMPARE(windowPageBytes(plan), page);
        QCOMPARE(128 * cachePageBytes(plan) + places * page, plan.cacheBytes);
        f.store.setModel(model);
        f.store.setPoolUse(poolOf(plan));
        QCOMPARE(rowNamed(f.now(), "Kept for later").value, QString("96 tokens   24.0 KiB"));
        const std::vector<BarRow> &rows = f.now()->rows();
        const auto heading =
            std::ranges::find(rows, QString("Pages of attention windows: 5 of %1 in use").arg(places), &BarRow::label);
        QVERIFY(heading != rows.end() && rows.end() - heading >= 4);
        QVERIFY(heading->words.contains("2 of 4 layers") && heading->words.contains("they limit how many"));
        QCOMPARE(heading[1].label + ": " + heading[1].value, QString("In use: 5 pages   40.0 KiB"));
        QCOMPARE(heading[2].label + ": " + heading[2].value, QString("Kept for later: 3 pages   24.0 KiB"));
        QCOMPARE(heading[3].label + ": " + heading[3].value,
                 QString("Free: %1 pages   %2").arg(places - 8).arg(formatBytes((places - 8) * page)));
        QCOMPARE(heading[1].words, QString("In use: 5 pages, 40,960 bytes\nOf texts under way"));
        QCOMPARE(heading[1].segments[0].value / heading[1].maximum, 5.0 / double(places));
        QVERIFY(heading[3].segments[0].hollow);
        const std::vector<BarSegment> &cache = rowNamed(f.now(), "KV cache").segments;
        QCOMPARE(cache[0].value, double(5 * cachePageBytes(plan) + 5 * page));
        QCOMPARE(cache[1].value, double(3 * cachePageBytes(plan) + 3 * page));
        QCOMPARE(cache[0].value + cache[1].value + cache[2].value, double(plan.cacheBytes));
        f.store.setModel(moeModel());
        f.store.setPoolUse({128, 5, 2, 3, 120, {}});
        QVERIFY(std::ranges::none_of(f.now()->rows(), [](const BarRow &row) { return row.label.contains("windows"); }));
    }

    void pagesOfAModelWhoseLayersAllHaveOne()
    {
        MemoryPanelFixture f;
        const LoadedModel model = allWindowed();
        QCOMPARE(cachePageBytes(model.memory), uint64_t(0));
        QCOMPARE(windowPageBytes(model.memory) * (model.memory.windowTokens / CachePageTokens),
                 model.memory.cacheBytes);
        f.store.setModel(model);
        f.store.setPoolUse(poolOf(model.memory));
        const BarRow &kept = rowNamed(f.now(), "Kept for later");
        QCOMPARE(kept.value, QString("96 tokens"));
        QCOMPARE(kept.segments[0].value / kept.maximum, 3.0 / 128);
    }

    void theTreeSaysWhoHasOne()
    {
        const MemoryPlan plan = windowedModel().memory;
        MemoryAccounts accounts;
        accounts.setEngine(accountOf(plan));
        const auto name = [](uint32_t) { return QString("a run"); };
        const PoolUse pool = poolOf(plan);
        const MemoryNode byLayer = memoryTree(accounts, MemoryOrder::ByLayer, &plan, &pool, name);
        QVERIFY(nodeAt(byLayer, {"KV cache", "Layer 0"}).words.contains("window of 16 tokens"));
        QVERIFY(nodeAt(byLayer, {"KV cache", "Layer 1"}).words.isEmpty());
        const MemoryNode byKind = memoryTree(accounts, MemoryOrder::ByKind, &plan, &pool, name);
        const MemoryNode &cache = nodeAt(byKind, {"KV cache"});
        const MemoryNode &windows = nodeAt(cache, {"Attention windows"});
        QVERIFY(windows.words.startsWith("2 of 4 layers"));
        QCOMPARE(windows.bytes, 2 * plan.windowTokens * Row);
        QCOMPARE(sumOf(windows), windows.bytes);
        QCOMPARE(nodeAt(windows, {"In use"}).bytes, 5 * 2 * 32 * Row);
        QCOMPARE(nodeAt(windows, {"Kept for later"}).bytes, 3 * 2 * 32 * Row);
        QCOMPARE(nodeAt(cache, {"Free"}).bytes, 120 * cachePageBytes(plan));
        QCOMPARE(sumOf(cache), plan.cacheBytes);
        QCOMPARE(nodeAt(cache, {"Around the pages"}).name, QString("KV cache")); // there is none
    }

    void thePlanSaysWhoHasOne()
    {
        MemoryPanelFixture f;
        f.store.setModel(windowedModel());
        const QString words = f.plan()->bars()->rows()[2].words;
        QVERIFY2(words.contains(", 512 bytes a token, 256 bytes behind the window of 16 tokens\n2 of 4 layers"),
                 qPrintable(words));
    }
};

QTEST_MAIN(TestWindowedCache)
#include "tst_windowed_cache.moc"
