// The forward pass on the device: against the numbers of an independent engine, against the CPU reference, and itself.
#include "api/blocking_engine.h"
#include "reference/forward.h"
#include "run/step_runner.h"
#include "support/device_forms.h"
#include "support/kit.h"
#include "support/mixed_model.h"
#include "support/one_sequence.h"
#include "support/op_shapes.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

using namespace deepscope;

namespace {

// tests/data/golden: with F32 cache and F32 arithmetic the five best log-probabilities stay within this of float64.
constexpr double GoldenBound = 2e-3;
// F32 sums of a few hundred terms on both sides, over a handful of layers.
constexpr double ReferenceBound = 1e-3;
// Matrix-matrix and matrix-vector kernels add in different orders; nothing else differs.
constexpr double OrderBound = 1e-3;

const CancelFlag never = false;

QString modelFile(const QString &name) { return QStringLiteral(DEEPSCOPE_TEST_DATA "/golden/%1.gguf").arg(name); }

std::vector<int32_t> ids(const QJsonValue &list)
{
    std::vector<int32_t> tokens;
    for (const QJsonValue &value : list.toArray())
        tokens.push_back(value.toInt());
    return tokens;
}

QJsonObject golden(const QString &name)
{
    QFile file(QStringLiteral(DEEPSCOPE_TEST_DATA "/golden/%1.json").arg(name));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

LoadRequest requestFor(const QString &name, CacheType type = CacheType::F32)
{
    LoadRequest request;
    request.path = modelFile(name).toStdString();
    request.context = 320;
    request.cacheType = type;
    request.prepare = false;
    return request;
}

// Its beginning.
std::vector<int32_t> promptOf(const QString &name)
{
    std::vector<int32_t> tokens = ids(golden(name)["prompt"]);
    tokens.resize(std::min<size_t>(tokens.size(), 24));
    return tokens;
}

void ignoreProgress(const LoadProgress &) {}

constexpr std::array Models = {
    "ds2lite_old_f32", "ds2lite_new_f32", "ds2lite_new_f16", "ds2lite_spm_f16", "ds2v3_new_f32", "ds2v3_new_f16",
    "ds2q_q8_0",       "llama_f32",       "llama_f16",       "llamabpe_f16",    "qwen2_f32",     "qwen2_f16",
    "qwen2_bf16",      "r1qwen_f16",      "qwen3moe_f16",    "olmoe_f32",       "ds2q_q4_0",     "ds2q_q5_0",
    "ds2q_q3_k",       "ds2q_q4_k",       "ds2q_q5_k",       "ds2q_q6_k",       "ds2q_iq4_xs",   "qwenq_q8_0",
    "qwenq_q4_1",      "qwenq_q5_1",      "qwenq_q2_k",      "qwenq_q4_k",      "qwenq_iq4_nl",  "q35moe_f32",
    "q35moe_f16",      "q35moe_q8_0",     "q35moe_q4_k",     "q35dense_f32",    "q3next_f32",    "glm4moe_f32",
    "glm4moe_f16",     "glm4moe_q4_k",    "gptoss_f32",      "gptoss_f16",      "gptoss_mxfp4"};

// Some texts of any tokens, whose runs are numbered from 10 on.
std::vector<ScoreRequest> randomTexts(testing::Dice &dice, uint32_t vocabulary)
{
    std::vector<ScoreRequest> texts(dice.between(1, 3));
    for (ScoreRequest &text : texts) {
        text.run = 10 + uint32_t(&text - texts.data());
        text.tokens.resize(dice.between(2, 60));
        for (int32_t &token : text.tokens)
            token = int32_t(dice.between(0, vocabulary - 1));
        text.from = dice.between(0, uint32_t(text.tokens.size()) - 2);
    }
    return texts;
}

void addModels()
{
    QTest::addColumn<QString>("name");
    for (const char *name : Models)
        if (!testing::isLeftOut(name))
            QTest::newRow(name) << name;
}

} // namespace

class TestForward : public QObject {
    Q_OBJECT

