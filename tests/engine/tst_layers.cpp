// Layers that differ from each other, as no file of today's architectures can say it: what they keep, what is planned
// for them, and what they compute; and layers whose owner keeps everything that they write.
#include "catalog/model_description.h"
#include "model/forward_pass.h"
#include "model/memory_planner.h"
#include "reference/forward.h"
#include "support/device_forms.h"
#include "support/kept_layers.h"
#include "support/tiny_run.h"
#include "support/unlike_model.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstring>

using namespace deepscope;

namespace {

constexpr double Bound = 1e-4; // of a handful of F32 sums of a few terms each

std::vector<float> valuesOf(const GgufFile &file, const std::string &name)
{
    const std::vector<uint8_t> bytes = file.readTensor(file.requireTensor(name));
    std::vector<float> values(bytes.size() / sizeof(float));
    std::memcpy(values.data(), bytes.data(), bytes.size());
    return values;
}

} // namespace

class TestLayers : public QObject {
    Q_OBJECT

    const std::vector<uint8_t> m_bytes = UnlikeModel().bytes();
    const GgufFile m_file{m_bytes, "unlike"};
    const Hyperparameters m_hyper = UnlikeModel::hyperparameters();
    testing::Benches m_benches;

    // y is the norm of x, in groups of weight.size() columns.
    void compareNorm(const gpu::Tensor &x, const gpu::Tensor &y, const std::string &weightName)
    {
        const std::vector<float> weight = valuesOf(m_file, weightName);
        const testing::DeviceValues from = m_benches.of().read(x);
        std::vector<float> expected(from.size());
        for (size_t at = 0; at < from.size(); at += weight.size())
            reference::rmsNorm(reference::Values(from).subspan(at, weight.size()), weight, m_hyper.normEpsilon,
                               reference::Output(expected).subspan(at, weight.size()));
        COMPARE_VALUES(m_benches.of().read(y), expected, Bound);
    }

private slots:
    void statesSayWhatEachLayerKeeps()
    {
        const std::vector<LayerState> states = layerStates(m_hyper);
        QCOMPARE(states.size(), size_t(7));
        QVERIFY(states[0] == (LayerState{{{2, 6, {{"keys", 12}}}, {2, 5, {{"values", 10}}}}}));
        QVERIFY(states[1] == (LayerState{{{1, 8, {{"latent", 6}, {"rope_key", 2}}}}}));
        QVERIFY(states[2] == (LayerState{{{1, 9, {{"latent", 7}, {"rope_key", 2}}}}}));
        QVERIFY(states[3] == (LayerState{{{1, 2, {{"keys", 2}}}, {1, 2, {{"values", 2}}}}}));
        QVERIFY(states[4] == (LayerState{{}, {{"matrices", 4 * 3 * 3}, {"tail", 3 * 24}}}));
        QVERIFY(states[5] == (LayerState{{{2, 5, {{"keys", 10}}}, {2, 5, {{"values", 10}}}}, {}}));
        QVERIFY(states[6] == (LayerState{{}, {{"matrices", 6 * 5 * 5}, {"tail", 2 * 50}}}));
        QVERIFY(states[0].numbers() == 22 && states[4].numbers() == 0);
    }

