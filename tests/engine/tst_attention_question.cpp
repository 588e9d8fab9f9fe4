// What the heads of whole models look at, against a recomputation in float64; and sums over all tokens of a text
// against the questions about each.
#include "api/blocking_engine.h"
#include "model/gguf_file.h"
#include "reference/forward.h"
#include "support/golden_model.h"
#include "support/kit.h"

#include <QTest>

#include <cmath>

using namespace deepscope;

namespace {

// The engine's activations are in float: scores of up to some tens are right to about 1e-5 of that, and an error e of a
// score moves a weight of the softmax by e of its size.
constexpr double ScoreBound = 2e-4, MassBound = 5e-5;

std::unique_ptr<BlockingEngine> open(const std::filesystem::path &path, CacheType type = CacheType::F32)
{
    auto engine = std::make_unique<BlockingEngine>();
    engine->load({.path = path.string(), .context = 256, .cacheType = type, .prepare = false});
    return engine;
}

std::vector<int32_t> textOf(const GoldenModel &golden)
{
    std::vector<int32_t> text = golden.prompt;
    text.insert(text.end(), golden.continuation.begin(), golden.continuation.end());
    return text;
}

struct HeadScores {
    uint32_t heads = 0;
    std::vector<double> both; // 2 heads x positions, as of reference::attentionScores
};

// Of the last row of a text.
HeadScores scoresOf(const LayerShape &shape, const reference::LayerText<double> &layer, size_t positions)
{
    HeadScores scores;
    if (const auto *latent = std::get_if<LatentAttention>(&shape.mixer)) {
        const size_t width = size_t(latent->heads) * (latent->latent + latent->rope);
        scores.heads = latent->heads;
        scores.both.resize(2 * scores.heads * positions);
        reference::attentionScores<double>({layer.latent.absorbed.data() + layer.latent.absorbed.size() - width, width},
                                           layer.latent.cache, {latent->heads, 1, latent->latent + latent->rope, 0},
                                           latent->latent, latent->scale, scores.both);
        return scores;
    }
    const auto &grouped = std::get<GroupedAttention>(shape.mixer);
    scores.heads = grouped.heads;
    scores.both.resize(2 * scores.heads * positions);
    reference::attentionScores<double>(layer.grouped.queries, layer.grouped.keys,
                                       {grouped.heads, grouped.keyValueHeads, grouped.head(), 0}, grouped.head(),
                                       grouped.scale, scores.both);
    return scores;
}

} // namespace

