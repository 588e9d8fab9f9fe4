// What is said of two files of one model, against the plain formulas.
#include "api/file_comparison.h"
#include "support/expect_error.h"
#include "support/sample_run.h"

#include <QTest>

#include <cmath>
#include <numeric>
#include <random>
#include <set>

using namespace deepscope;

namespace {

ModelInfo shapeOf(uint32_t vocabulary)
{
    ModelInfo info = sampleModel().info; // layers 1 and 2 of 3 have 16 experts, two at work
    info.vocabulary = vocabulary;
    return info;
}

std::vector<float> randomRow(size_t size, unsigned seed, float spread)
{
    std::mt19937 random(seed);
    std::normal_distribution<float> logit(0, spread);
    std::vector<float> row(size);
    for (float &each : row)
        each = logit(random);
    return row;
}

// Shares in long double, as the definition says them.
std::vector<long double> sharesOf(const std::vector<float> &logits)
{
    const long double largest = *std::max_element(logits.begin(), logits.end());
    std::vector<long double> shares;
    for (const float logit : logits)
        shares.push_back(std::exp((long double)logit - largest));
    const long double sum = std::accumulate(shares.begin(), shares.end(), 0.0L);
    for (long double &share : shares)
        share /= sum;
    return shares;
}

double plainDivergence(const std::vector<float> &a, const std::vector<float> &b)
{
    const auto p = sharesOf(a), q = sharesOf(b);
    long double sum = 0;
    for (size_t i = p.size(); i-- > 0;)
        if (p[i] > 0)
            sum += p[i] * std::log(p[i] / q[i]);
    return double(sum);
}

std::vector<ExpertHit> routingOf(std::initializer_list<int> experts)
{
    std::vector<ExpertHit> hits;
    for (const int expert : experts)
        hits.push_back({uint16_t(expert), 0.5F});
    return hits;
}

} // namespace

class TestModelComparison : public QObject {
    Q_OBJECT
private slots:
    void divergenceIsThatOfTheDefinition_data()
    {
        QTest::addColumn<int>("size");
        QTest::addColumn<float>("spread");
        QTest::newRow("two tokens") << 2 << 1.0F;
        QTest::newRow("flat") << 1000 << 0.01F;
        QTest::newRow("a large vocabulary") << 129280 << 3.0F;
        QTest::newRow("one token has nearly all") << 500 << 40.0F;
    }
    void divergenceIsThatOfTheDefinition()
    {
        QFETCH(const int, size);
        QFETCH(const float, spread);
        const std::vector<float> a = randomRow(size_t(size), 1, spread);
        std::vector<float> b = randomRow(size_t(size), 2, spread / 10);
        for (size_t i = 0; i < b.size(); ++i)
            b[i] += a[i];
        ModelComparison comparison(shapeOf(uint32_t(size)), shapeOf(uint32_t(size)));
        const ModelDifference position = comparison.add(1, {a, {}}, {b, {}});
        const double expected = plainDivergence(a, b);
        QVERIFY(expected > 1e-8);
        QVERIFY2(
            std::abs(position.divergence - expected) <= 1e-10 + 1e-9 * expected,
            qPrintable(QString("%1 instead of %2").arg(position.divergence, 0, 'g', 17).arg(expected, 0, 'g', 17)));
        QVERIFY(std::abs(double(position.logprobA) - double(std::log(sharesOf(a)[1]))) < 1e-4);
        QVERIFY(std::abs(double(position.logprobB) - double(std::log(sharesOf(b)[1]))) < 1e-4);
    }

