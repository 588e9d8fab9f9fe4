// Hyperparameters of the architectures with grouped-query attention: what is read, and which sentence refuses what.
#include "model/hyperparameters.h"
#include "model/memory_planner.h"
#include "support/expect_error.h"
#include "support/tiny_grouped.h"

#include <QTest>

#include <cmath>
#include <functional>

using namespace deepscope;

namespace {

constexpr const char *Names[] = {"llama", "olmoe", "qwen2", "qwen3", "qwen3moe"};

Hyperparameters readTiny(const TinyModel &tiny)
{
    const std::vector<uint8_t> bytes = tiny.bytes();
    return readHyperparameters(GgufFile(bytes, "model.gguf"));
}

GroupedAttention attentionOf(const Hyperparameters &hyper)
{
    return std::get<GroupedAttention>(hyper.layers.front().mixer);
}

Mixture mixtureIn(const TinyModel &tiny) { return std::get<Mixture>(readTiny(tiny).layers.front().feedForward); }

struct Broken {
    const char *name, *architecture;
    std::function<void(TinyGrouped &)> change;
    const char *part; // of the sentence
};

std::vector<Broken> brokenModels()
{
    const auto set = [](const char *key, uint32_t value) {
        return [=](TinyGrouped &tiny) { tiny.unsignedKeys[key] = value; };
    };
    const auto shape = [](const char *part, std::vector<uint64_t> columnsAndRows) {
        return [=](TinyGrouped &tiny) { tiny.setTensorOfAllLayers(part, columnsAndRows); };
    };
    const auto yarn = [](TinyGrouped &t) {
        t.stringKeys["rope.scaling.type"] = "yarn", t.floatKeys["rope.scaling.factor"] = 4;
        t.unsignedKeys["rope.scaling.original_context_length"] = 16, t.unsignedKeys["rope.dimension_count"] = 4;
    };
    return {
        {"heads that do not divide", "llama", set("attention.head_count_kv", 3),
         "'llama.attention.head_count_kv' is 3, which does not divide the 4 heads"},
        {"no key heads", "qwen2", set("attention.head_count_kv", 0), "is 0, which does not divide the 4 heads"},
        {"no head width", "llama",
         [](TinyGrouped &t) {
             t.unsignedKeys.erase("attention.key_length"), t.unsignedKeys["attention.head_count"] = 3;
         },
         "3 heads (key 'llama.attention.head_count') do not divide the embedding of 8"},
        {"odd rope", "qwen3", set("rope.dimension_count", 5), "is 5; an even number up to the head's width, 6"},
        {"rope wider than the head", "llama", set("rope.dimension_count", 8), "is 8; an even number"},
        {"heads that overflow", "llama", [](TinyGrouped &t) { t.unsignedKeys["attention.key_length"] = 0x7ffffff0U; },
         "too wide"},
        {"yarn on a part of the head", "qwen2", yarn, "not the whole head is rotated"},
        {"narrow keys", "llama", shape("attn_k.weight", {8, 6}), "'blk.0.attn_k.weight' is 8 x 6 where the metadata"},
        {"bias", "qwen2", shape("attn_q.bias", {23}), "'blk.0.attn_q.bias' is 23 where the metadata asks for 24"},
        {"norm of the wrong kind", "qwen3moe", shape("attn_q_norm.weight", {24}),
         "is 24 where the metadata asks for 6"},
        {"missing norm", "olmoe", [](TinyGrouped &t) { t.removeTensorOfAllLayers("attn_k_norm.weight"); },
         "'blk.0.attn_k_norm.weight' is missing"},
        {"no experts", "qwen3moe", set("expert_count", 0), "'qwen3moe.expert_count' is 0"},
        {"more used than there are", "olmoe", set("expert_used_count", 5), "is 5, but there are 4 experts"},
        {"divisors", "llama", [](TinyGrouped &t) { t.tensors["rope_freqs.weight"] = {4}; },
         "'rope_freqs.weight' is 4 where the metadata asks for 3"},
        {"a divisor of minus one", "llama", [](TinyGrouped &t) { t.tensors["rope_freqs.weight"] = {3}; },
         "'rope_freqs.weight' holds a divisor that is not above 0"},
    };
}

} // namespace

