// Models of random weights: readable, the same bytes each time, refused in a sentence where they cannot be written.
#include "api/blocking_engine.h"
#include "api/model_file.h"
#include "api/path_text.h"
#include "api/synthetic_model.h"
#include "model/gguf_file.h"
#include "ops/sample.h"
#include "reference/dequantise.h"
#include "support/expect_error.h"
#include "support/holes.h"
#include "synth/random_weights.h"
#include "synth/shaped_model.h"

#include <QCryptographicHash>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#ifndef _WIN32
#include <sys/resource.h>

#include <csignal>
#endif

using namespace deepscope;

namespace {

const std::atomic<bool> Never = false;
const auto Quiet = [](uint64_t, uint64_t) {};

std::string pathIn(const QTemporaryDir &folder, const char *name) { return folder.filePath(name).toStdString(); }

QByteArray hashOf(const std::string &path)
{
    QFile file(QString::fromStdString(path));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(&file);
    return hash.result().toHex();
}

} // namespace

class TestSyntheticModel : public QObject {
    Q_OBJECT
private slots:
    // Each shape reads back as the numbers that it was made of.
    void headersSayTheShape_data()
    {
        QTest::addColumn<int>("index");
        for (int i = 0; const Shape &shape : knownShapes())
            QTest::newRow(std::string(shape.name).c_str()) << i++;
    }
    void headersSayTheShape()
    {
        QFETCH(int, index);
        const Shape shape = knownShapes()[size_t(index)];
        const ShapedModel model = makeShapedModel(shape, TensorType::Q4_K);
        const QTemporaryDir folder;
        const std::string path = pathIn(folder, "header.gguf");
        testing::writeWithHoles(model.file, pathOf(path));
        const GgufFile file(pathOf(path));
        const Hyperparameters &made = shape.hyper, read = readHyperparameters(file);
        QCOMPARE(read.architecture, made.architecture);
        QVERIFY(read.vocabulary == made.vocabulary && read.contextLength == made.contextLength);
        QVERIFY(read.embedding == made.embedding && read.normEpsilon == made.normEpsilon);
        QCOMPARE(read.layerCount(), shape.layers);
        for (uint32_t i = 0; i < shape.layers; ++i) {
            const auto withoutScale = [](auto attention) -> Mixer {
                if constexpr (requires { attention.scale; })
                    attention.scale = 0;
                return attention;
            };
            QVERIFY(std::visit(withoutScale, read.layers[i].mixer) == shape.mixerOf(i));
            QVERIFY(read.layers[i].feedForward == shape.feedForwards.of(i));
        }
    }

    void parametersAreAsNamed()
    {
        const std::vector<Shape> shapes = knownShapes();
        const auto billions = [&](size_t i) {
            return double(makeShapedModel(shapes[i], TensorType::F16).parameters) / 1e9;
        };
        const std::pair<double, double> bounds[] = {{0.815, 0.825}, {0.0095, 0.0105}, {15.6, 15.8}, {29, 31},
                                                    {30, 31},       {1.7, 1.8},       {11, 12},     {0.0095, 0.0115},
                                                    {20.8, 21.0},   {0.0085, 0.0105}};
        for (size_t i = 0; i < shapes.size(); ++i)
            QVERIFY2(billions(i) > bounds[i].first && billions(i) < bounds[i].second,
                     (std::string(shapes[i].name) + " " + std::to_string(billions(i))).c_str());
    }

    void everyTypeIsOfTheWishedSize()
    {
        for (const TensorType type : supportedTypes()) {
            const TypeTraits traits = typeTraits(type);
            std::vector<uint8_t> bytes(traits.bytes * 65536 / traits.elements);
            std::vector<float> values(65536);
            RandomWeights weights("blk.0.attn_q.weight", type, 0, 0.25F);
            weights.fill(bytes);
            reference::dequantise(type, bytes, values);
            double sum = 0, squares = 0;
            for (const float value : values) {
                QVERIFY(std::isfinite(value));
                sum += value;
                squares += double(value) * value;
            }
            const QByteArray name(traits.name.data(), qsizetype(traits.name.size()));
            QVERIFY2(std::abs(sum / 65536) < 0.02, name);
            const double tolerance = type == TensorType::MXFP4 ? 0.05 : 0.01; // of powers of two only some are near
            QVERIFY2(std::abs(std::sqrt(squares / 65536) - 0.25) < tolerance, name);
        }
    }

    // The bytes are part of the contract: figures of different days and machines speak of the same model.
    void writesTheSameBytesEachTime()
    {
        const QTemporaryDir folder;
        const std::string first = pathIn(folder, "a.gguf"), second = pathIn(folder, "b.gguf");
        const SyntheticModel made = writeSyntheticModel({"small", "q4_k", first}, Quiet, Never);
        writeSyntheticModel({"small", "Q4_K", second}, Quiet, Never);
        QCOMPARE(hashOf(first), hashOf(second));
        QCOMPARE(hashOf(first), QByteArray("9de9a678181b861f79775c5e5e6fd055332e72d060917d51411928bda2eb1288"));
        QCOMPARE(made.bytes, uint64_t(QFile(QString::fromStdString(first)).size()));
    }

