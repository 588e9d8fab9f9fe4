// The weight of each token by each algorithm: by hand, by what must always hold, and by differences of the loss.
#include "support/expect_error.h"
#include "train/draws.h"
#include "train/objective.h"

#include <QTest>

#include <cmath>
#include <set>

using namespace deepscope;

namespace {

bool near(double a, double b, double tolerance = 1e-12)
{
    return std::abs(a - b) <= tolerance * std::max({1.0, std::abs(a), std::abs(b)});
}

// Groups with rewards as they come, not all equal within a group.
std::vector<AnswerGroup> drawnGroups(uint64_t number)
{
    RandomDraws draws(3, DrawnFor::Problem, number);
    std::vector<AnswerGroup> groups(draws.between(1, 6));
    for (AnswerGroup &group : groups) {
        group.resize(draws.between(2, 9));
        for (ScoredAnswer &answer : group)
            answer = {double(draws.below(3)) * 0.6, draws.between(1, 56)};
        group[0].reward = 2;
        group[1].reward = 0.1;
    }
    return groups;
}

} // namespace

class TestObjective : public QObject {
    Q_OBJECT

    static std::vector<AnswerWeight> first(Algorithm algorithm, const std::vector<AnswerGroup> &groups)
    {
        return weighAnswers({.algorithm = algorithm, .cap = 50}, groups)[0];
    }

private slots:
    void namesAndSentences();
    void byHand_data();
    void byHand();
    void equalRewardsWeighNothing();
    void advantagesOfAGroupSumToNothing();
    void scaleAndPlaceOfRewards();
    void lengthCountsAsTheyPromise();
    void klPullsTowardsTheReference();
    void theWeightIsTheSlopeByLogits();
};

void TestObjective::namesAndSentences()
{
    std::set<std::string> names, sentences;
    for (const Algorithm algorithm : AllAlgorithms) {
        names.insert(algorithmName(algorithm));
        sentences.insert(algorithmSentence(algorithm));
        QVERIFY(isSentence(algorithmSentence(algorithm)));
        QCOMPARE(algorithmFrom(algorithmName(algorithm)), std::optional(algorithm));
    }
    QCOMPARE(names, (std::set<std::string>{"dr-grpo", "grpo", "dapo", "rloo"}));
    QCOMPARE(sentences.size(), size_t(4));
    QVERIFY(!algorithmFrom("ppo") && !algorithmFrom(""));
}

void TestObjective::byHand_data()
{
    QTest::addColumn<int>("algorithm");
    QTest::addColumn<QList<double>>("advantages"); // of rewards 1.2, 0.2, 0.2, 0: mean 0.4, variance 0.22
    QTest::addColumn<QList<double>>("divisors");   // lengths 10, 20, 5, 5; a second group of 2 has equal rewards
    const double deviation = std::sqrt(0.22);
    const QList<double> above{0.8, -0.2, -0.2, -0.4};
    const QList<double> normed{0.8 / deviation, -0.2 / deviation, -0.2 / deviation, -0.4 / deviation};
    QTest::newRow("dr-grpo") << int(Algorithm::DrGrpo) << above << QList<double>(4, 6 * 50);
    QTest::newRow("grpo") << int(Algorithm::Grpo) << normed << QList<double>{60, 120, 30, 30};
    QTest::newRow("dapo") << int(Algorithm::Dapo) << normed << QList<double>(4, 40);
    // 1.2 - 0.4 / 3; 0.2 - 1.4 / 3; 0 - 1.6 / 3
    QTest::newRow("rloo") << int(Algorithm::LeaveOneOut) << QList<double>{3.2 / 3, -0.8 / 3, -0.8 / 3, -1.6 / 3}
                          << QList<double>(4, 6);
}

void TestObjective::byHand()
{
    QFETCH(int, algorithm);
    QFETCH(QList<double>, advantages);
    QFETCH(QList<double>, divisors);
    const std::vector<AnswerGroup> groups{{{1.2, 10}, {0.2, 20}, {0.2, 5}, {0, 5}}, {{0.2, 7}, {0.2, 9}}};
    const auto weights = weighAnswers({.algorithm = Algorithm(algorithm), .cap = 50}, groups);
    QCOMPARE(weights.size(), size_t(2));
    QCOMPARE(weights[0].size(), size_t(4));
    for (int i = 0; i < 4; ++i) {
        const AnswerWeight &answer = weights[0][size_t(i)];
        QVERIFY(near(answer.advantage, advantages[i]) && near(answer.scale, 1 / divisors[i]));
        QVERIFY(near(answer.weight(), advantages[i] / divisors[i]));
    }
    for (const AnswerWeight &answer : weights[1])
        QCOMPARE(answer.weight(), 0.0);
    QCOMPARE(weights[1][0].scale == 0, Algorithm(algorithm) == Algorithm::Dapo); // dropped, KL term and all
}

// Exactly nothing, also where the mean of equal numbers is rounded; and a lone answer has nobody to be compared with.
void TestObjective::equalRewardsWeighNothing()
{
    for (const Algorithm algorithm : AllAlgorithms)
        for (const double reward : {0.0, 0.2, 0.1 + 0.2, 1.2, -3.3})
            for (size_t count = 1; count < 20; ++count) {
                const AnswerGroup equal(count, {reward, 11});
                for (const AnswerWeight &answer : first(algorithm, {equal, {{0, 3}, {1, 4}}}))
                    QVERIFY(answer.advantage == 0 && answer.weight() == 0);
                for (const AnswerWeight &answer : first(algorithm, {equal})) // nothing else in the step
                    QVERIFY(answer.weight() == 0 && std::isfinite(answer.scale));
            }
    for (const Algorithm algorithm : AllAlgorithms) {
        QVERIFY(weighAnswers({.algorithm = algorithm}, {}).empty());
        QVERIFY(std::isfinite(first(algorithm, {{{1, 0}, {0, 4}}})[0].weight())); // an answer without tokens
    }
}

