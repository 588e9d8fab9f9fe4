// The forward passes on tiny models whose sizes are no multiple of anything, with every branch that the golden files
// leave out, against the CPU reference.
#include "model/forward_pass.h"
#include "model/memory_planner.h"
#include "reference/forward.h"
#include "support/device_forms.h"
#include "support/tiny_deepseek2.h"
#include "support/tiny_delta.h"
#include "support/tiny_grouped.h"
#include "support/tiny_run.h"

#include <QTest>

#include <cmath>
#include <functional>

using namespace deepscope;

namespace {

// A handful of F32 sums of a few terms each.
constexpr double Bound = 1e-4;

struct Variant {
    const char *name;
    std::function<std::vector<uint8_t>()> bytes;
};

std::vector<Variant> variants()
{
    const auto grouped = [](const char *name, auto change) {
        return [=] {
            TinyGrouped tiny(name);
            change(tiny);
            return tiny.bytes();
        };
    };
    const auto plain = [=](const char *name) { return grouped(name, [](TinyGrouped &) {}); };
    return {
        {"llama", plain("llama")},
        {"qwen2", plain("qwen2")},
        {"qwen3", plain("qwen3")},
        {"qwen3moe", plain("qwen3moe")},
        {"olmoe", plain("olmoe")},
        {"gpt-oss", plain("gpt-oss")},
        {"glm4moe", plain("glm4moe")},
        {"glm4moe, normed queries and keys", grouped("glm4moe",
                                                     [](TinyGrouped &t) {
                                                         t.setTensorOfAllLayers("attn_q_norm.weight", {6});
                                                         t.setTensorOfAllLayers("attn_k_norm.weight", {6});
                                                     })},
        {"mixtral", grouped("llama", [](TinyGrouped &t) { t.useExperts(); })},
        {"all biases", grouped("llama",
                               [](TinyGrouped &t) {
                                   t.setTensorOfAllLayers("attn_v.bias", {12});
                                   t.setTensorOfAllLayers("attn_output.bias", {8});
                               })},
        {"tied output", grouped("qwen2", [](TinyGrouped &t) { t.tensors.erase("output.weight"); })},
        {"narrow values", grouped("llama",
                                  [](TinyGrouped &t) {
                                      t.unsignedKeys["attention.value_length"] = 5;
                                      t.setTensorOfAllLayers("attn_v.weight", {8, 10});
                                      t.setTensorOfAllLayers("attn_output.weight", {20, 8});
                                  })},
        {"a part of the head is rotated",
         grouped("qwen3", [](TinyGrouped &t) { t.unsignedKeys["rope.dimension_count"] = 4; })},
        {"yarn", grouped("llama",
                         [](TinyGrouped &t) {
                             t.stringKeys["rope.scaling.type"] = "yarn", t.floatKeys["rope.scaling.factor"] = 4;
                             t.unsignedKeys["rope.scaling.original_context_length"] = 16;
                         })},
        {"one key head", grouped("llama",
                                 [](TinyGrouped &t) {
                                     t.unsignedKeys["attention.head_count_kv"] = 1;
                                     t.setTensorOfAllLayers("attn_k.weight", {8, 6});
                                     t.setTensorOfAllLayers("attn_v.weight", {8, 6});
                                 })},
        {"gate and up in one tensor",
         [] {
             TinyDeepseek2 tiny;
             for (const std::string block : {"blk.1.", "blk.2."}) {
                 tiny.tensors.erase(block + "ffn_gate_exps.weight");
                 tiny.tensors.erase(block + "ffn_up_exps.weight");
                 tiny.tensors[block + "ffn_gate_up_exps.weight"] = {8, 14, 4};
             }
             return tiny.bytes();
         }},
        {"deepseek2", [] { return TinyDeepseek2().bytes(); }},
        {"deepseek2, joint keys and query latent",
         [] {
             TinyDeepseek2 tiny;
             tiny.useJointKeyValue();
             tiny.useQueryLatent(5);
             return tiny.bytes();
         }},
        {"qwen35", [] { return TinyDelta("qwen35").bytes(); }},
        {"qwen35moe", [] { return TinyDelta("qwen35moe").bytes(); }},
        {"qwen3next", [] { return TinyDelta("qwen3next").bytes(); }},
        {"qwen3next, joint gates",
         [] {
             TinyDelta tiny("qwen3next");
             tiny.useJointGates();
             return tiny.bytes();
         }},
        {"qwen35, sections that leave out a pair",
         [] {
             TinyDelta tiny("qwen35");
             tiny.arrayKeys["rope.dimension_sections"] = std::vector<int64_t>{2, 0, 0, 0};
             return tiny.bytes();
         }},
    };
}

} // namespace

