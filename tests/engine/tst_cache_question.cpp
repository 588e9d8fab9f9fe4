// What the cache holds of a text, as it is asked of whole models, against a recomputation in float64.
#include "api/blocking_engine.h"
#include "model/gguf_file.h"
#include "reference/forward.h"
#include "support/golden_model.h"
#include "support/kit.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace deepscope;

namespace {

std::unique_ptr<BlockingEngine> open(const std::filesystem::path &path, CacheType type = CacheType::F32,
                                     uint32_t sequences = 1)
{
    auto engine = std::make_unique<BlockingEngine>();
    engine->load({.path = path.string(), .context = 256, .cacheType = type, .sequences = sequences, .prepare = false});
    return engine;
}

std::vector<int32_t> textOf(const GoldenModel &golden)
{
    std::vector<int32_t> text = golden.prompt;
    text.insert(text.end(), golden.continuation.begin(), golden.continuation.end());
    return text;
}

std::vector<int32_t> firstOf(const std::vector<int32_t> &text, size_t count)
{
    return {text.begin(), text.begin() + ptrdiff_t(count)};
}

CacheAnswer askAll(BlockingEngine &engine, const std::vector<int32_t> &text)
{
    return engine.ask(CacheQuestion{.tokens = text, .layers = engine.model().info.layers});
}

bool same(const CacheAnswer &one, const CacheAnswer &other) // to the bit
{
    return std::ranges::equal(one.layers, other.layers, [](const CachedLayer &a, const CachedLayer &b) {
        return a.layer == b.layer && a.positions == b.positions &&
               std::ranges::equal(a.parts, b.parts, [](const CachedPart &x, const CachedPart &y) {
                   return x.name == y.name && x.heads == y.heads && x.columns == y.columns && x.values == y.values;
               });
    });
}

// Rows as the cache keeps them together: of latent attention one kind, [c_KV | k_R]; else keys, and values.
struct Kind {
    size_t width = 0; // of a row
    std::vector<double> expected, actual;

    double size() const // the largest of all that was expected
    {
        double largest = 0;
        for (const double value : expected)
            largest = std::max(largest, std::abs(value));
        return largest;
    }
    double worst() const
    {
        double worst = 0;
        for (size_t i = 0; i < expected.size(); ++i)
            worst = std::max(worst, std::abs(actual[i] - expected[i]));
        return worst;
    }
    // Of half of the rows the error is less, as a share of the row's length.
    double medianError() const
    {
        std::vector<double> errors;
        for (size_t first = 0; first < expected.size(); first += width) {
            double error = 0, length = 0;
            for (size_t i = first; i < first + width; ++i) {
                error += (actual[i] - expected[i]) * (actual[i] - expected[i]);
                length += expected[i] * expected[i];
            }
            errors.push_back(std::sqrt(error / length));
        }
        const auto middle = errors.begin() + ptrdiff_t(errors.size() / 2);
        std::ranges::nth_element(errors, middle);
        return *middle;
    }
};

Kind kindOf(const CachedLayer &layer, size_t firstPart, size_t parts, const std::vector<double> &expected)
{
    Kind kind{0, expected, {}};
    for (size_t part = firstPart; part < firstPart + parts; ++part)
        kind.width += size_t(layer.parts[part].heads) * layer.parts[part].columns;
    for (size_t position = 0; position < layer.positions; ++position)
        for (size_t part = firstPart; part < firstPart + parts; ++part) {
            const CachedPart &of = layer.parts[part];
            const size_t width = size_t(of.heads) * of.columns;
            const auto from = of.values.begin() + ptrdiff_t(position * width);
            kind.actual.insert(kind.actual.end(), from, from + ptrdiff_t(width));
        }
    return kind;
}

std::vector<Kind> kindsOf(const CachedLayer &layer, const reference::LayerText<double> &rows, bool latent)
{
    if (latent)
        return {kindOf(layer, 0, 2, rows.latent.cache)};
    return {kindOf(layer, 0, 1, rows.grouped.keys), kindOf(layer, 1, 1, rows.grouped.values)};
}

bool hasTheShapeOf(const CachedLayer &layer, const LayerShape &shape)
{
    const auto isPart = [&](size_t number, const char *name, uint32_t heads, uint32_t columns) {
        const CachedPart &part = layer.parts[number];
        return part.name == name && part.heads == heads && part.columns == columns &&
               part.values.size() == size_t(layer.positions) * heads * columns;
    };
    if (layer.parts.size() != 2)
        return false;
    if (const auto *latent = std::get_if<LatentAttention>(&shape.mixer))
        return isPart(0, "latent", 1, latent->latent) && isPart(1, "rope_key", 1, latent->rope);
    const auto &grouped = std::get<GroupedAttention>(shape.mixer);
    return isPart(0, "keys", grouped.keyValueHeads, grouped.head()) &&
           isPart(1, "values", grouped.keyValueHeads, grouped.value);
}

// Shares of the largest number of a row's kind by which a number may be off in the first layer, which depends on no
// cache. Activations are in float: some hundred operations of 6e-8 each, with room to spare. F16 rounds to 11 bits.
// Q8_0 has 127 steps to the largest of 32 numbers, rounds to half of one, and its scale, which has 11 bits itself,
// moves 127 of them by another sixteenth.
double firstLayerBound(CacheType type)
{
    constexpr double OfFloats = 2e-5;
    switch (type) {
    case CacheType::F32:
        return OfFloats;
    case CacheType::F16:
        return OfFloats + 1.0 / 2048;
    case CacheType::Q8_0:
        break;
    }
    return OfFloats + (0.5 + 1.0 / 16) / 127;
}

// Behind it attention has read rounded rows, and where two experts are all but equal a token may get the other one, so
// that single rows differ in full: that half of the rows are near says that it is the right ones that are told.
double medianBound(CacheType type) { return type == CacheType::F16 ? 0.02 : 0.1; }

} // namespace