void TestObjective::advantagesOfAGroupSumToNothing()
{
    for (uint64_t number = 0; number < 300; ++number) {
        const std::vector<AnswerGroup> groups = drawnGroups(number);
        for (const Algorithm algorithm : AllAlgorithms)
            for (const auto &group : weighAnswers({.algorithm = algorithm}, groups)) {
                double sum = 0, most = 0;
                for (const AnswerWeight &answer : group) {
                    sum += answer.advantage;
                    most = std::max(most, answer.advantage);
                    QVERIFY(answer.scale > 0);
                }
                QVERIFY(near(sum, 0, 1e-12) && most > 0.1);
            }
    }
}

// Adding to all rewards changes nothing; multiplying them changes only what is not divided by the deviation.
void TestObjective::scaleAndPlaceOfRewards()
{
    for (uint64_t number = 0; number < 100; ++number) {
        const std::vector<AnswerGroup> groups = drawnGroups(number);
        std::vector<AnswerGroup> moved = groups;
        for (AnswerGroup &group : moved)
            for (ScoredAnswer &answer : group)
                answer.reward = 3 * answer.reward + 5;
        for (const Algorithm algorithm : AllAlgorithms) {
            const bool normed = algorithm == Algorithm::Grpo || algorithm == Algorithm::Dapo;
            const auto before = first(algorithm, groups), after = first(algorithm, moved);
            for (size_t i = 0; i < before.size(); ++i) {
                QVERIFY(near(after[i].advantage, before[i].advantage * (normed ? 1 : 3), 1e-9));
                QCOMPARE(after[i].scale, before[i].scale);
            }
        }
    }
}

// Of two equally good answers, one five times as long.
void TestObjective::lengthCountsAsTheyPromise()
{
    const std::vector<AnswerGroup> groups{{{1, 10}, {1, 50}, {0, 40}}};
    for (const Algorithm algorithm : AllAlgorithms) {
        const auto weights = first(algorithm, groups);
        const double shortToken = weights[0].weight(), longToken = weights[1].weight();
        QVERIFY(near(shortToken / longToken, algorithm == Algorithm::Grpo ? 5 : 1));
    }
    double sum = 0; // DAPO: the mean over all tokens of the step
    for (size_t i = 0; i < 3; ++i)
        sum += first(Algorithm::Dapo, groups)[i].scale * groups[0][i].tokens;
    QVERIFY(near(sum, 1));
}

void TestObjective::klPullsTowardsTheReference()
{
    const ObjectiveRule rule{.klRate = 0.5};
    const AnswerWeight answer{2, 0.25};
    const std::vector<float> model{-1, -1, -1, -90}, reference{-1, -0.5F, -2, -1};
    const std::vector<float> weights = tokenWeights(rule, answer, model, reference);
    QCOMPARE(weights[0], 0.5F);
    QVERIFY(near(weights[1], (2 + 0.5 * (std::exp(0.5) - 1)) * 0.25, 1e-6));
    QVERIFY(near(weights[2], (2 + 0.5 * (std::exp(-1.0) - 1)) * 0.25, 1e-6));
    QVERIFY(std::isfinite(weights[3]) && weights[3] > weights[1]);
    QCOMPARE(tokenWeights({}, answer, model, {}), std::vector<float>(4, 0.5F)); // without it, no reference is needed
    QCOMPARE(tokenWeights(rule, {0, 0}, model, reference), std::vector<float>(4, 0.0F)); // dropped
    QCOMPARE(klEstimate(-1, -1), 0.0);
    QVERIFY(near(klEstimate(-1, -0.5), std::exp(0.5) - 0.5 - 1) && klEstimate(-1, -3) > 0);
}

// Logits of one token are moved by a little: the loss -advantage * log p + rate * k3, times scale, moves by
// weight * (softmax - onehot).
void TestObjective::theWeightIsTheSlopeByLogits()
{
    const std::vector<double> logits{0.3, -1.2, 2.0, 0.1, -0.4};
    constexpr size_t Sampled = 3;
    constexpr double Reference = -2, Advantage = -0.7, Scale = 1, Rate = 0.4, Epsilon = 1e-6;
    const auto logProbability = [](const std::vector<double> &values, size_t token) {
        double sum = 0;
        for (const double value : values)
            sum += std::exp(value);
        return values[token] - std::log(sum);
    };
    const auto loss = [&](const std::vector<double> &values) {
        const double log = logProbability(values, Sampled);
        return Scale * (-Advantage * log + Rate * klEstimate(log, Reference));
    };
    const float model = float(logProbability(logits, Sampled)), reference = float(Reference);
    const float weight = tokenWeights({.klRate = Rate}, {Advantage, Scale}, {&model, 1}, {&reference, 1})[0];
    for (size_t i = 0; i < logits.size(); ++i) {
        std::vector<double> above = logits, below = logits;
        above[i] += Epsilon;
        below[i] -= Epsilon;
        const double slope = (loss(above) - loss(below)) / (2 * Epsilon);
        const double expected = weight * (std::exp(logProbability(logits, i)) - (i == Sampled ? 1 : 0));
        QVERIFY2(std::abs(slope - expected) < 1e-6, qPrintable(QString::number(slope - expected)));
        QVERIFY(std::abs(slope) > 1e-3);
    }
}

QTEST_APPLESS_MAIN(TestObjective)
#include "tst_objective.moc"