class TestTinyForward : public QObject {
    Q_OBJECT

    testing::Benches m_benches;

private slots:
    // Each as on lavapipe, as on a GPU of this device's lanes, and as on one of 16, 32 or 64.
    void matchesReference_data()
    {
        using namespace testing;
        QTest::addColumn<size_t>("index");
        QTest::addColumn<DeviceForm>("form");
        const std::vector<Variant> all = variants();
        for (size_t i = 0; i < all.size(); ++i)
            for (const DeviceForm &form : {DeviceForm(), DeviceForm{Loads[1], Tiles[1], Lanes[0]},
                                           DeviceForm{Loads[1], Tiles[1], Lanes[2 + i % 3]}})
                QTest::addRow("%s, %s", all[i].name, form.name().c_str()) << i << form;
    }
    void matchesReference()
    {
        QFETCH(size_t, index);
        QFETCH(testing::DeviceForm, form);
        const std::vector<uint8_t> bytes = variants()[index].bytes();
        const GgufFile file(bytes, "tiny");
        reference::Forward reference(file);
        testing::TinyRun run(m_benches.of(form), file, CacheType::F32);
        const std::vector<int32_t> tokens = {0, 4, 2, 1, 3, 3, 0, 2, 4};
        const size_t batch = 6; // prefill, then single steps
        std::vector<std::vector<float>> rows = run.feed(0, {tokens.begin(), tokens.begin() + batch});
        for (size_t i = batch; i < tokens.size(); ++i)
            rows.push_back(run.feed(uint32_t(i), {tokens[i]}).front());
        for (size_t i = 0; i < tokens.size(); ++i) {
            const std::vector<float> expected = reference.feed(tokens[i]);
            for (size_t v = 0; v < expected.size(); ++v)
                QVERIFY2(std::abs(rows[i][v] - expected[v]) < Bound * (1 + std::abs(expected[v])),
                         qPrintable(QString("token %1: %2 instead of %3").arg(i).arg(rows[i][v]).arg(expected[v])));
        }
    }

    // What is reserved on the device, part by part, against the plan that the header alone gives.
    void plannedMemoryIsWhatIsUsed()
    {
        for (const Variant &variant : variants())
            for (const CacheType type : {CacheType::F32, CacheType::F16, CacheType::Q8_0}) {
                const std::vector<uint8_t> bytes = variant.bytes();
                const GgufFile file(bytes, "tiny");
                const testing::TinyRun run(m_benches.of(), file, type);
                const MemoryPlan plan = planMemory(file, run.hyper, 64, type);
                QCOMPARE(run.weights.bytes(), plan.weightsBytes);
                const uint64_t states = run.cache.stateSlots() * plan.bytesPerState;
                QCOMPARE(run.cache.bytes(), plan.cacheBytes + states);
                uint64_t parts = 0, perToken = 0;
                for (const CacheLayer &layer : plan.layers)
                    for (const CachePart &part : layer.parts)
                        parts += part.bytes, perToken += part.bytesPerToken;
                QCOMPARE(parts, plan.cacheBytes);
                QCOMPARE(perToken, run.cache.bytesOf(1));
            }
    }
};

QTEST_GUILESS_MAIN(TestTinyForward)
#include "tst_tiny_forward.moc"
