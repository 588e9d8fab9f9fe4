// Hyperparameters of the hybrids: what is read, layer by layer, and which sentence refuses what.
#include "catalog/model_description.h"
#include "model/hyperparameters.h"
#include "model/layer_state.h"
#include "support/expect_error.h"
#include "support/tiny_delta.h"

#include <QTest>

#include <cmath>
#include <functional>

using namespace deepscope;

namespace {

constexpr const char *Names[] = {"qwen35", "qwen35moe", "qwen3next"};

using Numbers = std::vector<int64_t>;
using Change = std::function<void(TinyDelta &)>;

Hyperparameters readTiny(const TinyModel &tiny)
{
    const std::vector<uint8_t> bytes = tiny.bytes();
    return readHyperparameters(GgufFile(bytes, "model.gguf"));
}

std::vector<bool> recurrentLayers(const TinyModel &tiny)
{
    std::vector<bool> recurrent;
    for (const LayerShape &layer : readTiny(tiny).layers)
        recurrent.push_back(std::holds_alternative<DeltaNet>(layer.mixer));
    return recurrent;
}

struct Broken {
    const char *name, *architecture;
    Change change;
    const char *part; // of the sentence
};

Change set(const char *key, uint32_t value)
{
    return [=](TinyDelta &tiny) { tiny.unsignedKeys[key] = value; };
}

Change setArray(const char *key, GgufArray value)
{
    return [=](TinyDelta &tiny) { tiny.unsignedKeys.erase(key), tiny.arrayKeys[key] = value; };
}

Change erase(const char *key)
{
    return [=](TinyDelta &tiny) { tiny.unsignedKeys.erase(key); };
}

Change shape(const char *part, std::vector<uint64_t> numbers)
{
    return [=](TinyDelta &tiny) { tiny.setTensorOfRecurrentLayers(part, numbers); };
}

std::vector<Broken> brokenStates()
{
    return {
        {"no kernel", "qwen35", erase("ssm.conv_kernel"), "'qwen35.ssm.conv_kernel' is missing"},
        {"a kernel of one", "qwen35", set("ssm.conv_kernel", 1), "'qwen35.ssm.conv_kernel' is 1; at least 2"},
        {"no state", "qwen35moe", set("ssm.state_size", 0), "'qwen35moe.ssm.state_size' is 0; at least 1"},
        {"a wide state", "qwen3next", set("ssm.state_size", 257), "'qwen3next.ssm.state_size' is 257; at most 256"},
        {"key heads that do not divide", "qwen35", set("ssm.group_count", 3),
         "'qwen35.ssm.group_count' is 3, which does not divide the 4 heads of 'qwen35.ssm.time_step_rank'"},
        {"another inner size", "qwen35", set("ssm.inner_size", 17),
         "'qwen35.ssm.inner_size' is 17, but 4 heads of 4 are 16"},
        {"states that overflow", "qwen35",
         [](TinyDelta &t) {
             t.unsignedKeys["ssm.time_step_rank"] = 1U << 24, t.unsignedKeys["ssm.inner_size"] = 1U << 26;
             t.unsignedKeys["ssm.state_size"] = 4, t.unsignedKeys["ssm.conv_kernel"] = 1U << 10;
         },
         "what a recurrent layer keeps is too large: 16777216 heads of 4"},
        {"narrow channels", "qwen35", shape("attn_qkv.weight", {8, 31}),
         "'blk.0.attn_qkv.weight' is 8 x 31 where the metadata asks for 8 x 32"},
        {"a longer convolution", "qwen35", shape("ssm_conv1d.weight", {4, 32}),
         "'blk.0.ssm_conv1d.weight' is 4 x 32 where the metadata asks for 3 x 32"},
        {"no rates", "qwen35moe", [](TinyDelta &t) { t.removeTensorOfRecurrentLayers("ssm_a"); },
         "'blk.0.ssm_a' is missing"},
        {"biases of other heads", "qwen35", shape("ssm_dt.bias", {3}), "'blk.0.ssm_dt.bias' is 3 where the"},
        {"joint gates of alternating heads", "qwen35", [](TinyDelta &t) { t.useJointGates(); },
         "'blk.0.ssm_beta.weight' is missing"},
        {"one tensor of all inputs", "qwen3next",
         [](TinyDelta &t) {
             t.removeTensorOfRecurrentLayers("attn_qkv.weight"), t.removeTensorOfRecurrentLayers("attn_gate.weight");
             t.setTensorOfRecurrentLayers("ssm_in.weight", {8, 48});
         },
         "tensor 'blk.0.ssm_in.weight' holds queries, keys, values and gates of a recurrent layer in one"},
    };
}

std::vector<Broken> brokenLayers()
{
    return {
        {"no attention", "qwen35", set("full_attention_interval", 5),
         "by the key 'qwen35.full_attention_interval' none of the 4 layers has attention"},
        {"an interval of 0", "qwen35", set("full_attention_interval", 0), "is 0; at least 1"},
        {"no attention in the list", "qwen35", setArray("attention.recurrent_layers", Numbers{1, 1, 1, 1}),
         "by the key 'qwen35.attention.recurrent_layers' none of the 4 layers"},
        {"a short list", "qwen35", setArray("attention.recurrent_layers", Numbers{1, 0, 1}),
         "'qwen35.attention.recurrent_layers' has fewer entries than there are layers, 4"},
        {"a list of fractions", "qwen35", setArray("attention.recurrent_layers", std::vector<double>{1, 0, 1, 0}),
         "'qwen35.attention.recurrent_layers' is an array of something else"},
        {"no list", "qwen35", set("attention.recurrent_layers", 1), "'qwen35.attention.recurrent_layers' is no array"},
        {"a list that the tensors are not of", "qwen35", setArray("attention.recurrent_layers", Numbers{0, 1, 0, 1}),
         "'blk.0.attn_q.weight' is missing"},
        {"key heads of few layers", "qwen35", setArray("attention.head_count_kv", Numbers{0, 2}),
         "'qwen35.attention.head_count_kv' has fewer entries"},
        {"key heads that differ", "qwen35", setArray("attention.head_count_kv", Numbers{0, 2, 0, 4}),
         "'qwen35.attention.head_count_kv' is 2 for one layer with attention and 4 for layer 3"},
        {"no key heads", "qwen35", setArray("attention.head_count_kv", Numbers{2, 0, 2, 0}),
         "'qwen35.attention.head_count_kv' is 0 for layer 1, which has attention"},
        {"values of another width", "qwen35", set("attention.value_length", 5),
         "'qwen35.attention.value_length' is 5, but a gate has the width of a key, 6"},
        {"queries without gates", "qwen35",
         [](TinyDelta &t) {
             t.tensors["blk.1.attn_q.weight"] = {8, 24};
         },
         "'blk.1.attn_q.weight' is 8 x 24 where the metadata asks for 8 x 48"},
        {"yarn", "qwen35",
         [](TinyDelta &t) { t.stringKeys["rope.scaling.type"] = "yarn", t.floatKeys["rope.scaling.factor"] = 4; },
         "not the whole head is rotated"},
        {"sections of nothing", "qwen35", setArray("rope.dimension_sections", Numbers{0, 0, 0, 0}),
         "'qwen35.rope.dimension_sections' is no array of 3 or 4 sizes"},
        {"negative sections", "qwen35", setArray("rope.dimension_sections", Numbers{2, -1, 1, 0}),
         "'qwen35.rope.dimension_sections' is no array of 3 or 4 sizes"},
        {"no norm", "qwen35", [](TinyDelta &t) { t.removeTensorOfAllLayers("post_attention_norm.weight"); },
         "'blk.0.ffn_norm.weight' is missing"},
        {"no experts", "qwen3next", set("expert_count", 0), "'qwen3next.expert_count' is 0"},
        {"no shared width", "qwen35moe", erase("expert_shared_feed_forward_length"),
         "'qwen35moe.expert_shared_feed_forward_length' is missing or 0, but there is a tensor"},
        {"no shared gate", "qwen35moe", [](TinyDelta &t) { t.removeTensorOfAllLayers("ffn_gate_inp_shexp.weight"); },
         "'blk.0.ffn_gate_inp_shexp.weight' is missing"},
    };
}

std::vector<Broken> brokenModels()
{
    std::vector<Broken> all = brokenStates();
    const std::vector<Broken> more = brokenLayers();
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

} // namespace

class TestDeltaKeys : public QObject {
    Q_OBJECT
private slots:
    void readsEveryArchitecture()
    {
        for (const std::string name : Names) {
            const Hyperparameters h = readTiny(TinyDelta(name));
            QCOMPARE(h.architecture, name);
            QCOMPARE(h.layerCount(), 4U);
            QVERIFY(h.layers[0] == h.layers[2] && h.layers[1] == h.layers[3]);
            const DeltaNet net = std::get<DeltaNet>(h.layers[0].mixer);
            const DeltaNet expected{
                .keyHeads = 2, .valueHeads = 4, .width = 4, .kernel = 3, .keyHeadsAlternate = name != "qwen3next"};
            QVERIFY(net == expected);
            const auto attention = std::get<GroupedAttention>(h.layers[1].mixer);
            QVERIFY(attention.heads == 4 && attention.keyValueHeads == 2 && attention.value == 6);
            QVERIFY(attention.rope == 4 && attention.nope == 2 && attention.gated);
            QVERIFY(attention.queryKeyNorm == QueryKeyNorm::EachHead);
            QVERIFY(std::abs(attention.scale - 1 / std::sqrt(6.0)) < 1e-6);
            QVERIFY(h.ropePairing == RopePairing::Halves);
            QCOMPARE(h.ropeFrequencies, (std::vector<float>{1, 0.01F}));
        }
    }