    void generates()
    {
        const QTemporaryDir folder;
        const std::string path = pathIn(folder, "small.gguf");
        writeSyntheticModel({"small", "Q5_K", path}, Quiet, Never);
        const ModelFile file(path);
        const std::string text = "Gr\xc3\xbc\xc3\x9f"
                                 "e \xe4\xb8\xad\n";
        QCOMPARE(file.detokenize(file.tokenize(text, {})), text);
        BlockingEngine engine;
        engine.load({.path = path, .context = 64, .prepare = false});
        RunRequest request;
        request.prompt = text;
        request.maxTokens = 8;
        request.ignoreEnd = true;
        int tokens = 0;
        engine.ask(request, [&](const Event &event) {
            if (const auto *trace = std::get_if<TokenTrace>(&event)) {
                tokens += trace->phase != Phase::Prompt;
                QVERIFY(std::isfinite(trace->logprob));
            }
        });
        QCOMPARE(tokens, 8);
    }

    void refusesInASentence()
    {
        const QTemporaryDir folder;
        const std::string path = pathIn(folder, "x.gguf");
        const auto refused = [&](const SyntheticModelRequest &request, ErrorKind kind, const char *word) {
            const auto error = errorOf([&] { writeSyntheticModel(request, Quiet, Never); });
            return error && error->kind() == kind && std::string(error->what()).ends_with('.') &&
                   QByteArray(error->what()).contains(word);
        };
        QVERIFY(refused({"huge", "Q4_K", path}, ErrorKind::Usage, "v3-layer"));
        QVERIFY(refused({"small", "Q9", path}, ErrorKind::Usage, "IQ4_XS"));
        QVERIFY(refused({"small", "Q4_K", pathIn(folder, "nowhere/x.gguf")}, ErrorKind::File, "cannot be written"));
        QVERIFY(QDir(folder.path()).isEmpty());
        writeSyntheticModel({"small", "Q4_K", path}, Quiet, Never);
        QVERIFY(refused({"small", "Q4_K", path}, ErrorKind::Usage, "exists already"));
    }

#ifndef Q_OS_WIN // as moc knows it
    // As on a disk that is full before the file is whole.
    void leavesNothingWhereWritingEnds()
    {
        const QTemporaryDir folder;
        rlimit before{};
        getrlimit(RLIMIT_FSIZE, &before);
        const rlimit little{1 << 20, before.rlim_max};
        std::signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &little);
        const std::string sentence = fileErrorOf([&] {
            writeSyntheticModel({"small", "F32", pathIn(folder, "x.gguf")}, Quiet, Never);
        });
        setrlimit(RLIMIT_FSIZE, &before);
        QVERIFY2(QByteArray(sentence.c_str()).contains("cannot be written: File too large."), sentence.c_str());
        QVERIFY(QDir(folder.path()).isEmpty());
    }
#endif

    // Of more tokens than the device can draw from: it loads, and the host draws.
    void runsWithAVocabularyThatTheDeviceCannotDrawFrom()
    {
        const QTemporaryDir folder;
        const std::vector<Shape> known = knownShapes();
        Shape shape = *std::ranges::find(known, "small", &Shape::name);
        shape.hyper.vocabulary = ops::MostDrawnTokens + 16;
        shape.hyper.embedding = 32;
        shape.layers = 2;
        const std::string path = pathIn(folder, "wide.gguf");
        makeShapedModel(shape, TensorType::Q8_0).file.write(path, Quiet);
        BlockingEngine engine;
        engine.load({.path = path, .context = 64, .prepare = false});
        RunRequest request;
        request.tokens = {1, 300, 400};
        request.maxTokens = 3;
        request.ignoreEnd = true;
        for (const float temperature : {0.0F, 1.0F}) {
            request.sampling.temperature = temperature;
            std::vector<TokenTrace> traces;
            const RunSummary summary = engine.ask(request, [&](const Event &event) {
                if (const auto *trace = std::get_if<TokenTrace>(&event))
                    traces.push_back(*trace);
            });
            QVERIFY2(!summary.failure, summary.failure ? summary.failure->sentence.c_str() : "");
            QCOMPARE(summary.wholeRowDraws, 3U);
            QCOMPARE(traces.size(), size_t(6));
            if (temperature == 0)
                QCOMPARE(traces.back().token, traces.back().candidates.at(0).token);
            QVERIFY(traces.back().entropy > 1);
        }
        BenchRequest bench{.promptTokens = 4, .generateTokens = 2, .repeat = 1, .stages = true};
        const BenchResult result = engine.ask(bench);
        QVERIFY(!result.failure && !result.stages.empty());
        QCOMPARE(std::ranges::count(result.stages, "sample", &KernelTime::kernel), 0);
    }

    void leavesNothingWhenInterrupted()
    {
        const QTemporaryDir folder;
        std::atomic<bool> cancel = false;
        const auto error = errorOf([&] {
            writeSyntheticModel(
                {"small", "F32", pathIn(folder, "x.gguf")},
                [&](uint64_t done, uint64_t total) { cancel = done > total / 2; }, cancel);
        });
        QVERIFY(error);
        QCOMPARE(error->kind(), ErrorKind::Interrupted);
        QVERIFY(QDir(folder.path()).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestSyntheticModel)
#include "tst_synthetic_model.moc"
