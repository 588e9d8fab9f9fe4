// The sampler: exact supports, exact numbers, and frequencies with fixed seeds.
#include "text/sampler.h"

#include "api/error.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <random>
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

Choice choose(const Sampling &settings, const std::vector<float> &logits, uint32_t candidates = 0,
              uint32_t position = 0, const std::vector<TokenEntry> &entries = {})
{
    return Sampler(settings).choose(logits, candidates, {0, position}, entries);
}

std::map<int32_t, int> counts(const Sampling &settings, const std::vector<float> &logits, uint32_t draws)
{
    const Sampler sampler(settings);
    std::map<int32_t, int> seen;
    for (uint32_t position = 0; position < draws; ++position)
        ++seen[sampler.draw(logits, {0, position}, {})];
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

struct Drawn {
    int32_t token = 0;
    bool isNear = false; // to a border: another choice would be as right
};

Drawn drawnByDoubles(const std::vector<float> &logits, const Sampling &settings, uint64_t number, double bound)
{
    const double best = *std::ranges::max_element(logits);
    const auto weight = [&](int32_t id, double temperature) {
        return std::exp((double(logits[size_t(id)]) - best) / temperature);
    };
    std::vector<int32_t> ids(logits.size());
    std::iota(ids.begin(), ids.end(), 0);
    const bool ordered = settings.topP < 1 || (settings.topK > 0 && settings.topK < ids.size());
    if (ordered)
        std::ranges::stable_sort(ids, std::greater(), [&](int32_t id) { return logits[size_t(id)]; });
    if (settings.topK > 0 && settings.topK < ids.size())
        ids.resize(settings.topK);
    Drawn drawn;
    const auto isClose = [&](double a, double b) { return drawn.isNear = drawn.isNear || std::abs(a - b) < bound; };
    if (settings.topP < 1) {
        double sum = 0, reached = 0;
        for (const int32_t id : ids)
            sum += weight(id, 1);
        size_t count = 0;
        while (count < ids.size() && reached < double(settings.topP) * sum) {
            reached += weight(ids[count++], 1);
            isClose(reached / sum, double(settings.topP));
        }
        ids.resize(count);
    }
    std::erase_if(ids, [&](int32_t id) {
        isClose(weight(id, 1), settings.minP > 0 ? double(settings.minP) : -1);
        return weight(id, 1) < double(settings.minP);
    });
    double sum = 0, reached = 0;
    for (const int32_t id : ids)
        sum += weight(id, double(settings.temperature));
    const double target = double(number) * 0x1p-64;
    for (const int32_t id : ids) {
        drawn.token = id;
        reached += weight(id, double(settings.temperature)) / sum;
        if (&id != &ids.back())
            isClose(reached, target);
        if (reached > target)
            break;
    }
    return drawn;
}

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
    void changedLogits();
    void agreesWithDoubles();
    void largeVocabulary();
    void extremes();
    void refusesSettings();
    void refusesLogits();
};

void TestSampler::greedy()
{
    QCOMPARE(choose({}, logitsOf(Probabilities)).token, 1);
    QCOMPARE(choose({}, {1, 3, 3, 2, 3}).token, 1); // ties: the lower id
    QCOMPARE(choose({}, {-5}, 3).token, 0);
}

void TestSampler::numbersAreOfTheUnmodifiedDistribution()
{
    double entropy = 0;
    for (const double probability : Probabilities)
        entropy -= probability * std::log(probability);
    const Sampling settings{.temperature = 0.3F, .topK = 2, .topP = 0.9F, .minP = 0.1F, .seed = 3};
    for (uint32_t position = 0; position < 20; ++position) {
        // Neither are they of what penalties and biases left.
        const Choice choice = choose(settings, logitsOf(Probabilities), 4, position, {{1, 0, 0, -5}});
        QVERIFY(std::abs(choice.entropy - entropy) < 1e-6);
        QVERIFY(std::abs(choice.logprob - std::log(Probabilities[size_t(choice.token)])) < 1e-6);
        for (const Candidate &candidate : choice.candidates)
            QVERIFY(std::abs(candidate.logprob - std::log(Probabilities[size_t(candidate.token)])) < 1e-6);
    }
}