    void readsFeedForwards()
    {
        QVERIFY(readTiny(TinyDelta("qwen35")).layers[0].feedForward == FeedForward(GatedUnit{10}));
        for (const char *name : {"qwen35moe", "qwen3next"}) {
            const auto mixture = std::get<Mixture>(readTiny(TinyDelta(name)).layers[0].feedForward);
            QVERIFY(mixture.router.normalise && mixture.router.gate == Gate::Softmax);
            QVERIFY(mixture.router.experts == 4 && mixture.router.used == 2 && mixture.width == 10);
            QVERIFY(mixture.shared == 1 && mixture.sharedGate);
            QCOMPARE(mixture.sharedWidth(), 6U);
        }
    }

    void readsBothFormsOfGates()
    {
        TinyDelta tiny("qwen3next");
        QVERIFY(!std::get<DeltaNet>(readTiny(tiny).layers[0].mixer).jointGates);
        tiny.useJointGates();
        QVERIFY(std::get<DeltaNet>(readTiny(tiny).layers[0].mixer).jointGates);
    }

    void eachLayersKindIsFound()
    {
        TinyDelta tiny("qwen35");
        QCOMPARE(recurrentLayers(tiny), (std::vector<bool>{true, false, true, false}));
        tiny.unsignedKeys["full_attention_interval"] = 3; // the list decides
        for (const GgufArray &list : {GgufArray(Numbers{1, 0, 1, 0}), GgufArray(std::vector<bool>{1, 0, 1, 0})}) {
            tiny.arrayKeys["attention.recurrent_layers"] = list;
            QCOMPARE(recurrentLayers(tiny), (std::vector<bool>{true, false, true, false}));
        }
    }

