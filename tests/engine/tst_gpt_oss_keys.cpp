// Hyperparameters of gpt-oss: what is read, layer by layer, and which sentence refuses what.
#include "catalog/model_description.h"
#include "model/hyperparameters.h"
#include "support/expect_error.h"
#include "support/gguf_draft.h"
#include "support/tiny_grouped.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <functional>

using namespace deepscope;

namespace {

using Change = std::function<void(TinyGrouped &)>;

Hyperparameters readTiny(const TinyModel &tiny)
{
    const std::vector<uint8_t> bytes = tiny.bytes();
    return readHyperparameters(GgufFile(bytes, "model.gguf"));
}

Hyperparameters readChanged(const Change &change)
{
    TinyGrouped tiny("gpt-oss");
    change(tiny);
    return readTiny(tiny);
}

GroupedAttention attentionOf(const Hyperparameters &hyper, size_t layer)
{
    return std::get<GroupedAttention>(hyper.layers[layer].mixer);
}

Mixture mixtureIn(const Hyperparameters &hyper) { return std::get<Mixture>(hyper.layers.front().feedForward); }

struct Broken {
    const char *name;
    Change change;
    const char *part; // of the sentence
};

Change set(const char *key, uint32_t value)
{
    return [=](TinyGrouped &tiny) { tiny.unsignedKeys[key] = value; };
}

Change remove(const char *part)
{
    return [=](TinyGrouped &tiny) { tiny.removeTensorOfAllLayers(part); };
}

Change shape(const char *part, std::vector<uint64_t> numbers)
{
    return [=](TinyGrouped &tiny) { tiny.setTensorOfAllLayers(part, numbers); };
}

std::vector<Broken> brokenModels()
{
    return {
        {"no window", [](TinyGrouped &t) { t.unsignedKeys.erase("attention.sliding_window"); },
         "'gpt-oss.attention.sliding_window' is missing"},
        {"a window of nothing", set("attention.sliding_window", 0),
         "'gpt-oss.attention.sliding_window' is 0; at least 1 is needed"},
        {"a pattern of nothing", set("attention.sliding_window_pattern", 0),
         "'gpt-oss.attention.sliding_window_pattern' is 0; at least 1 is needed"},
        {"no experts", set("expert_count", 0), "'gpt-oss.expert_count' is 0"},
        {"dense layers", [](TinyGrouped &t) { t.unsignedKeys["leading_dense_block_count"] = 1; },
         "'gpt-oss.leading_dense_block_count' is 1; this architecture has none of these"},
        {"shared experts", set("expert_shared_count", 2),
         "'gpt-oss.expert_shared_count' is 2; this architecture has none of these"},
        {"no norm", remove("post_attention_norm.weight"), "'blk.0.ffn_norm.weight' is missing"},
        {"no bias of the router", remove("ffn_gate_inp.bias"), "'blk.0.ffn_gate_inp.bias' is missing"},
        {"no bias of gates", remove("ffn_gate_exps.bias"), "'blk.0.ffn_gate_exps.bias' is missing"},
        {"no bias of ups", remove("ffn_up_exps.bias"), "'blk.0.ffn_up_exps.bias' is missing"},
        {"no bias of downs", remove("ffn_down_exps.bias"), "'blk.0.ffn_down_exps.bias' is missing"},
        {"a router's bias of other experts", shape("ffn_gate_inp.bias", {3}),
         "'blk.0.ffn_gate_inp.bias' is 3 where the metadata asks for 4"},
        {"biases of other experts", shape("ffn_gate_exps.bias", {10, 3}),
         "'blk.0.ffn_gate_exps.bias' is 10 x 3 where the metadata asks for 10 x 4"},
        {"biases of another width", shape("ffn_up_exps.bias", {9, 4}),
         "'blk.0.ffn_up_exps.bias' is 9 x 4 where the metadata asks for 10 x 4"},
        {"biases of the wrong side", shape("ffn_down_exps.bias", {10, 4}),
         "'blk.0.ffn_down_exps.bias' is 10 x 4 where the metadata asks for 8 x 4"},
        {"no output", [](TinyGrouped &t) { t.tensors.erase("output.weight"); }, "'output.weight' is missing"},
    };
}

} // namespace

class TestGptOssKeys : public QObject {
    Q_OBJECT
private slots:
    void readsAttention()
    {
        const Hyperparameters h = readTiny(TinyGrouped("gpt-oss"));
        QCOMPARE(h.architecture, std::string("gpt-oss"));
        QCOMPARE(h.layerCount(), 2U);
        for (size_t layer = 0; layer < 2; ++layer) {
            const GroupedAttention attention = attentionOf(h, layer);
            QVERIFY(attention.heads == 4 && attention.keyValueHeads == 2 && attention.value == 6);
            QVERIFY(attention.rope == 6 && attention.nope == 0); // by the head's width: no key says it
            QVERIFY(attention.sinks && !attention.gated && attention.queryKeyNorm == QueryKeyNorm::None);
            QVERIFY(std::abs(attention.scale - 1 / std::sqrt(6.0)) < 1e-6);
        }
        QVERIFY(h.ropePairing == RopePairing::Halves);
        QCOMPARE(h.ropeFrequencies.size(), size_t(3));
    }