    // p = (1/2, 1/4, 1/4), q = (1/4, 1/2, 1/4): KL = log 2 / 4, either way round.
    void aDivergenceByHand()
    {
        const float half = std::log(2.0F);
        const std::vector<float> a = {half, 0, 0}, b = {0, half, 0};
        ModelComparison comparison(shapeOf(3), shapeOf(3));
        const ModelDifference position = comparison.add(0, {a, {}}, {b, {}});
        QVERIFY(std::abs(position.divergence - std::log(2.0) / 4) < 1e-7);
        QVERIFY(std::abs(position.logprobA - std::log(0.5F)) < 1e-6F);
        QVERIFY(std::abs(position.logprobB - std::log(0.25F)) < 1e-6F);
        QVERIFY(!position.sameBest);
        QVERIFY(!position.routingAgreement);
    }

    void theSameRowDivergesByNothing()
    {
        const std::vector<float> a = randomRow(5000, 3, 5);
        std::vector<float> shifted = a;
        for (float &logit : shifted)
            logit += 64; // the same distribution
        ModelComparison comparison(shapeOf(5000), shapeOf(5000));
        QCOMPARE(comparison.add(0, {a, {}}, {a, {}}).divergence, 0.0);
        const double rounded = comparison.add(0, {a, {}}, {shifted, {}}).divergence;
        QVERIFY(rounded >= 0 && rounded < 1e-10);
        QCOMPARE(comparison.flips(), size_t(0));
        QVERIFY(!comparison.firstFlip());
    }

    // Logits for which plain exponentials would be infinite or all nothing.
    void nothingOverflows()
    {
        for (const float far : {1000.0F, -1000.0F, 3e38F}) {
            const std::vector<float> a = {far, far, far}, b = {far, far, far * 0.999F};
            ModelComparison comparison(shapeOf(3), shapeOf(3));
            const ModelDifference position = comparison.add(0, {a, {}}, {b, {}});
            QVERIFY(std::isfinite(position.divergence));
            if (std::abs(far) == 1000)
                QVERIFY(std::abs(position.divergence - plainDivergence(a, b)) < 1e-9);
        }
    }

    void bestAmongEqualsIsTheLowerToken()
    {
        const std::vector<float> a = {0, 2, 2, 1}, b = {0, 3, 3, 4}, c = {1, 5, 5, 0};
        ModelComparison comparison(shapeOf(4), shapeOf(4));
        QVERIFY(comparison.add(0, {a, {}}, {c, {}}).sameBest);
        QVERIFY(!comparison.add(0, {a, {}}, {b, {}}).sameBest);
        QVERIFY(comparison.add(0, {b, {}}, {b, {}}).sameBest);
        QVERIFY(!comparison.add(0, {b, {}}, {c, {}}).sameBest);
        QCOMPARE(comparison.flips(), size_t(2));
        QCOMPARE(comparison.firstFlip().value(), size_t(1));
    }

    void agreementCountsSetsByLayer()
    {
        const std::vector<float> row = {1, 0};
        ModelComparison comparison(shapeOf(2), shapeOf(2));
        const auto agree = [&](const std::vector<ExpertHit> &a, const std::vector<ExpertHit> &b) {
            return comparison.add(0, {row, a}, {row, b}).routingAgreement;
        };
        QCOMPARE(agree(routingOf({3, 4, 5, 6}), routingOf({4, 3, 6, 7})).value(), 0.75); // order does not count
        QCOMPARE(agree(routingOf({3, 4, 5, 6}), routingOf({1, 2, 7, 8})).value(), 0.0);
        // Of the experts of A: B chose one of two, and in layer 2 the only one.
        QCOMPARE(agree(routingOf({3, 4, 5, 0xffff}), routingOf({4, 9, 6, 5})).value(), 0.75);
        QVERIFY(!agree(routingOf({3, 4, 5, 6}), {}));
        const auto layers = comparison.agreementByLayer();
        QCOMPARE(layers.size(), size_t(3));
        QVERIFY(!layers[0]); // dense
        QCOMPARE(layers[1].value(), (1.0 + 0 + 0.5) / 3);
        QCOMPARE(layers[2].value(), (0.5 + 0 + 1.0) / 3);
    }