    // Each head is padded to 16 F16 numbers, 32 bytes.
    void planIsOfTheList()
    {
        const MemoryPlan plan = planMemory(m_file, m_hyper, 33, CacheType::F16);
        QCOMPARE(plan.layers.size(), size_t(7));
        QCOMPARE(plan.layers[0].parts[0].name, std::string("keys"));
        QCOMPARE(plan.layers[0].parts[1].bytesPerToken, uint64_t(64));
        QCOMPARE(plan.layers[1].parts[0].bytesPerToken, uint64_t(12));
        QCOMPARE(plan.layers[1].parts[1].bytesPerToken, uint64_t(20));
        QCOMPARE(plan.layers[3].parts[1].bytesPerToken, uint64_t(32));
        QVERIFY(plan.layers[4].parts.empty());
        QCOMPARE(plan.cacheBytesPerToken(), uint64_t(128 + 32 + 32 + 64 + 128));
        QCOMPARE(plan.cacheBytes, plan.cacheBytesPerToken() * 64);
        QCOMPARE(plan.largestCachePiece(), uint64_t(64 * 64));
        QCOMPARE(plan.elementsPerToken.model, uint64_t(22 + 8 + 9 + 4 + 20));
        QCOMPARE(plan.elementsPerToken.mha, uint64_t(4 * 11 + 2 * 9 + 3 * 9 + 3 * 4 + 4 * 10));
        QCOMPARE(plan.elementsPerToken.mqa, uint64_t(11 + 9 + 9 + 4 + 10));
        QVERIFY(plan.bytesPerState >= (36 + 72 + 150 + 100) * sizeof(float));
    }

    void planIsWhatIsReserved()
    {
        for (const CacheType type : {CacheType::F32, CacheType::F16, CacheType::Q8_0}) {
            const testing::TinyRun run(m_benches.of(), m_file, m_hyper, type);
            const MemoryPlan plan = planMemory(m_file, m_hyper, testing::TinyRun::Context, type);
            const uint64_t states = plan.bytesPerState * run.cache.stateSlots(); // of which a bare cache has the fewest
            QVERIFY(run.cache.stateSlots() == FewestStateSlots && plan.stateSlots() > FewestStateSlots);
            QCOMPARE(run.cache.bytes(), plan.cacheBytes + states);
            QCOMPARE(run.cache.bytesOf(1), plan.cacheBytesPerToken());
        }
    }

    // Layers share what they write to: the widest of each counts, once.
    void blocksAreOfTheWidestLayer()
    {
        const auto blocks = [](const std::vector<LayerShape> &layers) {
            Hyperparameters hyper = UnlikeModel::hyperparameters();
            hyper.layers = layers;
            return std::pair(attentionBlock(hyper, 8), activationBlock(hyper, 8));
        };
        MemoryBlock attention, activations;
        for (const LayerShape &layer : UnlikeModel::shapes()) {
            const auto [mixer, rest] = blocks({layer});
            attention = {std::max(attention.bytes, mixer.bytes), std::max(attention.largest, mixer.largest)};
            activations = {std::max(activations.bytes, rest.bytes), std::max(activations.largest, rest.largest)};
        }
        QVERIFY(blocks(UnlikeModel::shapes()) == std::pair(attention, activations));
    }

    void infoTellsDenseLayersAndExperts()
    {
        Hyperparameters hyper = m_hyper;
        hyper.layers = {m_hyper.layers[1], m_hyper.layers[2]};
        const ModelInfo info = readModelInfo(m_file, hyper);
        QCOMPARE(info.layers, 2U);
        QCOMPARE(info.denseLayers, 1U);
        QCOMPARE(info.experts, 3U);
        QCOMPARE(info.expertsUsed, 1U);
        QCOMPARE(info.heads, 2U);
        QCOMPARE(info.latent, 6U);
        hyper.layers = {m_hyper.layers[3]};
        const ModelInfo dense = readModelInfo(m_file, hyper);
        QVERIFY(dense.denseLayers == 1 && dense.experts == 0 && dense.latent == 0 && dense.gate.empty());
    }

