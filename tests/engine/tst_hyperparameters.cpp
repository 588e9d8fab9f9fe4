// Hyperparameters of deepseek2: what is read from good files, and which sentence names what is wrong with others.
#include "catalog/model_description.h"
#include "model/hyperparameters.h"
#include "model/rope_scaling.h"
#include "support/expect_error.h"
#include "support/tiny_deepseek2.h"

#include <QTest>

#include <cmath>
#include <functional>

using namespace deepscope;

namespace {

Hyperparameters readTiny(const TinyDeepseek2 &tiny)
{
    const std::vector<uint8_t> bytes = tiny.bytes();
    return readHyperparameters(GgufFile(bytes, "model.gguf"));
}

const LatentAttention &attentionOf(const Hyperparameters &hyper)
{
    return std::get<LatentAttention>(hyper.layers.front().mixer);
}

const Mixture &lastMixtureOf(const Hyperparameters &hyper)
{
    return std::get<Mixture>(hyper.layers.back().feedForward);
}

GgufFile golden(const char *name)
{
    return GgufFile(std::filesystem::path(DEEPSCOPE_TEST_DATA) / "golden" / (std::string(name) + ".gguf"));
}

void compareClose(float actual, double expected, double relative = 1e-6)
{
    QVERIFY2(std::abs(actual - expected) <= relative * std::abs(expected), std::to_string(actual).c_str());
}

struct Broken {
    const char *name;
    std::function<void(TinyDeepseek2 &)> change;
    const char *part; // of the sentence
};

std::vector<Broken> brokenKeys()
{
    const auto set = [](const char *key, uint32_t value) {
        return [=](TinyDeepseek2 &tiny) { tiny.unsignedKeys[key] = value; };
    };
    const auto remove = [](const char *key) { return [=](TinyDeepseek2 &tiny) { tiny.unsignedKeys.erase(key); }; };
    const auto setFloat = [](const char *key, float value) {
        return [=](TinyDeepseek2 &tiny) { tiny.floatKeys[key] = value; };
    };
    return {
        {"architecture", [](TinyDeepseek2 &t) { t.architecture = "mamba"; },
         "architecture 'mamba' is not supported; supported: deepseek2"},
        {"no layers", set("block_count", 0), "key 'deepseek2.block_count' is 0"},
        {"no heads", set("attention.head_count", 0), "key 'deepseek2.attention.head_count' is 0"},
        {"no latent", remove("attention.kv_lora_rank"), "key 'deepseek2.attention.kv_lora_rank' is missing"},
        {"odd rope", set("rope.dimension_count", 3), "'deepseek2.rope.dimension_count' is 3; an even number"},
        {"rope as wide as the head", set("attention.key_length_mla", 2), "must be larger than"},
        {"no query rank", [](TinyDeepseek2 &t) { t.removeTensorOfAllLayers("attn_q.weight"); },
         "key 'deepseek2.attention.q_lora_rank' is missing"},
        {"vocabulary", [](TinyDeepseek2 &t) { t.vocabulary.push_back("d"); },
         "'token_embd.weight' is 8 x 5 where the metadata asks for 8 x 6"},
        {"more used than there are", set("expert_used_count", 5), "is 5, but there are 4 experts"},
        {"none used", set("expert_used_count", 0), "'deepseek2.expert_used_count' is 0"},
        {"too many experts", set("expert_count", 1025), "at most 1024 are supported"},
        {"forgotten shared experts", set("expert_shared_count", 0), "there is a tensor 'blk.1.ffn_gate_shexp.weight'"},
        {"groups", [=](TinyDeepseek2 &t) { set("expert_group_count", 3)(t), set("expert_group_used_count", 1)(t); },
         "3 groups (key 'deepseek2.expert_group_count') do not divide the 4 experts"},
        {"groups used",
         [=](TinyDeepseek2 &t) { set("expert_group_count", 2)(t), set("expert_group_used_count", 3)(t); },
         "is 3, but there are 2 groups"},
        {"groups too small",
         [=](TinyDeepseek2 &t) { set("expert_group_count", 4)(t), set("expert_group_used_count", 1)(t); },
         "the groups in use hold 1 experts"},
        {"only blocks of further tokens", set("nextn_predict_layers", 3), "is 3, but there are 3 blocks"},
        {"scaled queries", setFloat("attention.temperature_scale", 0.1F), "scaled by their position"},
        {"gate", set("expert_gating_func", 3), "is 3; supported: 1 (softmax), 2 (sigmoid)"},
        {"dense layers", set("leading_dense_block_count", 4), "is 4, but there are 3 layers"},
        {"epsilon", setFloat("attention.layer_norm_rms_epsilon", 0), "rms_epsilon' is not above 0"},
        {"rope base", setFloat("rope.freq_base", 1), "'deepseek2.rope.freq_base' is not above 1"},
        {"rope scaling", [](TinyDeepseek2 &t) { t.stringKeys["rope.scaling.type"] = "longrope"; },
         "is 'longrope'; supported: none, linear, yarn"},
        {"heads that overflow", set("attention.head_count", 0xffffffffU), "too wide"},
        {"wrong kind", [](TinyDeepseek2 &t) { t.unsignedKeys.erase("block_count"), t.stringKeys["block_count"] = "3"; },
         "key 'deepseek2.block_count' holds a text"},
    };
}

std::vector<Broken> brokenTensors()
{
    return {
        {"missing", [](TinyDeepseek2 &t) { t.tensors.erase("blk.2.ffn_norm.weight"); },
         "tensor 'blk.2.ffn_norm.weight' is missing"},
        {"other shape",
         [](TinyDeepseek2 &t) {
             t.tensors["blk.1.attn_v_b.weight"] = {6, 2, 3};
         },
         "tensor 'blk.1.attn_v_b.weight' is 6 x 2 x 3 where the metadata asks for 6 x 3 x 2"},
        {"other vocabulary",
         [](TinyDeepseek2 &t) {
             t.tensors["token_embd.weight"] = {8, 4};
         },
         "tensor 'token_embd.weight' is 8 x 4 where the metadata asks for 8 x 5"},
        {"bias", [](TinyDeepseek2 &t) { t.tensors["blk.1.exp_probs_b.bias"] = {5}; },
         "is 5 where the metadata asks for 4"},
        {"layers beyond the tensors", [](TinyDeepseek2 &t) { t.unsignedKeys["block_count"] = 0xffffffffU; },
         "tensor 'blk.3.attn_norm.weight' is missing"},
    };
}

} // namespace