class TestCacheQuestion : public QObject {
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
    // Texts of 40 tokens and more: of several pages.
    void equalsFloat64()
    {
        QFETCH(QString, name);
        const GoldenModel golden(name);
        const std::vector<int32_t> text = textOf(golden);
        const GgufFile file(golden.path);
        const Hyperparameters hyper = readHyperparameters(file);
        const auto weights = reference::readParameters<double>(file);
        reference::TextRows<double> rows;
        for (const int32_t token : text)
            reference::feed(weights, hyper, token, {}, rows);
        QVERIFY(text.size() > CachePageTokens);
        for (const CacheType type : {CacheType::F32, CacheType::F16, CacheType::Q8_0}) {
            const CacheAnswer answer = askAll(*open(golden.path, type), text);
            QCOMPARE(answer.layers.size(), size_t(hyper.layerCount()));
            double worst = 0, worstMedian = 0;
            for (uint32_t i = 0; i < hyper.layerCount(); ++i) {
                QCOMPARE(answer.layers[i].layer, i);
                QCOMPARE(size_t(answer.layers[i].positions), text.size());
                QVERIFY(hasTheShapeOf(answer.layers[i], hyper.layers[i]));
                const bool latent = std::holds_alternative<LatentAttention>(hyper.layers[i].mixer);
                for (const Kind &kind : kindsOf(answer.layers[i], rows.layers[i], latent)) {
                    QCOMPARE(kind.actual.size(), kind.expected.size());
                    if (i == 0)
                        worst = std::max(worst, kind.worst() / kind.size());
                    worstMedian = std::max(worstMedian, kind.medianError());
                    if (type == CacheType::F32) // activations of all layers before it: errors add up
                        QVERIFY(kind.worst() < 1e-4 * kind.size());
                }
            }
            qInfo("%s: first layer off by %.2g of the largest, half of the rows by less than %.2g", cacheTypeName(type),
                  worst, worstMedian);
            QVERIFY(worst < firstLayerBound(type));
            QVERIFY(worstMedian < medianBound(type));
        }
    }