class TestGroupedHyperparameters : public QObject {
    Q_OBJECT
private slots:
    void readsEveryArchitecture()
    {
        for (const char *name : Names) {
            const Hyperparameters h = readTiny(TinyGrouped(name));
            QCOMPARE(h.architecture, std::string(name));
            QCOMPARE(h.layerCount(), 2U);
            QVERIFY(h.layers[0] == h.layers[1]);
            const GroupedAttention attention = attentionOf(h);
            QCOMPARE(attention.heads, 4U);
            QCOMPARE(attention.keyValueHeads, 2U);
            QCOMPARE(attention.head(), 6U);
            QCOMPARE(attention.value, 6U);
            QCOMPARE(attention.rope, 6U);
            QVERIFY(std::abs(attention.scale - 1 / std::sqrt(6.0)) < 1e-6);
            QCOMPARE(h.ropeFrequencies.size(), size_t(3));
            QCOMPARE(h.ropePairing == RopePairing::Adjacent, std::string(name) == "llama");
        }
        const auto normOf = [](const char *name) { return attentionOf(readTiny(TinyGrouped(name))).queryKeyNorm; };
        QVERIFY(normOf("llama") == QueryKeyNorm::None);
        QVERIFY(normOf("qwen3") == QueryKeyNorm::EachHead);
        QVERIFY(normOf("olmoe") == QueryKeyNorm::WholeRow);
    }

    void readsExperts()
    {
        const RouterRule qwen = mixtureIn(TinyGrouped("qwen3moe")).router,
                         olmoe = mixtureIn(TinyGrouped("olmoe")).router;
        QVERIFY(qwen.normalise && !olmoe.normalise);
        QCOMPARE(qwen.experts, 4U);
        QCOMPARE(olmoe.used, 2U);
        TinyGrouped mixtral("llama");
        QVERIFY(!mixtureOf(readTiny(mixtral).layers[0]));
        mixtral.useExperts();
        QVERIFY(mixtureIn(mixtral).router.normalise);
    }

    // OLMoE's files name the width of an expert as that of the feed-forward.
    void readsTheWidthOfExperts()
    {
        TinyGrouped tiny("olmoe");
        tiny.unsignedKeys.erase("expert_feed_forward_length");
        QCOMPARE(mixtureIn(tiny).width, 10U);
    }

    // One that is no shorter than the context is none.
    void layersHaveTheWindowOfTheFile()
    {
        for (const char *name : Names) {
            TinyGrouped tiny(name);
            const uint32_t context = readTiny(tiny).contextLength;
            const auto windows = [&](uint32_t length) {
                tiny.unsignedKeys["attention.sliding_window"] = length;
                const Hyperparameters hyper = readTiny(tiny);
                std::vector<uint32_t> all;
                for (const LayerShape &layer : hyper.layers)
                    all.push_back(windowOf(layer.mixer));
                return hyper.contextLength == context ? all : std::vector<uint32_t>();
            };
            const size_t layers = readTiny(tiny).layers.size();
            QCOMPARE(windows(context - 1), std::vector<uint32_t>(layers, context - 1));
            for (const uint32_t without : {0U, context, context + 1})
                QCOMPARE(windows(without), std::vector<uint32_t>(layers, 0));
            tiny.unsignedKeys["attention.sliding_window_pattern"] = 2;
            QCOMPARE(windows(3)[0], 3U);
            QCOMPARE(windows(3)[1], 0U);
        }
    }

