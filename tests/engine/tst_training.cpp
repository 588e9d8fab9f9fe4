// Learning on the device: slopes of whole models and steps of the optimizer, against float64 numbers of an independent
// implementation and, for shapes that it does not have, against the reference.
#include "reference/training.h"
#include "support/expect_error.h"
#include "support/learning_variants.h"
#include "support/op_bench.h"
#include "support/tiny_grouped.h"
#include "support/training_golden.h"
#include "train/trainer.h"
#include "train/transfer.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace deepscope;
using namespace deepscope::testing;

namespace {

constexpr uint32_t Rows = 64;
const std::atomic<bool> goOn = false;

// What F32 sums of some hundred products leave of slopes that are added up through a few layers, of the largest slope
// of the tensor.
constexpr double SlopeBound = 1e-4;

struct Learner {
    Learner(OpBench &bench, const GgufFile &source, uint32_t rows = Rows)
        : file(source), kernels(bench.kernels()), hyper(readHyperparameters(file)),
          parameters(bench.device(), file, hyper), trainer(kernels, hyper, parameters, rows),
          pass(kernels, hyper, parameters, rows)
    {
        parameters.upload(kernels, [](uint64_t, uint64_t) {});
    }

    const GgufFile &file;
    gpu::KernelCache &kernels;
    Hyperparameters hyper;
    Parameters parameters;
    Trainer trainer;
    TrainingPass pass; // the same parameters, looked at in between
};

std::vector<TrainingText> deviceTexts(const std::vector<reference::TrainingText> &texts)
{
    std::vector<TrainingText> all;
    for (const reference::TrainingText &text : texts) {
        TrainingText &device = all.emplace_back();
        device.tokens = text.tokens;
        device.weights.assign(text.weights.begin(), text.weights.end());
        for (const reference::Choice &row : text.forced)
            for (const std::vector<uint32_t> &layer : row)
                device.experts.insert(device.experts.end(), layer.begin(), layer.end());
    }
    return all;
}

std::vector<reference::TrainingText> tinyTexts()
{
    return {{{0, 4, 2, 1, 3, 3, 0}, {1, -0.5, 0, 2, 0.25, 1}, {}}, {{4, 1}, {0.75}, {}}, {{2, 2, 3}, {0, -1}, {}}};
}

// The tensor whose slopes are farthest off, and by how much of its largest one.
std::pair<double, std::string> worstSlope(Learner &learner, const reference::Parameters<double> &expected)
{
    std::pair<double, std::string> worst{-1, "no tensor"};
    learner.parameters.slopes().forEach([&](const std::string &name, const gpu::Tensor &tensor) {
        const std::vector<float> slopes = fetch(learner.kernels, tensor);
        const std::vector<double> &wanted = expected.at(name);
        double largest = 1e-30, difference = slopes.size() == wanted.size() ? 0 : 1e30;
        for (size_t i = 0; i < std::min(slopes.size(), wanted.size()); ++i) {
            largest = std::max(largest, std::abs(wanted[i]));
            difference = std::max(difference, std::isfinite(slopes[i]) ? std::abs(slopes[i] - wanted[i]) : 1e30);
        }
        worst = std::max(worst, {difference / largest, name});
    });
    return worst;
}

void addVariants()
{
    QTest::addColumn<size_t>("index");
    for (size_t i = 0; i < learningVariants().size(); ++i)
        QTest::newRow(learningVariants()[i].name) << i;
}

std::vector<uint8_t> bytesOf(size_t variant)
{
    TinyDeepseek2 tiny;
    learningVariants()[variant].change(tiny);
    return tiny.bytes();
}

void addGolden()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("even") << "even";
    QTest::newRow("odd") << "odd"; // sizes that are no multiple of anything, no dense layer
}

} // namespace

class TestTraining : public QObject {
    Q_OBJECT

    OpBench m_bench;