class TestHyperparameters : public QObject {
    Q_OBJECT
private slots:
    void readsSplitForm()
    {
        const Hyperparameters h = readTiny(TinyDeepseek2());
        QCOMPARE(h.vocabulary, 5U);
        QCOMPARE(h.contextLength, 64U);
        QCOMPARE(h.embedding, 8U);
        QCOMPARE(h.layerCount(), 3U);
        const LatentAttention &attention = attentionOf(h);
        QCOMPARE(attention.heads, 2U);
        QCOMPARE(attention.latent, 6U);
        QCOMPARE(attention.nope, 4U);
        QCOMPARE(attention.rope, 2U);
        QCOMPARE(attention.value, 3U);
        QCOMPARE(attention.queryLatent, 0U);
        QVERIFY(!attention.jointKeyValue);
        compareClose(attention.scale, 1 / std::sqrt(6.0));
        QVERIFY(h.layers[2].mixer == h.layers[0].mixer);
        QVERIFY(!mixtureOf(h.layers[0]) && mixtureOf(h.layers[1]) && h.layers[1] == h.layers[2]);
        QCOMPARE(std::get<GatedUnit>(h.layers[0].feedForward).width, 10U);
        const Mixture &mixture = lastMixtureOf(h);
        QCOMPARE(mixture.router.experts, 4U);
        QCOMPARE(mixture.router.used, 2U);
        QCOMPARE(mixture.router.groups, 1U);
        QVERIFY(mixture.router.gate == Gate::Softmax);
        QCOMPARE(mixture.router.normalise, false);
        QCOMPARE(mixture.router.scale, 1.0F);
        QCOMPARE(mixture.width, 7U);
        QCOMPARE(mixture.shared, 1U);
        QCOMPARE(h.ropeFrequencies, std::vector<float>{1});
    }

