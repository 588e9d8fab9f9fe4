// The whole pass of training of the CPU reference, which is the truth for the device: against the float64 numbers of an
// independent implementation, and for shapes that it does not have against differences of its own objective.
#include "reference/training.h"
#include "support/central_differences.h"
#include "support/expect_error.h"
#include "support/learning_variants.h"
#include "support/tiny_grouped.h"
#include "support/training_golden.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace deepscope;
using namespace deepscope::reference;
using deepscope::reference::Choice; // the engine has other things of these names
using deepscope::reference::Parameters;
using deepscope::reference::TrainingPass;
using deepscope::reference::TrainingText;
using deepscope::testing::learningVariants;

namespace {

struct Model {
    explicit Model(const std::vector<uint8_t> &bytes) : Model(GgufFile(bytes, "tiny")) {}
    explicit Model(const GgufFile &file) : weights(readParameters<double>(file)), hyper(readHyperparameters(file)) {}

    Parameters<double> weights;
    Hyperparameters hyper;
};

// Of unlike length; the second is of one row; weights of 0 and below.
std::vector<TrainingText> tinyTexts()
{
    return {{{0, 4, 2, 1, 3, 3, 0}, {1, -0.5, 0, 2, 0.25, 1}, {}}, {{4, 1}, {0.75}, {}}, {{2, 2, 3}, {0, -1}, {}}};
}

// Whatever the routers chose, the next experts.
std::vector<Choice> otherExperts(std::vector<Choice> choices, uint32_t experts)
{
    for (Choice &row : choices)
        for (std::vector<uint32_t> &layer : row)
            for (uint32_t &id : layer)
                id = (id + 1) % experts;
    return choices;
}

void sortExperts(std::vector<Choice> &choices)
{
    for (Choice &row : choices)
        for (std::vector<uint32_t> &layer : row)
            std::sort(layer.begin(), layer.end());
}

void compareWithDifferences(Model &model, const std::vector<TrainingText> &texts)
{
    const TrainingPass pass = trainingPass(model.weights, model.hyper, texts);
    const auto objective = [&] { return trainingObjective(model.weights, model.hyper, texts); };
    QVERIFY(std::abs(pass.objective - objective()) < 1e-12);
    for (auto &[name, values] : model.weights) {
        if (name.ends_with("exp_probs_b.bias")) {
            QVERIFY(!pass.slopes.contains(name));
            continue;
        }
        // Some 20 of each tensor. The objective is near 10: its differences are good to 1e-8.
        const std::string wrong =
            testing::wrongSlope(objective, values, pass.slopes.at(name), 1e-5, 1e-2, values.size() / 20 + 1);
        QVERIFY2(wrong.empty(), (name + ": " + wrong).c_str());
    }
}

// Of the largest slope of each tensor.
std::pair<double, std::string> worstSlope(const Parameters<double> &slopes, const Parameters<double> &expected)
{
    std::pair<double, std::string> worst;
    for (const auto &[name, values] : expected) {
        double largest = 0, difference = 0;
        for (size_t i = 0; i < values.size(); ++i) {
            largest = std::max(largest, std::abs(values[i]));
            difference = std::max(difference, std::abs(slopes.at(name)[i] - values[i]));
        }
        worst = std::max(worst, {difference / largest, name});
    }
    return worst;
}

} // namespace

class TestReferenceTraining : public QObject {
    Q_OBJECT

    static void addCases()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("even") << "even";
        QTest::newRow("odd") << "odd"; // sizes that are no multiple of anything, no dense layer
    }

    static void addVariants()
    {
        QTest::addColumn<size_t>("index");
        for (size_t i = 0; i < learningVariants().size(); ++i)
            QTest::newRow(learningVariants()[i].name) << i;
    }

    static Model variant(size_t index)
    {
        TinyDeepseek2 tiny;
        learningVariants()[index].change(tiny);
        return Model(tiny.bytes());
    }