    // Heads that are narrower than their part of the embedding, as those of the real models: 64 of 2880 / 64 = 45.
    void headsAreAsWideAsTheirKeySays()
    {
        QCOMPARE(attentionOf(readTiny(TinyGrouped("gpt-oss")), 0).head(), 6U); // where 8 / 4 would be 2
    }

    void windowsFollowThePattern()
    {
        const auto windows = [](uint32_t pattern) {
            const Hyperparameters h = readChanged([=](TinyGrouped &t) {
                if (pattern > 0)
                    t.unsignedKeys["attention.sliding_window_pattern"] = pattern;
            });
            return std::vector{attentionOf(h, 0).window, attentionOf(h, 1).window};
        };
        QCOMPARE(windows(0), (std::vector{5U, 0U})); // unsaid: every other layer
        QCOMPARE(windows(1), (std::vector{0U, 0U}));
        QCOMPARE(windows(2), (std::vector{5U, 0U}));
        QCOMPARE(windows(3), (std::vector{5U, 5U}));
    }

    // YaRN's magnitude is one on queries and on keys, whose heads turn as a whole.
    void readsYarn()
    {
        const auto stretched = [](TinyGrouped &t) {
            t.stringKeys["rope.scaling.type"] = "yarn", t.floatKeys["rope.scaling.factor"] = 32;
            t.unsignedKeys["rope.scaling.original_context_length"] = 16;
        };
        const double magnitude = 1 + 0.1 * std::log(32.0);
        const float scale = attentionOf(readChanged(stretched), 0).scale;
        QVERIFY(std::abs(scale - magnitude * magnitude / std::sqrt(6.0)) < 1e-6);
    }

    void readsExperts()
    {
        const Mixture mixture = mixtureIn(readTiny(TinyGrouped("gpt-oss")));
        QVERIFY(mixture.biased && mixture.unit == UnitRule::ClampedSwish);
        QVERIFY(mixture.width == 10 && mixture.shared == 0);
        const RouterRule expected{.experts = 4, .used = 2, .gate = Gate::Softmax, .normalise = true};
        QVERIFY(mixture.router == expected);
        // The weights are the softmax of the chosen logits, whatever a file says.
        const Mixture contrary = mixtureIn(readChanged([](TinyGrouped &t) {
            t.unsignedKeys["expert_gating_func"] = 2, t.boolKeys["expert_weights_norm"] = false;
        }));
        QVERIFY(contrary.router == expected);
    }

    // As Qwen2's: beside a large bias a cache of blocks rounds the rest away.
    void notesLargeKeyBiases()
    {
        const std::vector<uint8_t> bytes = TinyGrouped("gpt-oss").bytes();
        GgufDraft draft(GgufFile(bytes, "tiny"));
        const float large = 100;
        std::memcpy(draft.tensor("blk.1.attn_k.bias").data.data(), &large, sizeof large);
        const std::vector<uint8_t> changed = draft.bytes();
        const Hyperparameters h = readHyperparameters(GgufFile(changed, "changed"));
        QVERIFY(!attentionOf(h, 0).largeKeyBias && attentionOf(h, 1).largeKeyBias);
    }

    // All biases, and the norm by its other name.
    void namesWhatAPassReads()
    {
        TinyGrouped tiny("gpt-oss");
        const std::vector<std::string> needed = readTiny(tiny).tensors;
        for (const char *part : {"ffn_gate_inp.bias", "ffn_gate_exps.bias", "ffn_up_exps.bias", "ffn_down_exps.bias",
                                 "post_attention_norm.weight", "attn_output.bias", "attn_q.bias"})
            QVERIFY2(std::ranges::count(needed, std::string("blk.1.") + part) == 1, part);
    }

    void isDescribed()
    {
        const std::vector<uint8_t> bytes = TinyGrouped("gpt-oss").bytes();
        const GgufFile file(bytes, "tiny");
        const ModelInfo info = readModelInfo(file, readHyperparameters(file));
        QVERIFY(info.experts == 4 && info.expertsUsed == 2 && info.sharedExperts == 0 && info.denseLayers == 0);
        QVERIFY(!info.selectionBias); // what the router has is part of its logits
        QCOMPARE(info.gate, std::string("softmax"));
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

QTEST_APPLESS_MAIN(TestGptOssKeys)
#include "tst_gpt_oss_keys.moc"
