// Every allocation of a model's device has a name: the items sum up to what crossed the boundary to Vulkan, and are
// those of the plan, to the byte.
#include "api/attention_question.h"
#include "api/blocking_engine.h"
#include "gpu/faults.h"
#include "gpu/memory_ledger.h"
#include "run/session.h"
#include "support/golden_model.h"

#include <QTest>

using namespace deepscope;

namespace {

std::filesystem::path goldenFolder() { return std::filesystem::path(DEEPSCOPE_TEST_DATA) / "golden"; }

uint64_t bytesOf(const MemoryAccount &account, MemoryPurpose purpose)
{
    uint64_t bytes = 0;
    for (const MemoryItem &item : account.items)
        bytes += item.label.purpose == purpose ? item.bytes : 0;
    return bytes;
}

uint64_t bytesOfCache(const MemoryAccount &account, int layer, const std::string &part)
{
    uint64_t bytes = 0;
    for (const MemoryItem &item : account.items)
        if (item.label.purpose == MemoryPurpose::Cache && item.label.layer == layer && item.label.name == part)
            bytes += item.bytes;
    return bytes;
}

} // namespace

class TestMemoryAccount : public QObject {
    Q_OBJECT

private slots:
    void sumsUpOnEachModel_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("default") << QStringLiteral(DEEPSCOPE_RESOURCES "/default.gguf");
        for (const auto &entry : std::filesystem::directory_iterator(goldenFolder()))
            if (entry.path().extension() == ".gguf" && !entry.path().stem().string().starts_with("tok_"))
                QTest::newRow(entry.path().stem().string().c_str()) << QString::fromStdString(entry.path().string());
    }
    void sumsUpOnEachModel()
    {
        QFETCH(QString, path);
        for (const CacheType type : {CacheType::F32, CacheType::F16, CacheType::Q8_0}) {
            const gpu::Faults counting;
            const CancelFlag cancel = false;
            const auto session = std::make_unique<Session>(
                LoadRequest{path.toStdString(), {}, 100, type, 3, false}, [](const LoadProgress &) {}, cancel);
            const MemoryPlan &plan = session->model().memory;
            const MemoryAccount account = session->memory();
            QCOMPARE(account.allocated(), counting.memoryBytes());
            QCOMPARE(bytesOf(account, MemoryPurpose::Weights), plan.weightsBytes);
            QCOMPARE(bytesOf(account, MemoryPurpose::Cache), plan.cacheBytes);
            QCOMPARE(bytesOf(account, MemoryPurpose::Trace), plan.hostBytes());
            QCOMPARE(bytesOf(account, MemoryPurpose::Staging), uint64_t(0));
            QCOMPARE(bytesOf(account, MemoryPurpose::Measuring), uint64_t(0));
            for (size_t layer = 0; layer < plan.layers.size(); ++layer)
                for (const CachePart &part : plan.layers[layer].parts)
                    QCOMPARE(bytesOfCache(account, int(layer), part.name), part.bytes);
            QCOMPARE(bytesOf(account, MemoryPurpose::States), plan.stateBytes());
            QCOMPARE(bytesOf(account, MemoryPurpose::Attention), plan.attention.bytes);
            QCOMPARE(bytesOf(account, MemoryPurpose::Activations), plan.activations.bytes);
            QCOMPARE(account.allocated(), plan.totalBytes());
        }
    }

    // What is allocated when it is first wanted is told then, and what is closed is gone.
    void isToldAsItChanges()
    {
        const gpu::Faults counting;
        {
            BlockingEngine engine;
            const GoldenModel golden("default");
            engine.load({.path = golden.path.string(), .context = 256, .prepare = false});
            const uint64_t before = counting.memoryBytes();
            std::vector<MemoryAccount> told;
            AttentionQuestion question;
            question.run = 1;
            question.tokens = golden.prompt;
            engine.ask(question, [&](const Event &event) {
                if (const auto *account = std::get_if<MemoryAccount>(&event))
                    told.push_back(*account);
            });
            // Its end may come before the last account of it does.
            RouterQuestion other;
            other.run = 2;
            other.tokens = golden.prompt;
            engine.ask(other, [&](const Event &event) {
                if (const auto *account = std::get_if<MemoryAccount>(&event))
                    told.push_back(*account);
            });
            QVERIFY(!told.empty());
            const uint64_t tap = bytesOf(told.back(), MemoryPurpose::AttentionTap);
            QVERIFY(tap > 0);
            QCOMPARE(told.back().allocated(), before + tap);
            QCOMPARE(counting.memoryBytes(), before + tap);
            QVERIFY(!told.back().heaps.empty());
            QVERIFY(told.back().heaps.front().heap.budget > 0);
        }
        QCOMPARE(counting.memoryBytes(), uint64_t(0));
    }

    void namesWhatLiesInAnAllocation()
    {
        gpu::MemoryLedger ledger;
        const auto weights = ledger.add({{MemoryPurpose::Weights, {}, -1}, MemoryPlace::Device, 1000});
        const auto input = ledger.add({{MemoryPurpose::StepInput, {}, -1}, MemoryPlace::Reachable, 50});
        ledger.setParts(weights, {{"token_embd.weight", 300}, {"blk.12.attn_q.weight", 600}});
        const std::vector<MemoryItem> expected{
            {{MemoryPurpose::Weights, "token_embd.weight", -1}, MemoryPlace::Device, 300},
            {{MemoryPurpose::Weights, "blk.12.attn_q.weight", 12}, MemoryPlace::Device, 600},
            {{MemoryPurpose::Weights, {}, -1}, MemoryPlace::Device, 100},
            {{MemoryPurpose::StepInput, {}, -1}, MemoryPlace::Reachable, 50}};
        QVERIFY(ledger.items() == expected);
        const uint64_t before = ledger.changes();
        ledger.remove(weights);
        QVERIFY(ledger.changes() != before);
        QCOMPARE(ledger.items().size(), size_t(1));
        ledger.remove(input);
        QVERIFY(ledger.items().empty());
    }

    void knowsWhatWeightsAreFor()
    {
        using enum WeightKind;
        const std::vector<std::pair<const char *, WeightKind>> names{{"token_embd.weight", Embedding},
                                                                     {"output.weight", Output},
                                                                     {"output_norm.weight", Norms},
                                                                     {"blk.0.attn_q.weight", Attention},
                                                                     {"blk.0.attn_kv_a_mqa.weight", Attention},
                                                                     {"blk.0.attn_kv_a_norm.weight", Norms},
                                                                     {"blk.3.ffn_gate_inp.weight", Router},
                                                                     {"blk.3.exp_probs_b.bias", Router},
                                                                     {"blk.3.ffn_down_exps.weight", Experts},
                                                                     {"blk.3.ffn_down_shexp.weight", SharedExperts},
                                                                     {"blk.3.ffn_gate_inp_shexp.weight", SharedExperts},
                                                                     {"blk.3.ffn_up.weight", Dense},
                                                                     {"blk.3.ffn_norm.weight", Norms}};
        for (const auto &[name, kind] : names)
            QVERIFY2(weightKindOf(name) == kind, name);
        QCOMPARE(layerOf("blk.37.ffn_up.weight"), 37);
        QCOMPARE(layerOf("output.weight"), -1);
    }
};

QTEST_GUILESS_MAIN(TestMemoryAccount)
#include "tst_memory_account.moc"
