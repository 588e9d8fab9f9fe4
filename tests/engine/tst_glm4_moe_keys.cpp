// Hyperparameters of GLM-4.5 and its kin: what is read, layer by layer, and which sentence refuses what.
#include "catalog/model_description.h"
#include "model/hyperparameters.h"
#include "support/expect_error.h"
#include "support/tiny_grouped.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>

using namespace deepscope;

namespace {

using Change = std::function<void(TinyGrouped &)>;

Hyperparameters readChanged(const Change &change)
{
    TinyGrouped tiny("glm4moe");
    change(tiny);
    const std::vector<uint8_t> bytes = tiny.bytes();
    return readHyperparameters(GgufFile(bytes, "model.gguf"));
}

Hyperparameters readTiny()
{
    return readChanged([](TinyGrouped &) {});
}

GroupedAttention attentionIn(const Hyperparameters &hyper)
{
    return std::get<GroupedAttention>(hyper.layers.front().mixer);
}

Mixture mixtureIn(const Hyperparameters &hyper) { return std::get<Mixture>(hyper.layers.back().feedForward); }

void addNorms(TinyGrouped &tiny)
{
    tiny.setTensorOfAllLayers("attn_q_norm.weight", {6});
    tiny.setTensorOfAllLayers("attn_k_norm.weight", {6});
}

struct Broken {
    const char *name;
    Change change;
    const char *part; // of the sentence
};

std::vector<Broken> brokenModels()
{
    const auto remove = [](const char *tensor) { return [=](TinyGrouped &tiny) { tiny.tensors.erase(tensor); }; };
    return {
        {"no experts", [](TinyGrouped &t) { t.unsignedKeys["expert_count"] = 0; }, "'glm4moe.expert_count' is 0"},
        {"no selection bias", remove("blk.1.exp_probs_b.bias"), "'blk.1.exp_probs_b.bias' is missing"},
        {"a selection bias of other experts", [](TinyGrouped &t) { t.tensors["blk.1.exp_probs_b.bias"] = {5}; },
         "'blk.1.exp_probs_b.bias' is 5 where the metadata asks for 4"},
        {"no shared experts", [](TinyGrouped &t) { t.unsignedKeys.erase("expert_shared_count"); },
         "'glm4moe.expert_shared_count' is missing or 0, but there is a tensor 'blk.1.ffn_gate_shexp.weight'"},
        {"no dense unit", remove("blk.0.ffn_up.weight"), "'blk.0.ffn_up.weight' is missing"},
        {"no norm of keys",
         [](TinyGrouped &t) {
             addNorms(t);
             t.tensors.erase("blk.0.attn_k_norm.weight");
         },
         "'blk.0.attn_k_norm.weight' is missing"},
        {"norms of some layers",
         [](TinyGrouped &t) {
             addNorms(t);
             t.tensors.erase("blk.1.attn_q_norm.weight");
         },
         "'blk.1.attn_q_norm.weight' is missing"},
        {"a bias of another width", [](TinyGrouped &t) { t.tensors["blk.1.attn_k.bias"] = {13}; },
         "'blk.1.attn_k.bias' is 13 where the metadata asks for 12"},
        {"yarn",
         [](TinyGrouped &t) { t.stringKeys["rope.scaling.type"] = "yarn", t.floatKeys["rope.scaling.factor"] = 4; },
         "not the whole head is rotated"},
    };
}

} // namespace

class TestGlm4MoeKeys : public QObject {
    Q_OBJECT
private slots:
    void readsAttention()
    {
        const Hyperparameters h = readTiny();
        QCOMPARE(h.architecture, std::string("glm4moe"));
        const GroupedAttention attention = attentionIn(h);
        QVERIFY(attention == std::get<GroupedAttention>(h.layers.back().mixer));
        QVERIFY(attention.heads == 4 && attention.keyValueHeads == 2 && attention.value == 6);
        QVERIFY(attention.rope == 4 && attention.nope == 2);
        QVERIFY(!attention.gated && !attention.sinks && attention.window == 0);
        QVERIFY(std::abs(attention.scale - 1 / std::sqrt(6.0)) < 1e-6);
        QVERIFY(h.ropePairing == RopePairing::Halves);
        QCOMPARE(h.ropeFrequencies, (std::vector<float>{1, 0.01F}));
    }

    void tensorsTellOfNorms()
    {
        QVERIFY(attentionIn(readTiny()).queryKeyNorm == QueryKeyNorm::None);
        QVERIFY(attentionIn(readChanged(addNorms)).queryKeyNorm == QueryKeyNorm::EachHead);
    }

    void readsFeedForwards()
    {
        const Hyperparameters h = readTiny();
        QVERIFY(h.layers.front().feedForward == FeedForward(GatedUnit{10}));
        const Mixture mixture = mixtureIn(h);
        QVERIFY(mixture.unit == UnitRule::Swish && !mixture.biased);
        QVERIFY(mixture.width == 10 && mixture.shared == 1 && mixture.sharedWidth() == 10 && !mixture.sharedGate);
        const RouterRule expected{.experts = 4, .used = 2, .gate = Gate::Sigmoid}; // without a key
        QVERIFY(mixture.router == expected);
    }

    void readsTheRouter()
    {
        const RouterRule router =
            mixtureIn(readChanged([](TinyGrouped &t) {
                t.unsignedKeys["expert_gating_func"] = 1, t.floatKeys["expert_weights_scale"] = 2.5;
                t.boolKeys["expert_weights_norm"] = true;
                t.unsignedKeys["expert_group_count"] = t.unsignedKeys["expert_group_used_count"] = 1;
            })).router;
        const RouterRule expected{.experts = 4, .used = 2, .gate = Gate::Softmax, .normalise = true, .scale = 2.5F};
        QVERIFY(router == expected);
    }

    // The last block predicts further tokens: it is stored as a layer, with more, and no part of the pass.
    void whatIsNoLayerIsLeftOut()
    {
        const Hyperparameters h = readChanged([](TinyGrouped &t) {
            t.unsignedKeys["block_count"] = 3, t.unsignedKeys["nextn_predict_layers"] = 1;
            for (const auto &[name, size] : std::map(t.tensors))
                if (name.starts_with("blk.1."))
                    t.tensors["blk.2." + name.substr(6)] = size;
            t.tensors["blk.2.nextn.eh_proj.weight"] = {16, 8};
        });
        QCOMPARE(h.layerCount(), 2U);
        QVERIFY(std::ranges::none_of(h.tensors, [](const auto &name) { return name.starts_with("blk.2."); }));
    }

    void isDescribed()
    {
        const std::vector<uint8_t> bytes = TinyGrouped("glm4moe").bytes();
        const GgufFile file(bytes, "tiny");
        const ModelInfo info = readModelInfo(file, readHyperparameters(file));
        QVERIFY(info.layers == 2 && info.denseLayers == 1 && info.experts == 4 && info.sharedExperts == 1);
        QVERIFY(info.selectionBias);
        QCOMPARE(info.gate, std::string("sigmoid"));
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
        EXPECT_FILE_ERROR(readChanged(broken.change), "model.gguf", broken.part);
    }
};

QTEST_APPLESS_MAIN(TestGlm4MoeKeys)
#include "tst_glm4_moe_keys.moc"