    // What another text has left in the cache, and what was asked before, is found and told as if it were read anew.
    void tellsWhatLayThereAlready()
    {
        for (const char *name : {"default", "llama_f16"}) {
            const GoldenModel golden(name);
            const std::vector<int32_t> text = textOf(golden);
            const CacheAnswer fresh = askAll(*open(golden.path, CacheType::F16), text);
            const auto engine = open(golden.path, CacheType::F16, 3);
            std::vector<int32_t> other = firstOf(text, 37); // it parts within the second page
            other.insert(other.end(), 20, text[3]);
            askAll(*engine, other);
            askAll(*engine, firstOf(text, 20));
            QVERIFY(same(askAll(*engine, text), fresh));
            QVERIFY(same(askAll(*engine, text), fresh)); // all of it
            CacheAnswer beginning = askAll(*engine, firstOf(text, 33));
            QCOMPARE(beginning.layers.back().positions, 33U);
            for (size_t layer = 0; layer < beginning.layers.size(); ++layer) {
                const std::vector<float> &part = beginning.layers[layer].parts[0].values;
                QVERIFY(std::ranges::equal(part, std::span(fresh.layers[layer].parts[0].values).first(part.size())));
            }
        }
    }

    // Beside others that are read in the same steps, whose pages lie between its own.
    void doesNotDependOnCompany()
    {
        const GoldenModel golden("default");
        const std::vector<int32_t> text = textOf(golden);
        const std::vector<int32_t> reversed(text.rbegin(), text.rend());
        const auto engine = open(golden.path, CacheType::F16, 2);
        const uint32_t layers = engine->model().info.layers;
        CacheAnswer answers[2];
        engine->runToEnd({CacheQuestion{.run = 1, .tokens = text, .layers = layers},
                          CacheQuestion{.run = 2, .tokens = reversed, .layers = layers}},
                         [&](const Event &event) {
                             if (const auto *answer = std::get_if<CacheAnswer>(&event))
                                 answers[answer->run - 1] = *answer;
                         });
        QVERIFY(same(answers[0], askAll(*open(golden.path, CacheType::F16), text)));
        QVERIFY(same(answers[1], askAll(*open(golden.path, CacheType::F16), reversed)));
    }

    void tellsTheLayersThatAreMeant()
    {
        const GoldenModel golden("default");
        const std::vector<int32_t> text = firstOf(textOf(golden), 12);
        const auto engine = open(golden.path);
        const CacheAnswer all = askAll(*engine, text);
        CacheAnswer some = engine->ask(CacheQuestion{.tokens = text, .layer = 1, .layers = 2});
        QCOMPARE(some.layers.size(), size_t(2));
        QVERIFY(same(some, CacheAnswer{0, {all.layers[1], all.layers[2]}, {}}));
        some = engine->ask(CacheQuestion{.tokens = text, .layer = 2});
        QVERIFY(same(some, CacheAnswer{0, {all.layers[2]}, {}}));
    }

    void refusesWhatThereIsNot()
    {
        const GoldenModel golden("ds2lite_new_f16");
        const auto engine = open(golden.path);
        const uint32_t layers = engine->model().info.layers;
        const auto refused = [&](const CacheQuestion &question, const std::string &part) {
            try {
                engine->ask(question);
            } catch (const Error &error) {
                return error.kind() == ErrorKind::Usage && std::string(error.what()).find(part) != std::string::npos;
            }
            return false;
        };
        QVERIFY(refused({}, "not of 0"));
        QVERIFY(refused({.tokens = std::vector<int32_t>(257, 1)}, "not of 257"));
        QVERIFY(refused({.tokens = {1, 1 << 30}}, "vocabulary"));
        QVERIFY(refused({.tokens = {1}, .layer = 99}, "none of number 99"));
        QVERIFY(refused({.tokens = {1}, .layer = 1, .layers = layers}, "none of number " + std::to_string(layers)));
        QVERIFY(refused({.tokens = {1}, .layer = 2, .layers = 0xffffffff}, "none of number"));
        QCOMPARE(askAll(*engine, {1}).layers.size(), size_t(layers)); // and goes on
    }
};

QTEST_GUILESS_MAIN(TestCacheQuestion)
#include "tst_cache_question.moc"