    void agreementIsThatOfSets()
    {
        std::mt19937 random(5);
        const auto choose = [&] {
            std::vector<ExpertHit> hits;
            for (int layer = 0; layer < 2; ++layer) {
                const uint16_t first = uint16_t(random() % 4), second = uint16_t(4 + random() % 4);
                hits.push_back({first, 1});
                hits.push_back({second, 1});
            }
            return hits;
        };
        const std::vector<float> row = {1, 0};
        ModelComparison comparison(shapeOf(2), shapeOf(2));
        double sums[2] = {};
        for (int position = 0; position < 50; ++position) {
            const auto a = choose(), b = choose();
            double both = 0;
            for (size_t layer = 0; layer < 2; ++layer) {
                std::set<int> all;
                for (size_t k = 0; k < 2; ++k)
                    all.insert({a[2 * layer + k].expert, b[2 * layer + k].expert});
                const double shared = (4.0 - double(all.size())) / 2;
                sums[layer] += shared;
                both += shared / 2;
            }
            QVERIFY(std::abs(comparison.add(0, {row, a}, {row, b}).routingAgreement.value() - both) < 1e-12);
        }
        for (size_t layer = 0; layer < 2; ++layer)
            QVERIFY(std::abs(comparison.agreementByLayer()[layer + 1].value() - sums[layer] / 50) < 1e-12);
    }

    void meansAreOverPositions()
    {
        const std::vector<float> a = {1, 0, 2}, b = {0, 1, 0};
        ModelComparison comparison(shapeOf(3), shapeOf(3));
        QCOMPARE(comparison.meanDivergence(), 0.0);
        comparison.add(2, {a, {}}, {b, {}});
        comparison.add(1, {b, {}}, {a, {}});
        comparison.add(0, {a, {}}, {a, {}});
        QVERIFY(std::abs(comparison.meanDivergence() - (plainDivergence(a, b) + plainDivergence(b, a)) / 3) < 1e-12);
        QCOMPARE(comparison.positions().size(), size_t(3));
        QCOMPARE(comparison.positions()[1].token, 1);
    }

    void anotherModelIsRefused()
    {
        const ModelInfo a = shapeOf(3);
        const auto refused = [&](auto change) {
            ModelInfo b = a;
            change(b);
            const std::optional<Error> error = errorOf([&] { ModelComparison(a, b); });
            return error && error->kind() == ErrorKind::Usage && isSentence(error->what()) ? QString(error->what())
                                                                                           : QString();
        };
        QVERIFY(refused([](ModelInfo &b) { b.vocabulary = 4; }).contains("vocabulary, 3 and 4"));
        QVERIFY(refused([](ModelInfo &b) { b.layers = 9; }).contains("layers, 3 and 9"));
        QVERIFY(refused([](ModelInfo &b) { b.denseLayers = 0; }).contains("dense layers, 1 and 0"));
        QVERIFY(refused([](ModelInfo &b) { b.experts = 8; }).contains("experts, 16 and 8"));
    }

    void wrongRowsAreRefused()
    {
        const std::vector<float> row = {1, 0, 2}, fewer = {1, 0}, broken = {1, NAN, 2};
        ModelComparison comparison(shapeOf(3), shapeOf(3));
        const auto kindOf = [&](int32_t next, const std::vector<float> &a, const std::vector<float> &b) {
            return errorOf([&] { comparison.add(next, {a, {}}, {b, {}}); }).value().kind();
        };
        QCOMPARE(kindOf(0, row, fewer), ErrorKind::Internal);
        QCOMPARE(kindOf(0, broken, row), ErrorKind::Internal);
        QCOMPARE(kindOf(3, row, row), ErrorKind::Usage);
        QCOMPARE(kindOf(-1, row, row), ErrorKind::Usage);
        QVERIFY(comparison.positions().empty());
    }
};

QTEST_GUILESS_MAIN(TestModelComparison)
#include "tst_model_comparison.moc"