    void fillsInWhatFilesLeaveOut()
    {
        TinyGrouped tiny("llama");
        for (const char *key : {"attention.key_length", "attention.value_length", "rope.dimension_count"})
            tiny.unsignedKeys.erase(key);
        tiny.unsignedKeys.erase("attention.head_count_kv");
        tiny.floatKeys.erase("rope.freq_base");
        for (const char *part : {"attn_q.weight", "attn_k.weight", "attn_v.weight", "attn_output.weight"})
            tiny.setTensorOfAllLayers(part, {8, 8});
        const Hyperparameters h = readTiny(tiny);
        QCOMPARE(attentionOf(h).head(), 2U);
        QCOMPARE(attentionOf(h).keyValueHeads, 4U);
        QCOMPARE(attentionOf(h).rope, 2U);
        QCOMPARE(h.ropeFrequencies, std::vector<float>{1});
    }

    void scalesRope()
    {
        TinyGrouped linear("llama");
        linear.stringKeys["rope.scaling.type"] = "linear";
        linear.floatKeys["rope.scaling.factor"] = 4;
        QCOMPARE(readTiny(linear).ropeFrequencies[0], 0.25F);
        linear.stringKeys.clear(); // linear is what a factor alone means
        QCOMPARE(readTiny(linear).ropeFrequencies[0], 0.25F);
        linear.floatKeys.erase("rope.scaling.factor");
        linear.floatKeys["rope.scale_linear"] = 2;
        QCOMPARE(readTiny(linear).ropeFrequencies[0], 0.5F);
        TinyGrouped yarn("qwen2");
        yarn.stringKeys["rope.scaling.type"] = "yarn";
        yarn.floatKeys["rope.scaling.factor"] = 4;
        yarn.unsignedKeys["rope.scaling.original_context_length"] = 16;
        const double magnitude = 1 + 0.1 * std::log(4.0); // on queries and on keys
        QVERIFY(std::abs(attentionOf(readTiny(yarn)).scale - magnitude * magnitude / std::sqrt(6.0)) < 1e-6);
    }

    void refusesBroken_data()
    {
        QTest::addColumn<size_t>("index");
        for (size_t i = 0; i < brokenModels().size(); ++i)
            QTest::newRow(brokenModels()[i].name) << i;
    }
    void refusesBroken()
    {
        QFETCH(size_t, index);
        const Broken broken = brokenModels()[index];
        TinyGrouped tiny(broken.architecture);
        broken.change(tiny);
        EXPECT_FILE_ERROR(readTiny(tiny), "model.gguf", broken.part);
    }

    // Two heads of 6 values for keys and for values, each head padded to 16 (Q8_0: to 32, and a scale each).
    void plansTheCache()
    {
        const std::vector<uint8_t> bytes = TinyGrouped("llama").bytes();
        const GgufFile file(bytes, "tiny");
        const Hyperparameters hyper = readHyperparameters(file);
        const MemoryPlan plan = planMemory(file, hyper, 32, CacheType::F16);
        QCOMPARE(plan.layers.size(), size_t(2));
        QCOMPARE(plan.layers[1].parts[0].name, std::string("keys"));
        QCOMPARE(plan.layers[1].parts[1].name, std::string("values"));
        QCOMPARE(plan.layers[1].parts[0].elementsPerToken, 12U);
        QCOMPARE(plan.layers[1].parts[0].bytesPerToken, uint64_t(64));
        QCOMPARE(plan.cacheBytes, uint64_t(2 * 2 * 64 * 32));
        QCOMPARE(plan.largestCachePiece(), uint64_t(64 * 32));
        QCOMPARE(plan.elementsPerToken.model, uint64_t(2 * 2 * 12));
        QCOMPARE(plan.elementsPerToken.mha, uint64_t(2 * 4 * 12));
        QCOMPARE(plan.elementsPerToken.mqa, uint64_t(2 * 12));
        QCOMPARE(planMemory(file, hyper, 16, CacheType::Q8_0).layers[0].parts[0].bytesPerToken, uint64_t(64 + 16));
    }
};

QTEST_APPLESS_MAIN(TestGroupedHyperparameters)
#include "tst_grouped_hyperparameters.moc"
