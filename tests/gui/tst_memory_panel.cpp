#include "models/cache_statistics.h"
#include "paint/number_format.h"
#include "paint/palette.h"
#include "panels/memory/cache_growth.h"
#include "support/memory_panel_fixture.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

using namespace deepscope;
using namespace deepscope::test;

namespace {

using Fixture = MemoryPanelFixture;

QStringList labelsAndValues(const BarList *list)
{
    QStringList lines;
    for (const BarRow &row : list->rows())
        lines << row.label + ": " + row.value;
    return lines;
}

} // namespace

class TestMemoryPanel : public QObject {
    Q_OBJECT

private slots:
    void showsAModelWithoutARun();
    void nowShowsRealBytes();
    void theDeviceAndTheRunAreToldApart();
    void aRunIsShownWithoutAModel();
    void showsWhatTheHostKeeps();
    void cacheGrowsWithEachToken();
    void cacheTellsHowMuchOfItIsThought();
    void layersThatKeepF16AreNamed();
    void growthIsPaintedByPart();
    void layersAreOfTheFocusedToken();
    void comparesOtherAttention();
    void planScales();
    void planSaysWhatDoesNotFit();
    void planSaysWhatOneBufferDoesNotHold();
    void planIsOfTheModelInUse();
    void theContextOfThePlanCanBeUsed();
    void paddingIsNoMatterOfAttention();
    void saysWhenThereIsNothing();
    void wordsNameTheParts();
};

void TestMemoryPanel::showsAModelWithoutARun()
{
    Fixture fixture;
    fixture.store.setModel(moeModel());
    QCOMPARE(fixture.panel.shownMessage().kind, PanelMessage::Kind::None);
    QCOMPARE(rowNamed(fixture.now(), "Weights").value, "5.92 MiB");
    QCOMPARE(rowNamed(fixture.now(), "KV cache").value, "2.00 MiB");
    QCOMPARE(rowNamed(fixture.now(), "c_KV (latent)").value, "0 B");
}

void TestMemoryPanel::nowShowsRealBytes()
{
    Fixture fixture;
    addRun(fixture.store, moeModel());
    const uint64_t used = 54 * 512;
    fixture.store.setCacheUse({54, used});
    const BarRow &cache = rowNamed(fixture.now(), "KV cache");
    QCOMPARE(cache.segments.size(), size_t(2));
    QCOMPARE(cache.segments[0].value, double(used));
    QCOMPARE(cache.segments[0].words, "KV cache in use: 27,648 bytes");
    QCOMPARE(cache.segments[1].value, double(moeModel().memory.cacheBytes - used));
    QVERIFY(cache.segments[1].hollow);
    QCOMPARE(rowNamed(fixture.now(), "All").value, "9.92 MiB");
    QCOMPARE(rowNamed(fixture.now(), "k_R (RoPE key)").value, "6.75 KiB");
    const BarRow &weights = rowNamed(fixture.now(), "Weights");
    QCOMPARE(weights.words, "Weights: 6,203,904 bytes");
}

// A kept chat of another model, device and context is looked at.
void TestMemoryPanel::theDeviceAndTheRunAreToldApart()
{
    Fixture fixture;
    fixture.store.setModel(moeModel());
    fixture.store.setCacheUse({58, 58 * 512});
    QCOMPARE(fixture.now()->rows()[0].label, "In the device now: 58 of 4,096 tokens");
    QCOMPARE(fixture.runHeading(), -1);
    QCOMPARE(rowNamed(fixture.now(), "c_KV (latent)").value, "21.8 KiB");
    const QStringList before = labelsAndValues(fixture.now()).first(5);

    LoadedModel other = denseModel();
    other.info.path = "/models/other.gguf";
    other.device.name = "Other device";
    other.memory = planForContext(other.memory, 1024);
    other.memory.cacheType = CacheType::F32;
    fixture.store.beginRun(1, "question", other);
    fixture.store.append(syntheticTraces(other));
    const auto runRow = [&](int place) { return fixture.now()->rows()[size_t(fixture.runHeading() + place)]; };
    QCOMPARE(runRow(0).label, "This run so far: 54 of 1,024 tokens, 27.0 KiB");
    fixture.store.finish(syntheticSummary());
    QCOMPARE(runRow(0).label, "When this run ended: 54 of 1,024 tokens, 27.0 KiB");
    QCOMPARE(runRow(1).label, "Synthetic dense, F32 cache on Other device");
    QCOMPARE(runRow(2).label, "All");
    QCOMPARE(runRow(2).segments[1].words, "KV cache in use: 27,648 bytes");
    QCOMPARE(runRow(2).segments[2].words, "KV cache allocated, not in use: 496,640 bytes");
    QCOMPARE(runRow(3).label, "c_KV (latent)");
    fixture.selection.setFocus({15, -1, -1});
    QCOMPARE(runRow(0).label, "After this token: 16 of 1,024 tokens, 8.00 KiB");
    QCOMPARE(runRow(3).words, "c_KV (latent): 6,144 bytes in use, 393,216 bytes allocated");
    QCOMPARE(labelsAndValues(fixture.now()).first(before.size()), before); // the engine's, whatever is looked at

    fixture.store.setModel(other); // nothing lies in a cache that was just made
    QCOMPARE(fixture.now()->rows()[0].label, "In the device now: 0 of 1,024 tokens");
    QCOMPARE(runRow(1).label, "c_KV (latent)"); // the same model: said once
}