    void readsJointFormAndQueryLatent()
    {
        TinyDeepseek2 tiny;
        tiny.useJointKeyValue();
        tiny.useQueryLatent(5);
        const LatentAttention attention = attentionOf(readTiny(tiny));
        QVERIFY(attention.jointKeyValue);
        QCOMPARE(attention.nope, 4U);
        QCOMPARE(attention.value, 3U);
        QCOMPARE(attention.queryLatent, 5U);
    }

    void readsDenseModel()
    {
        TinyDeepseek2 tiny;
        tiny.unsignedKeys.erase("expert_count");
        for (const std::string block : {"blk.1.", "blk.2."})
            for (const std::string part : {"ffn_gate", "ffn_up", "ffn_down"})
                tiny.tensors[block + part + ".weight"] = tiny.tensors["blk.0." + part + ".weight"];
        for (const LayerShape &layer : readTiny(tiny).layers)
            QVERIFY(layer.feedForward == FeedForward(GatedUnit{10}));
    }

    void readsTiedOutputAndVocabularyFromTokens()
    {
        TinyDeepseek2 tiny;
        tiny.tensors.erase("output.weight");
        tiny.unsignedKeys.erase("vocab_size");
        QCOMPARE(readTiny(tiny).vocabulary, 5U);
    }

    // Blocks that predict further tokens lie behind the layers.
    void leavesOutBlocksOfFurtherTokens()
    {
        TinyDeepseek2 tiny;
        tiny.unsignedKeys["nextn_predict_layers"] = 1;
        QCOMPARE(readTiny(tiny).layerCount(), 2U);
    }

    // Early files of GLM-4.7-Flash do not say that their gate is a sigmoid.
    void knowsTheGateOfGlmFlash()
    {
        TinyDeepseek2 tiny;
        QVERIFY(lastMixtureOf(readTiny(tiny)).router.gate == Gate::Softmax);
        tiny.layers = 47;
        tiny.unsignedKeys["block_count"] = 47;
        tiny.unsignedKeys["leading_dense_block_count"] = 2; // as many as there are dense ones
        for (const auto &[name, shape] : TinyDeepseek2().tensors)
            if (name.starts_with("blk.0.") || name.starts_with("blk.2."))
                for (uint32_t layer = name[4] == '0' ? 0 : 2; layer < (name[4] == '0' ? 2U : 47U); ++layer)
                    tiny.tensors["blk." + std::to_string(layer) + name.substr(5)] = shape;
        for (const char *part : {"ffn_gate_inp", "ffn_gate_exps", "ffn_up_exps", "ffn_down_exps", "ffn_gate_shexp",
                                 "ffn_up_shexp", "ffn_down_shexp"})
            tiny.tensors.erase(std::string("blk.1.") + part + ".weight");
        tiny.unsignedKeys["vocab_size"] = 154880;
        tiny.vocabulary.clear();
        tiny.tensors["token_embd.weight"] = tiny.tensors["output.weight"] = {8, 154880};
        QVERIFY(lastMixtureOf(readTiny(tiny)).router.gate == Gate::Sigmoid);
    }

    void readsGoldenV3()
    {
        const Hyperparameters h = readHyperparameters(golden("ds2v3_new_f32"));
        const LatentAttention &attention = attentionOf(h);
        QCOMPARE(attention.queryLatent, 48U);
        QCOMPARE(attention.latent, 32U);
        QCOMPARE(attention.nope, 16U);
        QCOMPARE(attention.rope, 8U);
        QCOMPARE(attention.value, 16U);
        // mscale = 1 + 0.1 ln 40
        compareClose(attention.scale, std::pow(1 + 0.1 * std::log(40.0), 2) / std::sqrt(24.0));
        QVERIFY(lastMixtureOf(h).router == (RouterRule{16, 4, 4, 2, Gate::Sigmoid, true, 2.5F}));
    }

