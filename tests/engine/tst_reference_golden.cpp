// The CPU reference, which is the truth for the shaders, against float64 numbers of an independent implementation.
#include "model/gguf_file.h"
#include "reference/forward.h"
#include "support/golden_model.h"
#include "support/kit.h"
#include "support/tiny_deepseek2.h"

#include <QTest>

#include <cmath>

using namespace deepscope;

namespace {

// Both round weights not at all and sum in double; what differs is that ours keeps activations in float.
constexpr double Bound = 5e-5;

std::vector<std::vector<float>> logprobsOf(reference::Forward &forward, const std::vector<int32_t> &tokens)
{
    std::vector<std::vector<float>> rows;
    for (int32_t token : tokens)
        rows.push_back(reference::logSoftmax(forward.feed(token)));
    return rows;
}

double largestDifference(const std::vector<float> &a, const std::vector<float> &b)
{
    double largest = 0;
    for (size_t i = 0; i < a.size(); ++i)
        largest = std::max(largest, std::abs(double(a[i]) - b[i]));
    return largest;
}

} // namespace

class TestReferenceGolden : public QObject {
    Q_OBJECT
private slots:
    void matchesFloat64_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name :
             {"ds2lite_old_f32", "ds2lite_new_f32", "ds2lite_new_f16", "ds2lite_spm_f16", "ds2v3_new_f32",
              "ds2v3_new_f16",   "ds2q_q8_0",       "llama_f32",       "llama_f16",       "llamabpe_f16",
              "qwen2_f32",       "qwen2_f16",       "qwen2_bf16",      "r1qwen_f16",      "qwen3moe_f16",
              "olmoe_f32",       "ds2q_q4_0",       "ds2q_q5_0",       "ds2q_q3_k",       "ds2q_q4_k",
              "ds2q_q5_k",       "ds2q_q6_k",       "ds2q_iq4_xs",     "qwenq_q8_0",      "qwenq_q4_1",
              "qwenq_q5_1",      "qwenq_q2_k",      "qwenq_q4_k",      "qwenq_iq4_nl",    "q35moe_f32",
              "q35moe_f16",      "q35moe_q8_0",     "q35moe_q4_k",     "q35dense_f32",    "q3next_f32",
              "glm4moe_f32",     "glm4moe_f16",     "glm4moe_q4_k",    "gptoss_f32",      "gptoss_f16",
              "gptoss_mxfp4",    "default"})
            if (!testing::isLeftOut(name))
                QTest::newRow(name) << name;
    }
    void matchesFloat64()
    {
        QFETCH(QString, name);
        const GoldenModel golden(name);
        const GgufFile file(golden.path);
        reference::Forward forward(file);
        std::vector<int32_t> tokens = golden.prompt;
        tokens.insert(tokens.end(), golden.continuation.begin(), golden.continuation.end());
        const auto rows = logprobsOf(forward, tokens);
        double largest = 0;
        for (size_t i = 0; i < golden.best.size(); ++i)
            for (const auto &[token, logprob] : golden.best[i])
                largest = std::max(largest, std::abs(rows[golden.prompt.size() - 1 + i][size_t(token)] - logprob));
        qInfo("largest difference %.1e", largest);
        QVERIFY(largest < Bound);
    }

    // attn_kv_b and its two halves are the same numbers in two files.
    void bothFileFormsAgree()
    {
        const GgufFile joint(GoldenModel("ds2lite_old_f32").path), split(GoldenModel("ds2lite_new_f32").path);
        reference::Forward a(joint), b(split);
        for (int32_t token : {14, 51, 88, 125, 162})
            QVERIFY(largestDifference(a.feed(token), b.feed(token)) < Bound);
    }

    void resetForgets()
    {
        const GgufFile file(GoldenModel("ds2v3_new_f16").path);
        reference::Forward forward(file);
        const auto first = logprobsOf(forward, {3, 4, 5});
        QVERIFY(logprobsOf(forward, {3, 4, 5}) != first); // the cache counts
        forward.reset();
        QCOMPARE(logprobsOf(forward, {3, 4, 5}), first);
    }

    void keepsTheRouting()
    {
        const GgufFile file(GoldenModel("ds2v3_new_f16").path);
        reference::Forward forward(file);
        forward.feed(3);
        QCOMPARE(forward.routing().size(), size_t(3));
        for (const auto &layer : forward.routing()) {
            QCOMPARE(layer.size(), size_t(4));
            double sum = 0;
            for (const ExpertHit &hit : layer) {
                QVERIFY(hit.expert < 16);
                sum += hit.weight;
            }
            QVERIFY(std::abs(sum - 2.5) < 1e-5); // normalised, then times the scale
        }
    }

    // A query LoRA, a joint key and value, tied output, dense layers: every branch that the golden files leave out.
    void runsTinyVariants()
    {
        TinyDeepseek2 tiny;
        tiny.useJointKeyValue();
        tiny.useQueryLatent(5);
        tiny.tensors.erase("output.weight");
        tiny.unsignedKeys["expert_shared_count"] = 0;
        for (const char *part : {"ffn_gate_shexp.weight", "ffn_up_shexp.weight", "ffn_down_shexp.weight"})
            tiny.removeTensorOfAllLayers(part);
        const std::vector<uint8_t> bytes = tiny.bytes();
        const GgufFile file(bytes, "tiny");
        reference::Forward forward(file);
        for (int32_t token : {0, 4, 2}) {
            const std::vector<float> logprobs = reference::logSoftmax(forward.feed(token));
            double sum = 0;
            for (float logprob : logprobs)
                sum += std::exp(double(logprob));
            QVERIFY(std::abs(sum - 1) < 1e-6);
        }
    }
};

QTEST_APPLESS_MAIN(TestReferenceGolden)
#include "tst_reference_golden.moc"