    // Slopes and log-probabilities against those of the reference.
    void compare(const GgufFile &file, const std::vector<reference::TrainingText> &texts)
    {
        Learner learner(m_bench, file);
        const reference::TrainingPass expected =
            reference::trainingPass(reference::readParameters<double>(file), learner.hyper, texts);
        QVERIFY(learner.pass.run(deviceTexts(texts), Direction::ForwardAndBack, goOn));
        double worst = 0;
        uint32_t row = 0;
        for (const reference::TextOutcome &text : expected.texts)
            for (const reference::TokenLoss &target : text.targets) {
                const RowResult result = learner.pass.result(row++);
                worst = std::max({worst, std::abs(result.logProbability - target.logProbability),
                                  std::abs(result.entropy - target.entropy)});
            }
        const auto [slope, tensor] = worstSlope(learner, expected.slopes);
        qInfo("log-probabilities %.1e, slopes %.1e (%s)", worst, slope, tensor.c_str());
        QVERIFY(worst < 1e-4);
        QVERIFY(slope < SlopeBound);
    }

private slots:
    void cleanup() { m_bench.startOver(); }

    void slopesMatchFloat64_data() { addGolden(); }
    void slopesMatchFloat64()
    {
        QFETCH(QString, name);
        const TrainingGolden golden(name.toStdString());
        const GgufFile file(golden.path);
        Learner learner(m_bench, file);
        QVERIFY(learner.pass.run(deviceTexts(golden.texts), Direction::ForwardAndBack, goOn));
        double worst = 0;
        uint32_t row = 0;
        for (const reference::TextOutcome &text : golden.outcomes)
            for (size_t i = 0; i < text.targets.size(); ++i, ++row) {
                const RowResult result = learner.pass.result(row);
                worst = std::max({worst, std::abs(result.logProbability - text.targets[i].logProbability),
                                  std::abs(result.entropy - text.targets[i].entropy)});
                std::vector<uint32_t> chosen = learner.pass.experts(row), expected;
                for (const std::vector<uint32_t> &layer : text.experts[i])
                    expected.insert(expected.end(), layer.begin(), layer.end());
                const size_t used = text.experts[i].front().size();
                for (auto layer = chosen.begin(); layer < chosen.end(); layer += std::ptrdiff_t(used))
                    std::sort(layer, layer + std::ptrdiff_t(used));
                QCOMPARE(chosen, expected);
            }
        QCOMPARE(row, learner.pass.rows());
        const auto [slope, tensor] = worstSlope(learner, golden.slopes);
        qInfo("log-probabilities %.1e, slopes %.1e (%s)", worst, slope, tensor.c_str());
        QVERIFY(worst < 1e-4);
        QVERIFY(slope < SlopeBound);
    }

    void stepsMatchFloat64_data() { addGolden(); }
    void stepsMatchFloat64()
    {
        QFETCH(QString, name);
        const TrainingGolden golden(name.toStdString());
        const GgufFile file(golden.path);
        Learner learner(m_bench, file);
        const std::vector<TrainingText> texts = deviceTexts(golden.texts);
        const AdamRule rule{float(golden.adam.rate),    float(golden.adam.firstDecay), float(golden.adam.secondDecay),
                            float(golden.adam.epsilon), float(golden.adam.decay),      float(golden.adam.mostNorm)};
        double worst = 0;
        for (size_t step = 0; step < golden.losses.size(); ++step) {
            const UpdateReport report = learner.trainer.update(texts, rule, goOn);
            QVERIFY(report.done);
            worst = std::max(worst, std::abs(report.objective - golden.losses[step]));
        }
        qInfo("losses %.1e", worst);
        QVERIFY(worst < 1e-4);
        QCOMPARE(learner.trainer.updates(), uint32_t(golden.losses.size()));
    }

    void slopesMatchReference_data() { addVariants(); }
    void slopesMatchReference()
    {
        QFETCH(size_t, index);
        const std::vector<uint8_t> bytes = bytesOf(index);
        compare(GgufFile(bytes, "tiny"), tinyTexts());
    }