    // Token by token and all at once.
    static void compareWithReference(const LoadRequest &request, const std::vector<int32_t> &tokens)
    {
        const GgufFile file(request.path);
        reference::Forward reference(file);
        ReadyModel model(request, ignoreProgress, never);
        StepRunner runner(model);
        testing::OneSequence sequence(model.cache());
        const auto feed = [&](uint32_t position, const std::vector<int32_t> &ids, testing::LogitsOf logits) {
            runner.run(sequence.rows(position, ids, logits), Tracing::RoutingAndTimes, never);
        };

        feed(0, tokens, testing::LogitsOf::All);
        std::vector<std::vector<float>> batch;
        std::vector<std::vector<ExpertHit>> batchRouting;
        for (uint32_t i = 0; i < tokens.size(); ++i) {
            batch.emplace_back(runner.logits(i).begin(), runner.logits(i).end());
            batchRouting.push_back(runner.routing(i));
        }
        // Every row of the cache becomes that of another token, so that a step which writes none is noticed.
        feed(0, {tokens.rbegin(), tokens.rend()}, testing::LogitsOf::Last);
        for (uint32_t i = 0; i < tokens.size(); ++i) {
            const std::vector<float> expected = reference::logSoftmax(reference.feed(tokens[i]));
            feed(i, {tokens[i]}, testing::LogitsOf::Last);
            const std::span<const float> one = runner.logits(0);
            const std::vector<float> &many = batch[i];
            const std::vector<float> actual = reference::logSoftmax(one);
            for (size_t v = 0; v < expected.size(); ++v) {
                QVERIFY(std::abs(actual[v] - expected[v]) < ReferenceBound);
                QVERIFY(std::abs(one[v] - many[v]) < OrderBound);
            }
            std::vector<ExpertHit> hits;
            for (const auto &layer : reference.routing())
                hits.insert(hits.end(), layer.begin(), layer.end());
            const std::vector<ExpertHit> stepHits = runner.routing(0), &batchHits = batchRouting[i];
            QCOMPARE(stepHits.size(), hits.size());
            for (size_t k = 0; k < hits.size(); ++k) {
                QCOMPARE(stepHits[k].expert, hits[k].expert);
                QCOMPARE(batchHits[k].expert, hits[k].expert);
                QVERIFY(std::abs(stepHits[k].weight - hits[k].weight) < ReferenceBound);
            }
        }
    }

    // Of a text that is cut at random places, each piece read beside other texts in any order: a beginning that was
    // read before is gone on from.
    static std::vector<ScoredPosition> scoresOfPieces(const QString &name, const std::vector<int32_t> &tokens,
                                                      uint32_t prompt)
    {
        constexpr uint32_t Own = 1;
        testing::Dice dice(uint32_t(std::ranges::find(Models, name.toStdString()) - Models.begin()));
        BlockingEngine engine;
        LoadRequest load = requestFor(name);
        load.sequences = 3;
        engine.load(load);
        std::vector<ScoredPosition> scored;
        const auto read = [&](const ScoreRequest &own) {
            std::vector<ScoreRequest> texts = randomTexts(dice, engine.model().info.vocabulary);
            texts.insert(texts.begin() + dice.between(0, uint32_t(texts.size())), own);
            engine.runToEnd({texts.begin(), texts.end()}, [&](const Event &event) {
                if (const auto *scores = std::get_if<Scores>(&event); scores && scores->run == Own)
                    scored = scores->positions;
            });
        };
        for (uint32_t cut = dice.between(2, prompt); cut < prompt; cut += dice.between(2, prompt))
            read({.run = Own, .tokens = {tokens.begin(), tokens.begin() + cut}, .from = cut - 2});
        read({.run = Own, .tokens = tokens, .from = prompt - 1, .candidates = 5});
        return scored;
    }

    static void compareWithGolden(const QString &name)
    {
        const QJsonObject json = golden(name);
        QVERIFY2(!json.isEmpty(), "golden numbers are missing");
        std::vector<int32_t> tokens = ids(json["prompt"]);
        const size_t prompt = tokens.size();
        const std::vector<int32_t> continuation = ids(json["continuation"]);
        tokens.insert(tokens.end(), continuation.begin(), continuation.end());

        const std::vector<ScoredPosition> scored = scoresOfPieces(name, tokens, uint32_t(prompt));
        QCOMPARE(scored.size(), continuation.size());
        const QJsonArray bestIds = json["reference"]["top5"].toArray();
        const QJsonArray bestLogprobs = json["reference"]["top5_logprob"].toArray();
        double largest = 0;
        for (size_t i = 0; i < scored.size(); ++i) {
            const QJsonArray expectedIds = bestIds[qsizetype(i)].toArray(),
                             expected = bestLogprobs[qsizetype(i)].toArray();
            for (size_t k = 0; k < 5; ++k)
                largest = std::max(largest, std::abs(scored[i].top[k].logprob - expected[qsizetype(k)].toDouble()));
            const double margin = expected[0].toDouble() - expected[1].toDouble();
            if (margin > 2 * GoldenBound)
                QCOMPARE(scored[i].top[0].token, expectedIds[0].toInt());
        }
        qInfo("%s: largest difference %.2e", qPrintable(name), largest);
        QVERIFY2(largest < GoldenBound, qPrintable(QString("seed %1").arg(testing::testSeed())));
    }

private slots:
    void init() { testing::useOwnForm(); }