    void readsGoldenJointForm()
    {
        LatentAttention joint = attentionOf(readHyperparameters(golden("ds2lite_old_f32")));
        const LatentAttention split = attentionOf(readHyperparameters(golden("ds2lite_new_f32")));
        QVERIFY(joint.jointKeyValue && !split.jointKeyValue);
        joint.jointKeyValue = false;
        QVERIFY(joint == split);
    }

    // 8 dimensions, base 10000, 4096 tokens stretched 40 times. The index of 32 turns is 1.31, of one turn 2.81, so the
    // ramp goes from 1 to 3: angles 0 and 1 stay, 2 is half stretched, 3 wholly.
    void foldsYarnIntoFrequencies()
    {
        RopeScaling yarn;
        yarn.kind = RopeScaling::Kind::Yarn;
        yarn.factor = 40;
        yarn.originalContext = 4096;
        const std::vector<float> frequencies = ropeFrequencies(8, 10000, yarn);
        QCOMPARE(frequencies.size(), size_t(4));
        compareClose(frequencies[0], 1);
        compareClose(frequencies[1], 0.1);
        compareClose(frequencies[2], 0.01 * 0.5 + 0.01 / 40 * 0.5);
        compareClose(frequencies[3], 0.001 / 40);
        compareClose(float(yarn.magnitude()), 1 + 0.1 * std::log(40.0));
        yarn.logMultiplier = 0;
        QCOMPARE(yarn.magnitude(), 1.0);
        compareClose(ropeFrequencies(8, 10000, {})[3], 0.001);
    }

    void refusesBroken_data()
    {
        QTest::addColumn<QString>("group");
        QTest::addColumn<size_t>("index");
        for (size_t i = 0; i < brokenKeys().size(); ++i)
            QTest::addRow("key: %s", brokenKeys()[i].name) << QStringLiteral("key") << i;
        for (size_t i = 0; i < brokenTensors().size(); ++i)
            QTest::addRow("tensor: %s", brokenTensors()[i].name) << QStringLiteral("tensor") << i;
    }
    void refusesBroken()
    {
        QFETCH(QString, group);
        QFETCH(size_t, index);
        const Broken broken = (group == "key" ? brokenKeys() : brokenTensors())[index];
        TinyDeepseek2 tiny;
        broken.change(tiny);
        EXPECT_FILE_ERROR(readTiny(tiny), "model.gguf", broken.part);
    }

    void describesTheModel()
    {
        const GgufFile file = golden("ds2v3_new_f16");
        const ModelInfo info = readModelInfo(file, readHyperparameters(file));
        QCOMPARE(info.name, std::string("ds2v3_new_f16"));
        QCOMPARE(info.architecture, std::string("deepseek2"));
        QCOMPARE(info.fileBytes, uint64_t(1009056));
        QCOMPARE(info.parameters, uint64_t(490416));
        QCOMPARE(info.vocabulary, 584U);
        QCOMPARE(info.headDimension, 24U);
        QCOMPARE(info.valueHeadDimension, 16U);
        QCOMPARE(info.latent, 32U);
        QCOMPARE(info.ropeKey, 8U);
        QCOMPARE(info.denseLayers, 1U);
        QCOMPARE(info.expertLayers(), 3U);
        QCOMPARE(info.expertGroups, 4U);
        QCOMPARE(info.expertGroupsUsed, 2U);
        QCOMPARE(info.expertsPerGroup(), 4U);
        QCOMPARE(info.gate, std::string("sigmoid"));
        QVERIFY(info.selectionBias);
        const GgufFile without = golden("ds2lite_new_f16");
        QVERIFY(!readModelInfo(without, readHyperparameters(without)).selectionBias);
        QCOMPARE(info.tensorTypes.size(), size_t(2));
        QCOMPARE(info.tensorTypes[0].type, std::string("F16"));
        QCOMPARE(info.tensorTypes[0].tensors + info.tensorTypes[1].tensors, 70U);
    }
};

QTEST_APPLESS_MAIN(TestHyperparameters)
#include "tst_hyperparameters.moc"