private slots:
    void matchesFloat64_data() { addCases(); }
    void matchesFloat64()
    {
        QFETCH(QString, name);
        const TrainingGolden golden(name.toStdString());
        const Model model((GgufFile(golden.path)));
        TrainingPass pass = trainingPass(model.weights, model.hyper, golden.texts);
        double worst = 0;
        for (size_t text = 0; text < golden.texts.size(); ++text) {
            const TextOutcome &expected = golden.outcomes[text];
            sortExperts(pass.texts[text].experts);
            QCOMPARE(pass.texts[text].experts, expected.experts);
            QCOMPARE(pass.texts[text].targets.size(), expected.targets.size());
            for (size_t t = 0; t < expected.targets.size(); ++t) {
                const TokenLoss &target = pass.texts[text].targets[t];
                worst = std::max({worst, std::abs(target.logProbability - expected.targets[t].logProbability),
                                  std::abs(target.entropy - expected.targets[t].entropy)});
            }
        }
        QCOMPARE(pass.slopes.size(), golden.slopes.size());
        const auto [slope, tensor] = worstSlope(pass.slopes, golden.slopes);
        qInfo("log-probabilities %.1e, slopes %.1e (%s)", worst, slope, tensor.c_str());
        QVERIFY(worst < 1e-12);
        QVERIFY(slope < 1e-7); // the file rounds to float
        QVERIFY(std::abs(pass.objective - golden.losses.front()) < 1e-12);
    }

    void stepsMatchFloat64_data() { addCases(); }
    void stepsMatchFloat64()
    {
        QFETCH(QString, name);
        const TrainingGolden golden(name.toStdString());
        Model model((GgufFile(golden.path)));
        AdamMoments moments;
        double worst = 0;
        std::set<bool> clipped;
        for (size_t step = 0; step + 1 < golden.losses.size(); ++step) {
            const TrainingPass pass = trainingPass(model.weights, model.hyper, golden.texts);
            worst = std::max(worst, std::abs(pass.objective - golden.losses[step]));
            clipped.insert(euclideanNorm(pass.slopes) > golden.adam.mostNorm);
            adamStep(model.weights, pass.slopes, moments, golden.adam);
        }
        worst = std::max(worst,
                         std::abs(trainingObjective(model.weights, model.hyper, golden.texts) - golden.losses.back()));
        qInfo("losses %.1e", worst);
        QVERIFY(worst < 1e-10);
        QCOMPARE(moments.steps, 20U);
        QCOMPARE(clipped.size(), size_t(2)); // some steps are, some are not
        QVERIFY(golden.losses.back() < golden.losses.front() - 0.1);
    }

    void slopesAreDifferences_data() { addVariants(); }
    void slopesAreDifferences()
    {
        QFETCH(size_t, index);
        Model model = variant(index);
        compareWithDifferences(model, tinyTexts());
    }

    void slopesOfForcedExpertsAreDifferences_data() { addVariants(); }
    void slopesOfForcedExpertsAreDifferences()
    {
        QFETCH(size_t, index);
        Model model = variant(index);
        std::vector<TrainingText> texts = tinyTexts();
        const TrainingPass free = trainingPass(model.weights, model.hyper, texts);
        for (size_t i = 0; i < texts.size(); ++i)
            texts[i].forced = otherExperts(free.texts[i].experts, 4);
        const TrainingPass forced = trainingPass(model.weights, model.hyper, texts);
        for (size_t i = 0; i < texts.size(); ++i)
            QCOMPARE(forced.texts[i].experts, texts[i].forced);
        QVERIFY(std::abs(forced.objective - free.objective) > 1e-3);
        compareWithDifferences(model, texts);
    }

    // The router's own choice, forced upon it, changes nothing.
    void replaysItsOwnChoice()
    {
        Model model = variant(3);
        std::vector<TrainingText> texts = tinyTexts();
        const TrainingPass free = trainingPass(model.weights, model.hyper, texts);
        for (size_t i = 0; i < texts.size(); ++i)
            texts[i].forced = free.texts[i].experts;
        const TrainingPass replayed = trainingPass(model.weights, model.hyper, texts);
        QCOMPARE(replayed.objective, free.objective);
        QVERIFY(replayed.slopes == free.slopes);
    }

    void otherPairsRotate()
    {
        Model model = variant(0);
        model.hyper.ropePairing = RopePairing::Halves;
        compareWithDifferences(model, tinyTexts());
    }

    // A text of which nothing counts has no slopes, wherever it stands.
    void weightsOfZeroHaveNoSlopes()
    {
        const Model model = variant(0);
        std::vector<TrainingText> texts = tinyTexts();
        const TrainingPass before = trainingPass(model.weights, model.hyper, texts);
        texts.insert(texts.begin() + 1, {{1, 2, 3, 4}, {0, 0, 0}, {}});
        const TrainingPass after = trainingPass(model.weights, model.hyper, texts);
        QCOMPARE(after.objective, before.objective);
        QVERIFY(after.slopes == before.slopes);
    }

    // The forward pass of files and that of training are one.
    void feedsAsTheForwardPassDoes()
    {
        const std::vector<uint8_t> bytes = TinyDeepseek2().bytes();
        const GgufFile file(bytes, "tiny");
        const Model model(file);
        Forward forward(file);
        TextRows<double> text;
        for (const int32_t token : {0, 4, 2, 1}) {
            feed(model.weights, model.hyper, token, {}, text);
            const std::vector<float> logits = forward.feed(token);
            for (size_t i = 0; i < logits.size(); ++i)
                QVERIFY(std::abs(logits[i] - text.logits.back()[i]) < 1e-5);
        }
    }

    void refusesGroupedAttention()
    {
        const Model model(TinyGrouped("llama").bytes());
        const auto error = errorOf([&] { trainingPass(model.weights, model.hyper, tinyTexts()); });
        QVERIFY(error && error->kind() == ErrorKind::Usage && isSentence(error->what()));
    }
};

QTEST_APPLESS_MAIN(TestReferenceTraining)
#include "tst_reference_training.moc"