    void matchesGolden_data() { addModels(); }
    void matchesGolden()
    {
        QFETCH(QString, name);
        compareWithGolden(name);
    }

    // As on a GPU, each model with a number of lanes that this device may not have.
    void matchesGoldenAsOnAGpu_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<size_t>("lanes");
        for (size_t i = 0; i < Models.size(); ++i) {
            const size_t lanes = 2 + i % 3;
            if (!testing::isLeftOut(Models[i]))
                QTest::addRow("%s, %s lanes", Models[i], testing::Lanes[lanes]) << QString(Models[i]) << lanes;
        }
    }
    void matchesGoldenAsOnAGpu()
    {
        QFETCH(QString, name);
        QFETCH(size_t, lanes);
        testing::useForm({testing::Loads[1], testing::Tiles[1], testing::Lanes[lanes]});
        compareWithGolden(name);
    }

    void matchesReferenceAndItself_data() { addModels(); }
    void matchesReferenceAndItself()
    {
        QFETCH(QString, name);
        compareWithReference(requestFor(name), promptOf(name));
    }

    // Files hold tensors of several types; the gates, ups and downs of one layer need not agree.
    void mixesTypes()
    {
        if (testing::isLeftOut("ds2q_q4_k"))
            QSKIP("the kit lacks the files");
        std::vector<std::filesystem::path> paths;
        for (const char *type : {"q4_k", "q6_k", "q5_0", "iq4_xs", "q3_k", "q8_0", "q4_0", "q5_k"})
            paths.push_back(requestFor(QString("ds2q_%1").arg(type)).path);
        const std::vector<uint8_t> bytes = testing::mixModels(paths);
        QTemporaryDir folder;
        LoadRequest request = requestFor("ds2q_q4_k");
        request.path = folder.filePath("mixed.gguf").toStdString();
        QFile file(folder.filePath("mixed.gguf"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(reinterpret_cast<const char *>(bytes.data()), qint64(bytes.size()));
        file.close();
        QVERIFY(GgufFile(request.path).requireTensor("blk.1.ffn_gate_exps.weight").type !=
                GgufFile(request.path).requireTensor("blk.1.ffn_up_exps.weight").type);
        compareWithReference(request, promptOf("ds2q_q4_k"));
    }

    // An F16 cache rounds keys and values to 11 bits: the golden page expects up to 0.1. A Q8_0 cache keeps 8 bits a
    // value, sixteen times coarser; in the dense models, where no router can flip, that stays below 0.3.
    void roundedCachesAreClose_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<CacheType>("type");
        QTest::addColumn<double>("bound");
        for (const char *name : {"ds2lite_new_f32", "llama_f32", "olmoe_f32"})
            QTest::addRow("%s f16", name) << name << CacheType::F16 << 0.1;
        for (const char *name : {"llama_f32", "qwen2_f32"})
            QTest::addRow("%s q8_0", name) << name << CacheType::Q8_0 << 0.3;
    }
    void roundedCachesAreClose()
    {
        QFETCH(QString, name);
        QFETCH(CacheType, type);
        QFETCH(double, bound);
        const std::vector<int32_t> tokens = ids(golden(name)["prompt"]);
        BlockingEngine exact, rounded;
        exact.load(requestFor(name));
        rounded.load(requestFor(name, type));
        const ScoreRequest request{.tokens = tokens};
        const auto a = exact.ask(request).positions, b = rounded.ask(request).positions;
        double largest = 0;
        for (size_t i = 0; i < a.size(); ++i)
            largest = std::max(largest, double(std::abs(a[i].logprob - b[i].logprob)));
        qInfo("largest difference %.2e", largest);
        QVERIFY(largest < bound);
        QVERIFY(largest > 0); // it did round
        QVERIFY(rounded.model().memory.cacheBytes < exact.model().memory.cacheBytes);
    }

    void oneRecordingServesEveryStep()
    {
        ReadyModel model(requestFor("ds2v3_new_f32"), ignoreProgress, never);
        StepRunner runner(model);
        testing::OneSequence sequence(model.cache());
        std::vector<std::vector<float>> first;
        for (int round = 0; round < 2; ++round)
            for (uint32_t i = 0; i < 20; ++i) {
                runner.run(sequence.rows(i, {int32_t(3 + i)}, testing::LogitsOf::Last), Tracing::RoutingAndTimes,
                           never);
                const std::span<const float> logits = runner.logits(0);
                if (round == 0)
                    first.emplace_back(logits.begin(), logits.end());
                else
                    QVERIFY(std::equal(logits.begin(), logits.end(), first[i].begin()));
            }
    }
};

QTEST_GUILESS_MAIN(TestForward)
#include "tst_forward.moc"
