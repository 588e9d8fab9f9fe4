// The sampler: exact supports, exact numbers, and frequencies with fixed seeds.
#include "text/sampler.h"

#include "api/error.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <set>

using namespace deepscope;

namespace {

// Probabilities 0.4, 0.3, 0.2, 0.1 in an order that is not sorted; the logits are shifted, which must not matter.
const std::vector<double> Probabilities = {0.2, 0.4, 0.1, 0.3};

std::vector<float> logitsOf(const std::vector<double> &probabilities)
{
    std::vector<float> logits;
    for (const double probability : probabilities)
        logits.push_back(float(std::log(probability) + 7.5));
    return logits;
}

std::map<int32_t, int> counts(const Sampling &settings, const std::vector<float> &logits, int draws)
{
    Sampler sampler(settings);
    std::map<int32_t, int> seen;
    for (int i = 0; i < draws; ++i)
        ++seen[sampler.choose(logits, 0).token];
    return seen;
}

std::set<int32_t> support(const Sampling &settings)
{
    std::set<int32_t> tokens;
    for (const auto &[token, count] : counts(settings, logitsOf(Probabilities), 2000))
        tokens.insert(token);
    return tokens;
}

// Pearson's statistic of the counts against probabilities.
double chiSquared(const std::map<int32_t, int> &seen, const std::vector<double> &probabilities, int draws)
{
    double sum = 0;
    for (size_t token = 0; token < probabilities.size(); ++token) {
        const double expected = probabilities[token] * draws;
        const auto found = seen.find(int32_t(token));
        const double difference = (found == seen.end() ? 0 : found->second) - expected;
        sum += difference * difference / expected;
    }
    return sum;
}

using Tokens = std::set<int32_t>;

} // namespace

class TestSampler : public QObject {
    Q_OBJECT

private slots:
    void greedy();
    void numbersAreOfTheUnmodifiedDistribution();
    void candidates();
    void supports();
    void frequencies_data();
    void frequencies();
    void seeds();
    void largeVocabulary();
    void extremes();
    void refusesSettings();
    void refusesLogits();
};

void TestSampler::greedy()
{
    Sampler sampler({});
    QCOMPARE(sampler.choose(logitsOf(Probabilities), 0).token, 1);
    QCOMPARE(sampler.choose(std::vector<float>{1, 3, 3, 2, 3}, 0).token, 1); // ties: the lower id
    QCOMPARE(sampler.choose(std::vector<float>{-5}, 3).token, 0);
}

void TestSampler::numbersAreOfTheUnmodifiedDistribution()
{
    double entropy = 0;
    for (const double probability : Probabilities)
        entropy -= probability * std::log(probability);
    Sampler sampler({.temperature = 0.3F, .topK = 2, .topP = 0.9F, .minP = 0.1F, .seed = 3});
    for (int i = 0; i < 20; ++i) {
        const Choice choice = sampler.choose(logitsOf(Probabilities), 4);
        QVERIFY(std::abs(choice.entropy - entropy) < 1e-6);
        QVERIFY(std::abs(choice.logprob - std::log(Probabilities[size_t(choice.token)])) < 1e-6);
        for (const Candidate &candidate : choice.candidates)
            QVERIFY(std::abs(candidate.logprob - std::log(Probabilities[size_t(candidate.token)])) < 1e-6);
    }
}

void TestSampler::candidates()
{
    Sampler sampler({});
    const auto ids = [&](const std::vector<float> &logits, uint32_t count) {
        std::vector<int32_t> tokens;
        for (const Candidate &candidate : sampler.choose(logits, count).candidates)
            tokens.push_back(candidate.token);
        return tokens;
    };
    QCOMPARE(ids(logitsOf(Probabilities), 3), (std::vector<int32_t>{1, 3, 0}));
    QCOMPARE(ids(logitsOf(Probabilities), 0), std::vector<int32_t>{});
    QCOMPARE(ids(logitsOf(Probabilities), 50), (std::vector<int32_t>{1, 3, 0, 2}));
    QCOMPARE(ids({1, 2, 2, 1, 2}, 5), (std::vector<int32_t>{1, 2, 4, 0, 3}));
    QCOMPARE(ids(std::vector<float>(200, 0), 1000).size(), size_t(MaxCandidates));
}

void TestSampler::supports()
{
    QCOMPARE(support({.temperature = 1}), (Tokens{0, 1, 2, 3}));
    QCOMPARE(support({.temperature = 1, .topK = 1}), Tokens{1});
    QCOMPARE(support({.temperature = 1, .topK = 2}), (Tokens{1, 3}));
    QCOMPARE(support({.temperature = 1, .topK = 100}), (Tokens{0, 1, 2, 3}));
    QCOMPARE(support({.temperature = 1, .topP = 0.3F}), Tokens{1});
    QCOMPARE(support({.temperature = 1, .topP = 0.6F}), (Tokens{1, 3}));
    QCOMPARE(support({.temperature = 1, .topP = 0.8F}), (Tokens{0, 1, 3}));
    QCOMPARE(support({.temperature = 1, .minP = 0.6F}), (Tokens{1, 3}));    // 0.24 at least
    QCOMPARE(support({.temperature = 1, .minP = 0.3F}), (Tokens{0, 1, 3})); // 0.12
    QCOMPARE(support({.temperature = 1, .minP = 1}), Tokens{1});
    // Top-p counts shares of what top-k left: 0.4 of 0.7 is 0.57.
    QCOMPARE(support({.temperature = 1, .topK = 2, .topP = 0.55F}), Tokens{1});
    QCOMPARE(support({.temperature = 1, .topP = 0.55F}), (Tokens{1, 3}));
    // The filters see temperature 1: heat does not widen them.
    QCOMPARE(support({.temperature = 50, .topP = 0.6F}), (Tokens{1, 3}));
    QCOMPARE(support({.temperature = 50, .minP = 0.6F}), (Tokens{1, 3}));
}