    void slopesOfGivenExpertsMatchReference_data() { addVariants(); }
    void slopesOfGivenExpertsMatchReference()
    {
        QFETCH(size_t, index);
        const std::vector<uint8_t> bytes = bytesOf(index);
        const GgufFile file(bytes, "tiny");
        std::vector<reference::TrainingText> texts = tinyTexts();
        const reference::TrainingPass free =
            reference::trainingPass(reference::readParameters<double>(file), readHyperparameters(file), texts);
        for (size_t i = 0; i < texts.size(); ++i) {
            texts[i].forced = free.texts[i].experts;
            for (reference::Choice &row : texts[i].forced) // the ones after those that were chosen
                for (std::vector<uint32_t> &layer : row)
                    for (uint32_t &id : layer)
                        id = (id + 1) % 4;
        }
        compare(file, texts);
    }

    // However many passes the texts need, and whatever was cancelled before.
    void updatesDoNotDependOnTheCut()
    {
        const TrainingGolden golden("even");
        const GgufFile file(golden.path);
        std::vector<TrainingText> texts = deviceTexts(golden.texts);
        while (texts.size() < 12)
            texts.push_back(texts[texts.size() % golden.texts.size()]);
        Learner whole(m_bench, file, 512), cut(m_bench, file, 32);
        std::atomic<bool> stop = false;
        const auto stopAfterTheFirstPass = [&](size_t, std::span<const RowResult>) {
            stop = true;
            return true;
        };
        QVERIFY(!cut.trainer.update(texts, {}, stop, stopAfterTheFirstPass).done);
        QCOMPARE(cut.trainer.updates(), 0U);
        const UpdateReport once = whole.trainer.update(texts, {}, goOn), often = cut.trainer.update(texts, {}, goOn);
        QVERIFY(once.done && often.done);
        QCOMPARE(once.rows, often.rows);
        QVERIFY(std::abs(once.objective - often.objective) < 1e-4);
        QVERIFY(std::abs(once.gradientNorm - often.gradientNorm) < 1e-4 * once.gradientNorm);
    }

    void sameTextsGiveTheSameBits()
    {
        const TrainingGolden golden("odd");
        const GgufFile file(golden.path);
        const std::vector<TrainingText> texts = deviceTexts(golden.texts);
        std::vector<std::vector<float>> values;
        for (int i = 0; i < 2; ++i) {
            Learner learner(m_bench, file);
            for (int step = 0; step < 3; ++step)
                QVERIFY(learner.trainer.update(texts, {}, goOn).done);
            values.push_back(fetch(learner.kernels, learner.parameters.flatValues()));
        }
        QVERIFY(values[0] == values[1]);
    }

    // What is planned is what is reserved.
    void plansItsMemory()
    {
        const TrainingGolden golden("even");
        const GgufFile file(golden.path);
        const Hyperparameters hyper = readHyperparameters(file);
        const Parameters parameters(m_bench.device(), file, hyper);
        QCOMPARE(parameters.bytes(), Parameters::plannedBytes(file, hyper));
    }

    void refusesWhatItCannotLearn()
    {
        const std::vector<uint8_t> bytes = TinyGrouped("llama").bytes();
        const GgufFile file(bytes, "tiny");
        const std::optional<Error> grouped = errorOf([&] { Learner(m_bench, file); });
        QVERIFY(grouped && grouped->kind() == ErrorKind::File && isSentence(grouped->what()));
        QVERIFY2(std::string(grouped->what()).find("latent attention") != std::string::npos, grouped->what());

        const TrainingGolden golden("even");
        const GgufFile learning(golden.path);
        Learner learner(m_bench, learning);
        TrainingText longText;
        longText.tokens.resize(Rows + 2); // and than its context of 64
        longText.weights.resize(Rows + 1);
        const std::optional<Error> tooLong =
            errorOf([&] { learner.trainer.update(std::span(&longText, 1), {}, goOn); });
        QVERIFY(tooLong && tooLong->kind() == ErrorKind::Usage);
        QVERIFY2(std::string(tooLong->what()).find("at most 65") != std::string::npos, tooLong->what());
    }
};

QTEST_GUILESS_MAIN(TestTraining)
#include "tst_training.moc"