void TestMemoryPanel::aRunIsShownWithoutAModel()
{
    Fixture fixture;
    fixture.store.beginRun(1, "question", moeModel());
    fixture.store.append(syntheticTraces(moeModel()));
    QCOMPARE(fixture.panel.shownMessage().kind, PanelMessage::Kind::None);
    QCOMPARE(fixture.now()->rows()[0].label, "In the device now: no model");
    QVERIFY(fixture.runHeading() > 0);
    QCOMPARE(fixture.plan()->contextBox()->value(), 4096);
    fixture.plan()->contextBox()->setValue(512);
    QCOMPARE(fixture.plan()->useButton()->toolTip(), "The model of this run is not loaded");
    QVERIFY(!fixture.plan()->useButton()->isEnabled());
}

// In the plan alone: it lies in no device, and is taken as the cache fills. Of a model without experts nothing.
void TestMemoryPanel::showsWhatTheHostKeeps()
{
    Fixture fixture;
    LoadedModel model = moeModel();
    const auto hasRow = [](const BarList *list) {
        return std::ranges::any_of(list->rows(), [](const BarRow &row) { return row.label == "Host memory"; });
    };
    fixture.store.setModel(model);
    QVERIFY(!hasRow(fixture.now()) && !hasRow(fixture.plan()->bars()));
    model.memory.hostBytesPerToken = 48;
    fixture.store.setModel(model);
    QVERIFY(!hasRow(fixture.now()));
    const BarRow &host = rowNamed(fixture.plan()->bars(), "Host memory");
    QCOMPARE(host.value, "192 KiB");
    QCOMPARE(host.segments.at(0).value, 4096.0 * 48);
    QVERIFY(host.words.startsWith("Host memory: 196,608 bytes\n"));
    QCOMPARE(rowNamed(fixture.now(), "All").words.section(':', 1).section(' ', 1, 1),
             formatExactCount(model.memory.totalBytes())); // of the device
    fixture.plan()->contextBox()->setValue(8192);          // of which the device has room for 8
    QCOMPARE(rowNamed(fixture.plan()->bars(), "Host memory").value, "3.00 MiB");
}

void TestMemoryPanel::cacheGrowsWithEachToken()
{
    Fixture fixture;
    const LoadedModel model = moeModel();
    fixture.store.beginRun(1, "question", model);
    const auto traces = syntheticTraces(model);
    fixture.store.append(std::span(traces).first(10));
    QCOMPARE(rowNamed(fixture.cache()->layers(), "Layer 0").value, "1.25 KiB"); // 10 tokens of 128 bytes
    fixture.store.append(std::span(traces).subspan(10, 6));
    QCOMPARE(rowNamed(fixture.cache()->layers(), "Layer 0").value, "2.00 KiB");
    QCOMPARE(rowNamed(fixture.cache()->layers(), "Layer 3").segments[1].words,
             "k_R (RoPE key): 512 bytes, 32 bytes a token");
}

