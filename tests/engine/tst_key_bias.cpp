// Qwen2's keys with a bias of several hundred in some columns: a cache of Q8_0 keeps such layers in F16, and says so.
#include "model/key_bias.h"
#include "model/kv_cache.h"
#include "model/memory_planner.h"
#include "support/device_forms.h"
#include "support/gguf_draft.h"
#include "support/model_logits.h"
#include "synth/shaped_model.h"
#include "synth/synthetic_vocabulary.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <cstring>

using namespace deepscope;
using namespace deepscope::testing;

namespace {

constexpr uint32_t Vocabulary = 512, Head = 128, KeyHeads = 2, Layers = 2;

Shape qwen()
{
    Shape shape;
    shape.name = "key bias";
    shape.ropeBase = 1000000;
    shape.attentionBias = true;
    shape.hyper.architecture = "qwen2";
    shape.hyper.vocabulary = Vocabulary;
    shape.hyper.contextLength = 256;
    shape.hyper.embedding = 64;
    shape.layers = Layers;
    shape.mixer = GroupedAttention{.heads = 4, .keyValueHeads = KeyHeads, .rope = Head, .value = Head};
    shape.feedForwards = {Layers, {128}, {}};
    return shape;
}

// `size`: of the bias of the first layer in the columns of each head that turn slowest, of either sign.
GgufDraft draftWith(float size)
{
    const std::vector<uint8_t> bytes = makeShapedModel(qwen(), TensorType::F32, {}, "key bias", [](GgufWriter &writer) {
                                           setSyntheticVocabulary(writer, Vocabulary);
                                       }).file.bytes();
    GgufDraft draft(GgufFile(bytes, "made"));
    GgufDraft::Tensor &bias = draft.tensor("blk.0.attn_k.bias");
    std::vector<float> values(KeyHeads * Head);
    std::memcpy(values.data(), bias.data.data(), bias.data.size());
    for (uint32_t head = 0; head < KeyHeads; ++head)
        for (const uint32_t column : {60U, 62U, 63U, 125U, 127U})
            values[head * Head + column] = column % 2 ? size : -size;
    std::memcpy(bias.data.data(), values.data(), bias.data.size());
    return draft;
}

std::vector<double> logProbabilities(const std::filesystem::path &model, CacheType cache)
{
    const std::vector<uint32_t> bits = logitsOf(model, cache);
    std::vector<double> all;
    for (size_t row = 0; row < bits.size(); row += Vocabulary) {
        std::vector<float> logits(Vocabulary);
        std::memcpy(logits.data(), bits.data() + row, Vocabulary * sizeof(float));
        const float largest = *std::ranges::max_element(logits);
        double sum = 0;
        for (const float logit : logits)
            sum += std::exp(double(logit) - largest);
        for (const float logit : logits)
            all.push_back(logit - largest - std::log(sum));
    }
    return all;
}

// What a cache of Q8_0 changes in the log-probabilities, on average.
double errorOf(const std::filesystem::path &model)
{
    const std::vector<double> a = logProbabilities(model, CacheType::Q8_0), b = logProbabilities(model, CacheType::F32);
    double sum = 0;
    for (size_t i = 0; i < a.size(); ++i)
        sum += std::abs(a[i] - b[i]);
    return sum / double(a.size());
}

std::vector<bool> largeIn(const GgufDraft &draft)
{
    const std::vector<uint8_t> bytes = draft.bytes();
    std::vector<bool> large;
    for (const LayerShape &layer : readHyperparameters(GgufFile(bytes, "made")).layers)
        large.push_back(std::get<GroupedAttention>(layer.mixer).largeKeyBias);
    return large;
}

} // namespace

class TestKeyBias : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;

    std::filesystem::path write(float size) const
    {
        const std::filesystem::path path = m_folder.filePath(QString::number(size)).toStdString();
        writeFile(path, draftWith(size).bytes());
        return path;
    }

private slots:
    void initTestCase() { useOwnForm(); }

    void theFileTells()
    {
        QCOMPARE(largeIn(draftWith(MostKeyBiasForBlocks)), (std::vector<bool>{false, false}));
        QCOMPARE(largeIn(draftWith(MostKeyBiasForBlocks * 1.01F)), (std::vector<bool>{true, false}));
        QCOMPARE(largeIn(draftWith(-300)), (std::vector<bool>{true, false}));
        QCOMPARE(largeIn(draftWith(NAN)), (std::vector<bool>{false, false}));
        QCOMPARE(largeIn(draftWith(INFINITY)), (std::vector<bool>{true, false}));
    }

    // Without that the error is forty times as large.
    void answersStayAsExact()
    {
        const double usual = errorOf(write(0)), large = errorOf(write(300));
        QVERIFY2(usual > 0 && large < 5 * usual, qPrintable(QString("%1, usually %2").arg(large).arg(usual)));
    }

    void thePlanSaysSo()
    {
        const GgufFile file(write(300));
        const Hyperparameters hyper = readHyperparameters(file);
        const auto plan = [&](CacheType type) { return planMemory(file, hyper, 40, type); };
        const MemoryPlan eight = plan(CacheType::Q8_0), half = plan(CacheType::F16);
        QCOMPARE(eight.layers[0].parts[0].bytesPerToken, half.layers[0].parts[0].bytesPerToken);
        QCOMPARE(eight.layers[0].parts[1].bytesPerToken, half.layers[0].parts[1].bytesPerToken);
        for (const size_t part : {0U, 1U}) {
            QCOMPARE(eight.layers[1].parts[part].bytesPerToken, uint64_t(KeyHeads * Head / 32 * 34));
            QVERIFY(eight.layers[0].parts[part].finer && !eight.layers[1].parts[part].finer);
        }
        QCOMPARE(eight.cacheBytes, eight.cacheBytesPerToken() * eight.cacheTokens());
        QCOMPARE(eight.largestCachePiece(), half.largestCachePiece());
        QCOMPARE(finerLayersSentence(eight).substr(0, 36), std::string("1 of 2 layers keep F16 in the cache:"));
        for (const CacheType type : {CacheType::F32, CacheType::F16})
            QVERIFY(plan(type).finerLayers() == 0 && finerLayersSentence(plan(type)).empty());
        const MemoryPlan longer = planForContext(eight, 80);
        QVERIFY(longer.finerLayers() == 1 && longer.cacheBytes == 96 * eight.cacheBytesPerToken());
        const gpu::Device device;
        const KvCache cache(device, layerStates(hyper), {uint32_t(eight.cacheTokens())}, CacheType::Q8_0);
        QCOMPARE(cache.bytes(), eight.cacheBytes);
        QCOMPARE(cache.bytesOf(1), eight.cacheBytesPerToken());
    }
};

QTEST_GUILESS_MAIN(TestKeyBias)
#include "tst_key_bias.moc"