class TestAttentionQuestion : public QObject {
    Q_OBJECT

private slots:
    void equalsFloat64_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name : {"ds2lite_old_f32", "ds2lite_new_f16", "ds2v3_new_f32", "ds2q_q4_k", "llama_f16",
                                 "qwen2_f32", "qwen3moe_f16", "olmoe_f32", "default"})
            if (!testing::isLeftOut(name))
                QTest::newRow(name) << name;
    }
    void equalsFloat64()
    {
        QFETCH(QString, name);
        const GoldenModel golden(name);
        const std::vector<int32_t> text = textOf(golden);
        const auto engine = open(golden.path);
        const AttentionAnswer answer = engine->ask(AttentionQuestion{.tokens = text, .layer = 1});

        const GgufFile file(golden.path);
        const Hyperparameters hyper = readHyperparameters(file);
        const auto weights = reference::readParameters<double>(file);
        reference::TextRows<double> rows;
        for (const int32_t token : text)
            reference::feed(weights, hyper, token, {}, rows);
        QCOMPARE(answer.layers.size(), size_t(hyper.layerCount()));
        double worstScore = 0, worstMass = 0;
        for (uint32_t i = 0; i < hyper.layerCount(); ++i) {
            const AttendedLayer &layer = answer.layers[i];
            const HeadScores expected = scoresOf(hyper.layers[i], rows.layers[i], text.size());
            const bool latent = std::holds_alternative<LatentAttention>(hyper.layers[i].mixer);
            QCOMPARE(layer.layer, i);
            QCOMPARE(layer.heads, expected.heads);
            QCOMPARE(size_t(layer.positions), text.size());
            QCOMPARE(layer.rope.size(), latent ? layer.content.size() : 0);
            QVERIFY(layer.received.empty());
            const std::vector<float> mass = attentionMass(layer);
            for (size_t head = 0; head < layer.heads; ++head) {
                const double *content = expected.both.data() + 2 * head * text.size(), *rope = content + text.size();
                double sum = 0, largest = -1e300;
                for (size_t p = 0; p < text.size(); ++p)
                    largest = std::max(largest, content[p] + rope[p]);
                for (size_t p = 0; p < text.size(); ++p)
                    sum += std::exp(content[p] + rope[p] - largest);
                for (size_t p = 0; p < text.size(); ++p) {
                    const size_t at = head * text.size() + p;
                    worstScore = std::max(worstScore, std::abs(layer.content[at] - content[p]));
                    if (latent)
                        worstScore = std::max(worstScore, std::abs(layer.rope[at] - rope[p]));
                    worstMass =
                        std::max(worstMass, std::abs(mass[at] - std::exp(content[p] + rope[p] - largest) / sum));
                }
            }
        }
        qInfo("scores differ by at most %.2g, masses by %.2g", worstScore, worstMass);
        QVERIFY(worstScore < ScoreBound);
        QVERIFY(worstMass < MassBound);
    }

    // Groups of readers, each token by itself; and what is asked changes nothing of what is asked next.
    void sumsAreOfEachToken()
    {
        const GoldenModel golden("default");
        std::vector<int32_t> text = textOf(golden);
        text.resize(40);
        const auto engine = open(golden.path, CacheType::F16);
        AttentionQuestion question{.tokens = text};
        for (size_t i = 0; i < text.size(); ++i)
            question.groups.push_back(uint8_t(i < 10 ? 0 : i < 25 ? 2 : 1));
        const AttentionAnswer all = engine->ask(question);
        const size_t layers = all.layers.size(), groups = 3;
        std::vector<std::vector<double>> received(layers, std::vector<double>(groups * text.size()));
        AttentionAnswer one;
        for (size_t i = 0; i < text.size(); ++i) {
            one = engine->ask(AttentionQuestion{.tokens = {text.begin(), text.begin() + ptrdiff_t(i) + 1}});
            for (size_t layer = 0; layer < layers; ++layer) {
                const std::vector<float> mass = attentionMass(one.layers[layer]);
                for (size_t at = 0; at < mass.size(); ++at)
                    received[layer][question.groups[i] * text.size() + at % (i + 1)] +=
                        double(mass[at]) / one.layers[layer].heads;
            }
        }
        for (size_t layer = 0; layer < layers; ++layer) {
            QCOMPARE(all.layers[layer].received.size(), groups * text.size());
            QVERIFY(all.layers[layer].content == one.layers[layer].content); // to the bit: of the last token
            double sum = 0;
            for (size_t at = 0; at < received[layer].size(); ++at) {
                QVERIFY(std::abs(all.layers[layer].received[at] - received[layer][at]) < 1e-5);
                sum += received[layer][at];
            }
            QVERIFY(std::abs(sum - double(text.size())) < 1e-4);              // each token gives away one
            QCOMPARE(all.layers[layer].received[2 * text.size() + 30], 0.0F); // 10 to 24 cannot see 30
        }
    }

    // Beside another question, and beside one about routers, in the same steps.
    void doesNotDependOnCompany()
    {
        const GoldenModel golden("default");
        const std::vector<int32_t> text = textOf(golden);
        const auto engine = open(golden.path);
        const AttentionQuestion first{.run = 1, .tokens = text};
        const AttentionQuestion second{.run = 2, .tokens = {text.begin(), text.begin() + 20}};
        RouterQuestion routers{.run = 3, .tokens = {text.begin(), text.begin() + 30}};
        const AttentionAnswer alone = engine->ask(first), otherAlone = engine->ask(second);
        for (const bool grouped : {false, true}) {
            AttentionQuestion beside = second;
            if (grouped)
                beside.groups.assign(beside.tokens.size(), 0);
            AttentionAnswer answers[2];
            engine->runToEnd({first, routers, beside}, [&](const Event &event) {
                if (const auto *answer = std::get_if<AttentionAnswer>(&event))
                    answers[answer->run - 1] = *answer;
            });
            for (size_t layer = 0; layer < alone.layers.size(); ++layer) {
                QVERIFY(answers[0].layers.at(layer).content == alone.layers[layer].content);
                QVERIFY(answers[0].layers[layer].rope == alone.layers[layer].rope);
                QVERIFY(answers[1].layers.at(layer).content == otherAlone.layers[layer].content);
            }
        }
    }

    void refusesWhatThereIsNot()
    {
        const GoldenModel golden("ds2lite_new_f16");
        const auto engine = open(golden.path);
        const auto refused = [&](const AttentionQuestion &question, const char *part) {
            try {
                engine->ask(question);
            } catch (const Error &error) {
                return std::string(error.what()).find(part) != std::string::npos;
            }
            return false;
        };
        QVERIFY(refused({}, "not of 0"));
        QVERIFY(refused({.tokens = std::vector<int32_t>(257, 1)}, "not of 257"));
        QVERIFY(refused({.tokens = {1, 1 << 30}}, "vocabulary"));
        QVERIFY(refused({.tokens = {1}, .layer = 99}, "none of number 99"));
        QVERIFY(refused({.tokens = {1, 2}, .groups = {0}}, "one group"));
        QVERIFY(refused({.tokens = {1}, .groups = {MostReaderGroups}}, "one group"));
        QCOMPARE(engine->ask(AttentionQuestion{.tokens = {1}}).layers.size(),
                 size_t(engine->model().info.layers)); // and goes on
        const AttentionAnswer one = engine->ask(AttentionQuestion{.tokens = {1}});
        for (const float mass : attentionMass(one.layers.front()))
            QCOMPARE(mass, 1.0F);
    }
};

QTEST_GUILESS_MAIN(TestAttentionQuestion)
#include "tst_attention_question.moc"