    void matchReference_data()
    {
        QTest::addColumn<testing::DeviceForm>("form");
        for (const testing::DeviceForm &form :
             {testing::DeviceForm(), testing::DeviceForm{testing::Loads[1], testing::Tiles[1], testing::Lanes[3]}})
            QTest::newRow(form.name().c_str()) << form;
    }
    void matchReference()
    {
        QFETCH(testing::DeviceForm, form);
        reference::Forward reference(m_file, m_hyper);
        testing::TinyRun run(m_benches.of(form), m_file, m_hyper, CacheType::F32);
        const std::vector<int32_t> tokens = {0, 4, 2, 1, 3, 3, 0, 2};
        std::vector<std::vector<float>> rows = run.feed(0, {tokens.begin(), tokens.begin() + 6});
        for (uint32_t i = 6; i < tokens.size(); ++i)
            rows.push_back(run.feed(i, {tokens[i]}).front());
        for (size_t i = 0; i < tokens.size(); ++i) {
            const std::vector<float> expected = reference.feed(tokens[i]);
            for (size_t v = 0; v < expected.size(); ++v)
                QVERIFY2(std::abs(rows[i][v] - expected[v]) < Bound * (1 + std::abs(expected[v])),
                         qPrintable(QString("token %1: %2 instead of %3").arg(i).arg(rows[i][v]).arg(expected[v])));
        }
        QCOMPARE(run.step.routing.size(), size_t(4));
        for (uint32_t layer = 1; layer < 4; ++layer)
            QCOMPARE(run.step.routingIds(0, layer, 0)[0], uint32_t(reference.routing()[layer][0].expert));
    }

    // The same bits, and every op's input is there afterwards.
    void keepWhatTheirOwnerKeepsApart()
    {
        const std::vector<int32_t> tokens = {0, 4, 2, 1, 3};
        const auto count = uint32_t(tokens.size());
        testing::TinyRun shared(m_benches.of(), m_file, m_hyper, CacheType::F32);
        testing::TinyRun own(m_benches.of(), m_file, m_hyper, CacheType::F32);
        testing::KeptLayers kept(own, m_benches.of().device(), count);
        const auto record = [&](gpu::Commands &commands, StageClock &clock, const StepShape &shape) {
            kept.record(commands, clock, shape);
        };
        QCOMPARE(own.feed(0, tokens, record), shared.feed(0, tokens));
        for (uint32_t i = 0; i < m_hyper.layerCount(); ++i) {
            const std::string block = "blk." + std::to_string(i) + ".";
            const bool latent = kept.latents.contains(i), mixture = kept.mixtures.contains(i);
            const gpu::Tensor &normed = latent                    ? kept.latents[i].a.normed
                                        : kept.deltas.contains(i) ? kept.deltas[i].a.normed
                                                                  : kept.groups[i].a.normed;
            compareNorm(kept.x[2 * i], normed, block + "attn_norm.weight");
            compareNorm(kept.x[2 * i + 1], mixture ? kept.mixtures[i].a.normed : kept.units[i].a.normed,
                        block + "ffn_norm.weight");
        }
        const LatentActivations &lora = kept.latents[1].a;
        compareNorm(lora.queryLatent, lora.queryLatentNormed, "blk.1.attn_q_a_norm.weight");
        const GroupedActivations &heads = kept.groups[0].a;
        compareNorm(heads.query, heads.queryNormed, "blk.0.attn_q_norm.weight");
        compareNorm(heads.key, heads.keyNormed, "blk.0.attn_k_norm.weight");
        compareRotation(heads.queryNormed, heads.queryRotated, std::get<GroupedAttention>(m_hyper.layers[0].mixer));
        compareRotation(kept.groups[3].a.key, kept.groups[3].a.keyRotated,
                        std::get<GroupedAttention>(m_hyper.layers[3].mixer));
    }

private:
    // Row t is of position t.
    void compareRotation(const gpu::Tensor &x, const gpu::Tensor &y, const GroupedAttention &shape)
    {
        std::vector<float> expected = m_benches.of().read(x);
        for (size_t at = 0; at < expected.size(); at += shape.head())
            reference::rope(reference::Output(expected).subspan(at, shape.rope), uint32_t(at / x.columns),
                            m_hyper.ropeFrequencies, m_hyper.ropePairing);
        COMPARE_VALUES(m_benches.of().read(y), expected, Bound);
    }
};

QTEST_GUILESS_MAIN(TestLayers)
#include "tst_layers.moc"