    // The last of four, where the file does not say it.
    void anIntervalOfFourIsUsual()
    {
        TinyDelta tiny("qwen35");
        tiny.unsignedKeys.erase("full_attention_interval");
        for (const auto &[name, size] : std::map(tiny.tensors))
            if (name.starts_with("blk.0."))
                tiny.tensors["blk.1." + name.substr(6)] = size;
        QCOMPARE(recurrentLayers(tiny), (std::vector<bool>{true, true, true, false}));
    }

    void keyHeadsMayBeSaidOfEachLayer()
    {
        TinyDelta tiny("qwen35");
        setArray("attention.head_count_kv", Numbers{0, 2, 0, 2})(tiny);
        QCOMPARE(std::get<GroupedAttention>(readTiny(tiny).layers[1].mixer).keyValueHeads, 2U);
    }

    // Of a text all sections turn alike, and what is in none does not turn.
    void sectionsMayLeaveOutPairs()
    {
        TinyDelta tiny("qwen35");
        const auto turning = [&](const Numbers &sections) {
            tiny.arrayKeys["rope.dimension_sections"] = sections;
            std::vector<bool> turns;
            for (const float frequency : readTiny(tiny).ropeFrequencies)
                turns.push_back(frequency > 0);
            return turns;
        };
        QCOMPARE(turning({2, 0, 0, 0}), (std::vector<bool>{true, false}));
        QCOMPARE(turning({0, 1, 1, 0}), (std::vector<bool>{false, true}));
        QCOMPARE(turning({1, 1, 0}), (std::vector<bool>{true, true}));
        QCOMPARE(turning({11, 11, 10, 0}), (std::vector<bool>{true, true}));
        tiny.arrayKeys.clear();
        QCOMPARE(readTiny(tiny).ropeFrequencies.back(), 0.01F);
    }

