// The memory for what heads compare follows the text that is asked about: a long context costs nothing, a text that is
// too long is refused in one sentence, and where it grows nothing is lost of what is under way.
#include "api/attention_question.h"
#include "gpu/faults.h"
#include "model/attention_tap.h"
#include "support/expect_error.h"
#include "support/kept_caches.h"
#include "support/lower_limit.h"
#include "support/op_bench.h"
#include "synth/shaped_model.h"

#include <QScopeGuard>
#include <QTemporaryDir>

using namespace deepscope;
using namespace deepscope::testing;

namespace {

constexpr uint32_t Context = 16384, Layers = 20, Heads = 64;
constexpr uint64_t BytesOfShort = uint64_t(Layers) * Heads * 256 * sizeof(float); // of a text of up to 256 tokens

// As many heads and layers as large models have, all else as small as it may be.
std::string writeModel(const QTemporaryDir &folder)
{
    Shape shape;
    shape.name = "many-heads";
    shape.hyper.architecture = "qwen2";
    shape.hyper.vocabulary = 512;
    shape.hyper.contextLength = Context;
    shape.hyper.embedding = 32;
    shape.layers = Layers;
    shape.mixer = GroupedAttention{.heads = Heads, .keyValueHeads = 1, .rope = 8, .value = 8};
    shape.feedForwards = {Layers, {32}, {}};
    std::string path = folder.filePath("many-heads.gguf").toStdString();
    makeShapedModel(shape, TensorType::F32).file.write(pathOf(path));
    return path;
}

uint64_t tapBytes(const MemoryAccount &account)
{
    uint64_t bytes = 0;
    for (const MemoryItem &item : account.items)
        bytes += item.label.purpose == MemoryPurpose::AttentionTap ? item.bytes : 0;
    return bytes;
}

ScoreRequest scoring(uint32_t tokens, EvictionRule rule)
{
    ScoreRequest request;
    request.run = 1;
    request.tokens = someTokens(tokens);
    request.eviction = Eviction{rule, 0.5};
    return request;
}

bool same(const AttentionAnswer &one, const AttentionAnswer &other)
{
    return one.layers.size() == other.layers.size() &&
           std::ranges::equal(one.layers, other.layers, [](const AttendedLayer &a, const AttendedLayer &b) {
               return a.layer == b.layer && a.content == b.content && a.rope == b.rope && a.received == b.received;
           });
}

} // namespace

class TestAttentionTap : public QObject {
    Q_OBJECT

    const QTemporaryDir m_folder;
    std::unique_ptr<Session> m_manyHeads;

private slots:
    void initTestCase()
    {
        m_manyHeads = openSession(
            {.path = writeModel(m_folder), .context = Context, .cacheType = CacheType::F16, .prepare = false});
    }
    void cleanupTestCase() { m_manyHeads.reset(); }

    void shortTextsOfALongContextAreReadInAllLayers()
    {
        AttentionQuestion question{.run = 1, .tokens = someTokens(12)};
        QCOMPARE(tapBytes(m_manyHeads->memory()), uint64_t(0));
        const AttentionAnswer last = ask(*m_manyHeads, question);
        QVERIFY(!last.failure);
        QCOMPARE(last.layers.size(), size_t(Layers));
        QCOMPARE(tapBytes(m_manyHeads->memory()), 2 * BytesOfShort); // one row a head; on the device, and read back
        question.groups.assign(question.tokens.size(), 0);
        const AttentionAnswer all = ask(*m_manyHeads, question);
        QVERIFY(!all.failure);
        QCOMPARE(all.layers.size(), size_t(Layers));
        for (const AttendedLayer &layer : all.layers) {
            QCOMPARE(layer.heads, Heads);
            QVERIFY(layer.content == last.layers[layer.layer].content);
            QCOMPARE(layer.received.size(), question.tokens.size());
        }
    }