void TestMemoryPanel::cacheTellsHowMuchOfItIsThought()
{
    Fixture fixture;
    QVERIFY(fixture.cache()->phases()->isHidden());
    addRun(fixture.store, moeModel()); // 12 tokens of the prompt, 36 thought, 6 answer, of 512 bytes
    QCOMPARE(fixture.cache()->phases()->rows().front().label, "By phase, after 54 tokens");
    QCOMPARE(rowNamed(fixture.cache()->phases(), "Thought").value, "18.0 KiB   67 %");
    QCOMPARE(rowNamed(fixture.cache()->phases(), "Answer").value, "3.00 KiB   11 %");
    fixture.selection.setFocus({19, -1, -1});
    QCOMPARE(fixture.cache()->phases()->rows().size(), size_t(3)); // nothing is answered yet
    QCOMPARE(rowNamed(fixture.cache()->phases(), "Thought").value, "4.00 KiB   40 %");
    fixture.store.setModel(moeModel());
    fixture.store.setPoolUse({128, 5, 2, 3, 120, {{1, 4, 2}, {2, 3, 2}}});
    QCOMPARE(rowNamed(fixture.cache()->phases(), "Shared").value, "64 tokens   32.0 KiB");
}

void TestMemoryPanel::layersThatKeepF16AreNamed()
{
    Fixture fixture;
    LoadedModel model = moeModel();
    model.memory.cacheType = CacheType::Q8_0;
    for (CachePart &part : model.memory.layers[3].parts)
        part.finer = true;
    fixture.store.setModel(model);
    const QString finer = "1 of " + QString::number(model.memory.layers.size()) + " layers keep F16 in the cache";
    QVERIFY2(fixture.plan()->verdict().contains(finer), qPrintable(fixture.plan()->verdict()));
    addRun(fixture.store, model);
    QVERIFY(rowNamed(fixture.cache()->layers(), "Layer 3").words.contains("a token, in F16"));
    QVERIFY(!rowNamed(fixture.cache()->layers(), "Layer 2").words.contains("in F16"));
    uint64_t bytes = 0;
    for (const CacheLayer &layer : model.memory.layers)
        for (const CachePart &part : layer.parts)
            bytes += cacheNumberBytes(part.elementsPerToken, part.finer ? CacheType::F16 : CacheType::Q8_0);
    QCOMPARE(compareCacheShapes(model.info, model.memory)[0].bytesPerToken, bytes);
}

void TestMemoryPanel::growthIsPaintedByPart()
{
    Fixture fixture;
    fixture.panel.showCache();
    addRun(fixture.store, moeModel());
    CacheGrowth *growth = fixture.cache()->growth();
    QVERIFY(growth->isVisible());
    const QImage image = growth->grab().toImage();
    const Palette color = Palette::of(fixture.panel.palette());
    const uint64_t used = fixture.store.current()->cacheBytes(45);
    const double x = growth->axis().xOf(45.5);
    const auto at = [&](double bytes) {
        const QPointF point(x, growth->yOf(uint64_t(bytes)));
        return QColor(image.pixel((point * image.devicePixelRatio()).toPoint()));
    };
    QCOMPARE(at(double(used) * 0.3), color(Role::Latent));
    QCOMPARE(at(double(used) * 0.9), color(Role::RopeKey));
    QCOMPARE(at(double(used) * 1.15), color(Role::Panel));
}

void TestMemoryPanel::layersAreOfTheFocusedToken()
{
    Fixture fixture;
    addRun(fixture.store, moeModel());
    fixture.selection.setFocus({15, -1, -1});
    QCOMPARE(rowNamed(fixture.cache()->layers(), "Layer 2").value, "2.00 KiB"); // 16 tokens
    fixture.panel.showCache();
    BarList *layers = fixture.cache()->layers();
    QVERIFY(layers->isVisible());
    QTest::mouseClick(layers, Qt::LeftButton, {}, layers->barRect(3).center().toPoint());
    QVERIFY((fixture.selection.focus() == Focus{15, 2, -1}));
}

void TestMemoryPanel::comparesOtherAttention()
{
    Fixture fixture;
    addRun(fixture.store, moeModel());
    const BarRow &own = rowNamed(fixture.cache()->shapes(), "MLA"), &mha = rowNamed(fixture.cache()->shapes(), "MHA");
    QVERIFY(own.strong);
    QCOMPARE(own.value, "1x   27.0 KiB");
    QCOMPARE(mha.value, "16x   432 KiB");
    QCOMPARE(mha.segments[0].value, 16 * own.segments[0].value);
    QVERIFY(rowNamed(fixture.cache()->shapes(), "GQA-8").words.contains("only 8 heads"));
}