void TestSampler::frequencies_data()
{
    QTest::addColumn<double>("temperature");
    QTest::addColumn<quint64>("seed");
    for (const double temperature : {0.5, 1.0, 2.0})
        for (const quint64 seed : {0, 1, 2})
            QTest::addRow("temperature %g, seed %d", temperature, int(seed)) << temperature << seed;
}

void TestSampler::frequencies()
{
    QFETCH(double, temperature);
    QFETCH(quint64, seed);
    std::vector<double> expected;
    for (const double probability : Probabilities)
        expected.push_back(std::pow(probability, 1 / temperature));
    const double sum = std::accumulate(expected.begin(), expected.end(), 0.0);
    for (double &probability : expected)
        probability /= sum;
    constexpr int Draws = 20000;
    const auto seen = counts({.temperature = float(temperature), .seed = seed}, logitsOf(Probabilities), Draws);
    // Three degrees of freedom: above 16.3 in one of a thousand fair runs; the seeds are fixed.
    QVERIFY(chiSquared(seen, expected, Draws) < 16.3);
}

void TestSampler::seeds()
{
    const auto draw = [](uint64_t seed) {
        Sampler sampler({.temperature = 1, .seed = seed});
        std::vector<int32_t> tokens;
        for (int i = 0; i < 64; ++i)
            tokens.push_back(sampler.choose(logitsOf(Probabilities), 0).token);
        return tokens;
    };
    QCOMPARE(draw(5), draw(5));
    QVERIFY(draw(5) != draw(6));
    // The number of candidates asked for changes nothing.
    Sampler few({.temperature = 1, .seed = 5}), many({.temperature = 1, .seed = 5});
    for (int i = 0; i < 64; ++i)
        QCOMPARE(few.choose(logitsOf(Probabilities), 0).token, many.choose(logitsOf(Probabilities), 4).token);
}

void TestSampler::largeVocabulary()
{
    // A flat distribution over many tokens: top-p must rank far, and exactly.
    constexpr size_t Size = 20000;
    std::vector<float> logits(Size);
    for (size_t i = 0; i < Size; ++i)
        logits[i] = -1e-5F * float((i * 7919) % Size);
    std::vector<size_t> order(Size);
    std::iota(order.begin(), order.end(), 0);
    std::ranges::sort(order, std::greater(), [&](size_t i) { return logits[i]; });
    double total = 0, reached = 0;
    for (const float logit : logits)
        total += std::exp(double(logit));
    std::set<int32_t> allowed;
    for (size_t i = 0; reached < 0.25 * total; ++i) {
        reached += std::exp(double(logits[order[i]]));
        allowed.insert(int32_t(order[i]));
    }
    Sampler sampler({.temperature = 1, .topP = 0.25F, .seed = 1});
    std::set<int32_t> seen;
    for (int i = 0; i < 500; ++i)
        seen.insert(sampler.choose(logits, 0).token);
    QVERIFY(seen.size() > 400);
    QVERIFY(std::ranges::includes(allowed, seen));
}

void TestSampler::extremes()
{
    const float largest = std::numeric_limits<float>::max();
    Sampler hot({.temperature = 1e6F, .seed = 1}), cold({.temperature = 1e-6F, .seed = 1});
    const Choice choice = cold.choose(std::vector<float>{-largest, largest, 0}, 3);
    QCOMPARE(choice.token, 1);
    QVERIFY(choice.logprob == 0 && choice.entropy == 0);
    QCOMPARE(cold.choose(std::vector<float>{1, 2}, 0).token, 1);
    std::set<int32_t> seen;
    for (int i = 0; i < 100; ++i)
        seen.insert(hot.choose(std::vector<float>{1, 200}, 0).token);
    QCOMPARE(seen.size(), size_t(2));
}

void TestSampler::refusesSettings()
{
    const float nan = std::nanf("");
    for (const Sampling &settings :
         {Sampling{.temperature = -0.1F}, Sampling{.temperature = nan}, Sampling{.temperature = INFINITY},
          Sampling{.topP = 0}, Sampling{.topP = 1.1F}, Sampling{.topP = nan}, Sampling{.minP = -0.1F},
          Sampling{.minP = 1.1F}, Sampling{.minP = nan}}) {
        try {
            Sampler sampler(settings);
            QFAIL("accepted");
        } catch (const Error &error) {
            QCOMPARE(int(error.kind()), int(ErrorKind::Usage));
        }
    }
}

void TestSampler::refusesLogits()
{
    for (const float bad : {std::nanf(""), INFINITY, -INFINITY})
        for (const float temperature : {0.0F, 1.0F}) {
            Sampler sampler({.temperature = temperature});
            try {
                sampler.choose(std::vector<float>{0, bad, 1}, 1);
                QFAIL("accepted");
            } catch (const Error &error) {
                QCOMPARE(int(error.kind()), int(ErrorKind::Internal));
                QVERIFY(std::string(error.what()).find("token 1") != std::string::npos);
            }
        }
    Sampler sampler({});
    QVERIFY_EXCEPTION_THROWN(sampler.choose({}, 1), Error);
}

QTEST_APPLESS_MAIN(TestSampler)
#include "tst_sampler.moc"