    void evictionsByWhatIsLookedAtTakeShortTextsAndRefuseLongOnes()
    {
        for (const EvictionRule rule : {EvictionRule::HeavyHitters, EvictionRule::Redundancy}) {
            const Scores few = ask(*m_manyHeads, scoring(12, rule));
            QVERIFY2(!few.failure, few.failure ? few.failure->sentence.c_str() : "");
            QCOMPARE(few.positions.size(), size_t(11));
            const Scores many = ask(*m_manyHeads, scoring(14000, rule));
            QVERIFY(many.failure && many.positions.empty());
            QCOMPARE(int(many.failure->kind), int(ErrorKind::Device));
            QCOMPARE(many.failure->sentence,
                     std::string("What all 20 layers look at cannot be brought back at once of a text of 14000 tokens. "
                                 "A shorter text would do, or to keep the first and the last tokens."));
        }
        QCOMPARE(tapBytes(m_manyHeads->memory()), 2 * BytesOfShort); // nothing was taken for what was refused
        QVERIFY(!ask(*m_manyHeads, scoring(12, EvictionRule::HeavyHitters)).failure); // and it goes on
    }

    // Neighbours on both sides, as far as there are some; and nothing that cannot be bound in one piece.
    void layersAreThoseThatFit()
    {
        const Hyperparameters hyper = readHyperparameters(GgufFile(goldenPath("ds2lite_new_f16.gguf")));
        const uint64_t ofLayer = uint64_t(2) * 4 * 256 * sizeof(float); // two rows for each of its 4 heads
        const LowerLimit limit("DEEPSCOPE_LARGEST_BINDING", 2 * ofLayer);
        OpBench bench;
        AttentionTap tap(bench.device(), hyper);
        QVERIFY((tap.around(0, 1) == TappedLayers{0, 2, 256}));
        QVERIFY((tap.around(2, 256) == TappedLayers{1, 2, 256}));
        QVERIFY((tap.around(3, 200) == TappedLayers{2, 2, 256}));
        QVERIFY((tap.around(3, 257) == TappedLayers{3, 1, 512}));
        tap.prepare(tap.around(3, 512));
        const std::optional<Error> error = errorOf([&] { tap.prepare(tap.around(0, 513)); });
        QVERIFY(error && error->kind() == ErrorKind::Device);
        QCOMPARE(std::string(error->what()),
                 std::string("Attention over 768 tokens needs 24576 bytes in one piece, more than this device can bind "
                             "at once. A shorter text would do."));
    }

    // A longer text is asked about while another is read, after so many steps of it: also while the tapped one, with
    // the last row of more than a step, is under way.
    void growsBesideWhatIsUnderWay_data()
    {
        QTest::addColumn<int>("ticks");
        QTest::addColumn<bool>("grouped");
        QTest::addColumn<bool>("ahead");
        for (const int ticks : {0, 1, 2, 3})
            for (const bool grouped : {false, true})
                for (const bool ahead : {false, true})
                    QTest::addRow("after %d steps, %s%s", ticks, grouped ? "of each token" : "of the last",
                                  ahead ? ", another under way" : "")
                        << ticks << grouped << ahead;
    }
    void growsBesideWhatIsUnderWay()
    {
        QFETCH(int, ticks);
        QFETCH(bool, grouped);
        QFETCH(bool, ahead);
        qputenv("DEEPSCOPE_AHEAD", ahead ? "yes" : "no");
        const auto restore = qScopeGuard([] { qunsetenv("DEEPSCOPE_AHEAD"); });
        const LoadRequest load = loading("ds2lite_new_f16", CacheType::F32, 2048);
        AttentionQuestion first{.run = 1, .tokens = someTokens(grouped ? 20 : 600)};
        AttentionQuestion second{.run = 2, .tokens = someTokens(900, 1)};
        if (grouped)
            first.groups.assign(first.tokens.size(), 0);
        AttentionAnswer firstAlone, secondAlone;
        {
            const auto session = openSession(load);
            firstAlone = ask(*session, first);
            secondAlone = ask(*session, second);
        }
        const gpu::Faults counting;
        const auto session = openSession(load);
        const uint64_t before = counting.memoryBytes();
        std::optional<AttentionAnswer> one, other;
        start(*session, first, one);
        for (int i = 0; i < ticks; ++i)
            session->tick(Never);
        start(*session, second, other);
        finish(*session);
        QVERIFY(one && !one->failure && same(*one, firstAlone));
        QVERIFY(other && !other->failure && same(*other, secondAlone));
        // What was too small is given back.
        const uint64_t rows = uint64_t(session->model().info.layers) * 4 * 2;
        QCOMPARE(tapBytes(session->memory()), 2 * rows * 1024 * sizeof(float));
        QCOMPARE(counting.memoryBytes(), before + tapBytes(session->memory()));
    }
};

QTEST_GUILESS_MAIN(TestAttentionTap)
#include "tst_attention_tap.moc"