void TestSampler::candidates()
{
    const auto ids = [](const std::vector<float> &logits, uint32_t count) {
        std::vector<int32_t> tokens;
        for (const Candidate &candidate : choose({}, logits, count).candidates)
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
    const auto draw = [](uint64_t seed, uint32_t sample) {
        const Sampler sampler({.temperature = 1, .seed = seed});
        std::vector<int32_t> tokens;
        for (uint32_t position = 0; position < 64; ++position)
            tokens.push_back(sampler.draw(logitsOf(Probabilities), {sample, position}, {}));
        return tokens;
    };
    QCOMPARE(draw(5, 0), draw(5, 0));
    QVERIFY(draw(5, 0) != draw(6, 0));
    QVERIFY(draw(5, 0) != draw(5, 1));
    // Neither what was drawn before nor the number of candidates asked for changes anything.
    for (uint32_t position = 63; position > 0; --position)
        QCOMPARE(choose({.temperature = 1, .seed = 5}, logitsOf(Probabilities), 4, position).token,
                 draw(5, 0)[position]);
}

void TestSampler::changedLogits()
{
    const std::vector<float> logits = logitsOf(Probabilities); // best first: 1, 3, 0, 2
    QCOMPARE(choose({}, logits, 0, 0, {{1, 0, 0, -1}}).token, 3);
    QCOMPARE(choose({.repetitionPenalty = 1.2F}, logits, 0, 0, {{1, 1, 0, 0}, {3, 0, 1, 0}}).token, 0);
    QCOMPARE(choose({.presencePenalty = 1}, logits, 0, 0, {{1, 5, 0, 0}}).token, 1);
    QCOMPARE(choose({.presencePenalty = 1}, logits, 0, 0, {{1, 0, 1, 0}}).token, 3);
    QCOMPARE(choose({.frequencyPenalty = 0.2F}, logits, 0, 0, {{1, 0, 1, 0}}).token, 1);
    QCOMPARE(choose({.frequencyPenalty = 0.2F}, logits, 0, 0, {{1, 0, 2, 0}}).token, 3);
    // They act before the filters: the best two are others then.
    Tokens tokens;
    for (uint32_t position = 0; position < 500; ++position)
        tokens.insert(choose({.temperature = 1, .topK = 2}, logits, 0, position, {{1, 0, 0, -5}}).token);
    QCOMPARE(tokens, (Tokens{0, 3}));
}

// The same rules in doubles, with the exponential of the standard library: what is chosen differs only where the number
// falls close to the border between two tokens. A border is a sum of weights over the sum of all. A weight is wrong by
// the error of the exponential (2e-7), the rounding of its exponent (2^-24 |d/T| each for difference and product; d/T
// is above -30 where it counts) and what is cut off (2^-43 a token, 2^18 tokens): in all below 5e-6 of it, and of the
// sums. Top-p and min-p have borders of their own, where the bound decides what is kept.
void TestSampler::agreesWithDoubles()
{
    constexpr double Bound = 1e-5; // of a quotient
    std::mt19937 random(11);
    int compared = 0, near = 0;
    for (int round = 0; round < 4000; ++round) {
        std::normal_distribution<float> normal(0, round % 3 == 0 ? 0.1F : 3);
        std::vector<float> logits(2 + random() % 300);
        for (float &logit : logits)
            logit = normal(random);
        Sampling settings{.temperature = 0.2F + float(random() % 30) / 10, .seed = random()};
        if (round % 2)
            settings.topK = 1 + random() % 80;
        if (round % 5 > 2)
            settings.topP = 0.1F + float(random() % 9) / 10;
        if (round % 7 > 4)
            settings.minP = float(random() % 10) / 20;
        const DrawPlace place{uint32_t(random() % 3), uint32_t(round)};
        const auto [token, isNear] = drawnByDoubles(logits, settings, drawNumber(settings.seed, place), Bound);
        near += isNear;
        compared += !isNear;
        if (!isNear)
            QCOMPARE(Sampler(settings).draw(logits, place, {}), token);
    }
    QVERIFY2(near < compared / 50, qPrintable(QString("%1 near a border, %2 not").arg(near).arg(compared)));
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
    const Sampler sampler({.temperature = 1, .topP = 0.25F, .seed = 1});
    std::set<int32_t> seen;
    for (uint32_t position = 0; position < 500; ++position)
        seen.insert(sampler.draw(logits, {0, position}, {}));
    QVERIFY(seen.size() > 400);
    QVERIFY(std::ranges::includes(allowed, seen));
}

void TestSampler::extremes()
{
    const float largest = std::numeric_limits<float>::max();
    const Sampling hot{.temperature = 1e6F, .seed = 1}, cold{.temperature = 1e-6F, .seed = 1};
    const Choice choice = choose(cold, {-largest, largest, 0}, 3);
    QCOMPARE(choice.token, 1);
    QVERIFY(choice.logprob == 0 && choice.entropy == 0);
    QCOMPARE(choose(cold, {1, 2}).token, 1);
    std::set<int32_t> seen;
    for (uint32_t position = 0; position < 100; ++position)
        seen.insert(choose(hot, {1, 200}, 0, position).token);
    QCOMPARE(seen.size(), size_t(2));
}

void TestSampler::refusesSettings()
{
    const float nan = std::nanf("");
    for (const Sampling &settings :
         {Sampling{.temperature = -0.1F}, Sampling{.temperature = nan}, Sampling{.temperature = INFINITY},
          Sampling{.topP = 0}, Sampling{.topP = 1.1F}, Sampling{.topP = nan}, Sampling{.minP = -0.1F},
          Sampling{.minP = 1.1F}, Sampling{.minP = nan}, Sampling{.repetitionPenalty = 0},
          Sampling{.repetitionPenalty = nan}, Sampling{.repetitionPenalty = 101}, Sampling{.presencePenalty = 2.1F},
          Sampling{.presencePenalty = nan}, Sampling{.frequencyPenalty = -2.1F}, Sampling{.frequencyPenalty = nan},
          Sampling{.logitBias = {{0, 101}}}, Sampling{.logitBias = {{0, 1}, {1, nan}}}}) {
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
            try {
                choose({.temperature = temperature}, {0, bad, 1}, 1);
                QFAIL("accepted");
            } catch (const Error &error) {
                QCOMPARE(int(error.kind()), int(ErrorKind::Internal));
                QVERIFY(std::string(error.what()).find("token 1") != std::string::npos);
            }
        }
    QVERIFY_EXCEPTION_THROWN(choose({}, {}, 1), Error);
}

QTEST_APPLESS_MAIN(TestSampler)
#include "tst_sampler.moc"