    // A block that predicts further tokens, pictures, and the other name of a norm.
    void whatIsNoLayerIsLeftOut()
    {
        TinyDelta tiny("qwen35");
        tiny.unsignedKeys["block_count"] = 5;
        tiny.unsignedKeys["nextn_predict_layers"] = 1;
        tiny.tensors["blk.4.nextn.eh_proj.weight"] = {16, 8};
        tiny.tensors["v.patch_embd.weight"] = tiny.tensors["mtp.fc.weight"] = {8, 8};
        tiny.removeTensorOfAllLayers("post_attention_norm.weight");
        tiny.setTensorOfAllLayers("ffn_norm.weight", {8});
        const Hyperparameters h = readTiny(tiny);
        QCOMPARE(h.layerCount(), 4U);
        for (const std::string &name : h.tensors)
            QVERIFY(name.starts_with("blk.") ? name[4] < '4' : !name.starts_with("v.") && !name.starts_with("mtp."));
    }

    void keepsStates()
    {
        const std::vector<LayerState> states = layerStates(readTiny(TinyDelta("qwen35moe")));
        QCOMPARE(states[0].fixed[0].numbers, 4U * 4 * 4);
        QCOMPARE(states[0].fixed[1].numbers, 2U * 32);
        QVERIFY(states[0].rows.empty() && states[1].fixed.empty());
        QCOMPARE(states[1].numbers(), uint64_t(24));
    }

    void isDescribed()
    {
        const std::vector<uint8_t> bytes = TinyDelta("qwen35moe").bytes();
        const GgufFile file(bytes, "tiny");
        const ModelInfo info = readModelInfo(file, readHyperparameters(file));
        QVERIFY(info.heads == 4 && info.headDimension == 6 && info.valueHeadDimension == 6 && info.latent == 0);
        QVERIFY(info.recurrentLayers == 2 && info.stateHeads == 4 && info.stateWidth == 4);
        QVERIFY(info.layers == 4 && info.denseLayers == 0 && info.experts == 4 && info.sharedExperts == 1);
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
        TinyDelta tiny(broken.architecture);
        broken.change(tiny);
        EXPECT_FILE_ERROR(readTiny(tiny), "model.gguf", broken.part);
    }
};

QTEST_APPLESS_MAIN(TestDeltaKeys)
#include "tst_delta_keys.moc"