void TestMemoryPanel::planScales()
{
    Fixture fixture;
    fixture.store.setModel(moeModel());
    QCOMPARE(fixture.plan()->contextBox()->value(), 4096);
    fixture.plan()->contextBox()->setValue(8192);
    // The device has room for several of them.
    QCOMPARE(rowNamed(fixture.plan()->bars(), "KV cache, 8 contexts").value, "32.0 MiB");
    QCOMPARE(rowNamed(fixture.plan()->bars(), "Weights").value, "5.92 MiB");
    QCOMPARE(rowNamed(fixture.plan()->shapes(), "MHA").value, "16x   33.6 M   64.0 MiB");
    QVERIFY2(fixture.plan()->verdict().startsWith("Fits: 39.9 MiB of 8.00 GiB on Synthetic device."),
             qPrintable(fixture.plan()->verdict()));
    QVERIFY(fixture.plan()->verdict().endsWith("trained for 4,096 tokens."));
}

void TestMemoryPanel::planSaysWhatDoesNotFit()
{
    Fixture fixture;
    LoadedModel model = moeModel();
    model.device.heaps = {{12 << 20, 12 << 20, true}};
    fixture.store.setModel(model);
    QVERIFY(fixture.plan()->verdict().startsWith("Fits"));
    fixture.plan()->contextBox()->setValue(100'000);
    const uint64_t longest = ((uint64_t(12) << 20) - 6'203'904 - 2'097'152) / 512 / 32 * 32; // whole pages
    QVERIFY2(fixture.plan()->verdict().startsWith(
                 QString("Does not fit Synthetic device with 12.0 MiB: a context of 100,000 tokens needs 56.7 MiB; at "
                         "most %L1 tokens fit.")
                     .arg(longest)),
             qPrintable(fixture.plan()->verdict()));
}

// There is memory for ten times as much, but no buffer for the cache of a layer.
void TestMemoryPanel::planSaysWhatOneBufferDoesNotHold()
{
    Fixture fixture;
    LoadedModel model = moeModel();
    model.memory.largestCacheRow = 128;
    model.device.largestBinding = 128 * 10'000;
    fixture.store.setModel(model);
    fixture.plan()->contextBox()->setValue(20'000);
    QVERIFY2(fixture.plan()->verdict().startsWith(
                 "Does not fit Synthetic device: with a context of 20,000 tokens the cache of one layer needs 2.44 MiB "
                 "in one piece, and the device takes at most 1.22 MiB; at most 9,984 tokens fit."),
             qPrintable(fixture.plan()->verdict()));
    QVERIFY(!fixture.plan()->verdict().contains("GiB"));
    fixture.plan()->contextBox()->setValue(9'984); // whole pages
    QVERIFY2(fixture.plan()->verdict().startsWith("Fits: "), qPrintable(fixture.plan()->verdict()));

    model.memory.largestWeight = 4 << 20;
    model.device.largestRead = 1 << 20;
    fixture.store.setModel(model);
    QVERIFY2(fixture.plan()->verdict().startsWith("Does not fit Synthetic device: the largest tensor needs 4.00 MiB in "
                                                  "one piece, and the device takes at most 1.00 MiB."),
             qPrintable(fixture.plan()->verdict()));
}

// Another context is used, while the run of before is looked at; and another chat is opened.
void TestMemoryPanel::planIsOfTheModelInUse()
{
    Fixture fixture;
    addRun(fixture.store, moeModel());
    fixture.plan()->contextBox()->setValue(512);
    LoadedModel shorter = moeModel();
    shorter.memory = planForContext(shorter.memory, 512);
    fixture.store.setModel(shorter);
    QCOMPARE(fixture.plan()->contextBox()->value(), 512);
    QCOMPARE(fixture.plan()->useButton()->toolTip(), "This context is in use");

    fixture.plan()->contextBox()->setValue(300);
    fixture.store.beginRun(2, "question", denseModel());
    QCOMPARE(fixture.plan()->contextBox()->value(), 300); // what a person plans stays
    QCOMPARE(fixture.plan()->bars()->rows()[0].label, "Synthetic MoE, F16 cache");
    QVERIFY(fixture.plan()->useButton()->isEnabled());
    fixture.store.clearCurrent();
    QCOMPARE(fixture.plan()->contextBox()->value(), 300);
}

void TestMemoryPanel::theContextOfThePlanCanBeUsed()
{
    Fixture fixture;
    QSignalSpy wanted(&fixture.panel, &MemoryPanel::contextWanted);
    LoadedModel model = moeModel();
    model.device.heaps = {{9 << 20, 9 << 20, true}};
    fixture.store.setModel(model);
    QPushButton *use = fixture.plan()->useButton();
    QVERIFY(!use->isEnabled()); // it is in use
    fixture.plan()->contextBox()->setValue(4000);
    QCOMPARE(use->toolTip(), "It does not fit");
    QVERIFY(!use->isEnabled());
    fixture.plan()->contextBox()->setValue(5000);
    QCOMPARE(use->toolTip(), "The model was made for fewer tokens");
    fixture.plan()->contextBox()->setValue(1000);
    QVERIFY(use->isEnabled());
    use->click();
    QCOMPARE(wanted.count(), 1);
    QCOMPARE(wanted[0][0].toUInt(), 1000U);
}

// Two key/value heads of 16 numbers, each padded to the 32 that share a scale: 34 bytes where 17 would do. The padding
// is reserved, but other kinds of attention are compared by their numbers.
void TestMemoryPanel::paddingIsNoMatterOfAttention()
{
    Fixture fixture;
    LoadedModel model = denseModel();
    model.info.latent = model.info.ropeKey = 0;
    model.info.heads = 4;
    model.info.headDimension = model.info.valueHeadDimension = 16;
    model.memory.cacheType = CacheType::Q8_0;
    model.memory.context = 1024;
    model.memory.layers.assign(4, CacheLayer{{{"keys", 32, 68, 68 * 1024}, {"values", 32, 68, 68 * 1024}}});
    model.memory.cacheBytes = 4 * 136 * 1024;
    model.memory.elementsPerToken = {4 * 64, 4 * 128, 4 * 128, 4 * 32};
    fixture.store.setModel(model);
    QCOMPARE(rowNamed(fixture.now(), "KV cache").value, "544 KiB");
    QCOMPARE(rowNamed(fixture.plan()->bars(), "KV cache").value, "544 KiB");
    QCOMPARE(rowNamed(fixture.plan()->shapes(), "This model").value, "1x   262 k   272 KiB");
    QVERIFY(rowNamed(fixture.plan()->shapes(), "This model")
                .words.endsWith("278,528 bytes; 557,056 bytes with the "
                                "padding of its rows"));
    QCOMPARE(rowNamed(fixture.plan()->shapes(), "MHA").value, "2x   524 k   544 KiB");
    QVERIFY(rowNamed(fixture.cache()->shapes(), "MHA").words.endsWith("512 numbers a token, 544 bytes"));
    QVERIFY(rowNamed(fixture.plan()->shapes(), "This model").words.contains("2 key/value heads for 4 heads"));
    QCOMPARE(rowNamed(fixture.now(), "K (keys)").words, "K (keys): 0 bytes in use, 278,528 bytes allocated");
}

void TestMemoryPanel::saysWhenThereIsNothing()
{
    Fixture fixture;
    QCOMPARE(fixture.panel.shownMessage().title, "No model is loaded");
    fixture.store.setActivity({"Reading weights", 0.5});
    QCOMPARE(fixture.panel.shownMessage().title, "Reading weights");
    QCOMPARE(fixture.panel.shownMessage().fraction, 0.5);
    addRun(fixture.store, denseModel());
    QCOMPARE(fixture.panel.shownMessage().kind, PanelMessage::Kind::None); // a dense model has memory like any other
}

void TestMemoryPanel::wordsNameTheParts()
{
    Fixture fixture;
    addRun(fixture.store, moeModel());
    fixture.selection.setHover({25, -1, -1});
    QCOMPARE(fixture.panel.words(),
             QString("after token 25 \u201c\u00b7carry\u201d: cache 13.0 KiB = c_KV 9.75 KiB + k_R 3.25 KiB"));
    fixture.selection.setHover({-1, 2, -1});
    QCOMPARE(fixture.panel.words(), "layer 2: each token adds c_KV 96 bytes + k_R 32 bytes");
}

QTEST_MAIN(TestMemoryPanel)
#include "tst_memory_panel.moc"
