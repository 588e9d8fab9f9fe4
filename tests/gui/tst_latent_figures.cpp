// Norms, cosines, effective rank and the directions that hold 95 %, against matrices of which they are known, against
// power iteration, and of what the caches of golden models hold.
#include "../engine/support/golden_model.h"
#include "api/blocking_engine.h"
#include "model/gguf_file.h"
#include "models/latent_figures.h"
#include "models/symmetric_eigenvalues.h"
#include "reference/forward.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>
#include <numeric>
#include <random>

using namespace deepscope;

namespace {

bool near(double a, double b, double bound = 1e-9) { return std::abs(a - b) <= bound * std::max(1.0, std::abs(b)); }

std::vector<float> randomRows(size_t rows, size_t columns, unsigned seed)
{
    std::mt19937 random(seed);
    std::normal_distribution<float> normal;
    std::vector<float> values(rows * columns);
    for (float &value : values)
        value = normal(random);
    return values;
}

// The largest first: of X'X by power iteration, each direction that was found taken out of what is left.
std::vector<double> squaresByPowerIteration(const TokenRows &rows, size_t count)
{
    const size_t size = rows.columns;
    std::vector<double> left(rows.values.begin(), rows.values.end()), squares;
    for (size_t found = 0; found < count; ++found) {
        std::vector<double> v(size);
        for (size_t i = 0; i < size; ++i)
            v[i] = std::sin(double(i) + 1 + double(found));
        double square = 0;
        for (int step = 0; step < 20000; ++step) {
            std::vector<double> next(size);
            for (size_t row = 0; row < rows.count(); ++row) {
                const double product = std::inner_product(v.begin(), v.end(), &left[row * size], 0.0);
                for (size_t i = 0; i < size; ++i)
                    next[i] += product * left[row * size + i];
            }
            const double before = square;
            square = std::sqrt(std::inner_product(next.begin(), next.end(), next.begin(), 0.0));
            for (size_t i = 0; i < size; ++i)
                v[i] = next[i] / square;
            if (step > 50 && std::abs(square - before) < 1e-15 * square)
                break;
        }
        squares.push_back(square);
        for (size_t row = 0; row < rows.count(); ++row) {
            const double product = std::inner_product(v.begin(), v.end(), &left[row * size], 0.0);
            for (size_t i = 0; i < size; ++i)
                left[row * size + i] -= product * v[i];
        }
    }
    return squares;
}

double product(const std::vector<double> &a, const std::vector<double> &b)
{
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

// The largest first, by one-sided Jacobi: the rows, or the columns where these are fewer, are turned two by two until
// all lie at right angles; their lengths are the singular values.
std::vector<double> squaresByRotation(const std::vector<double> &values, size_t columns)
{
    const size_t rows = values.size() / columns;
    std::vector<std::vector<double>> axes(std::min(rows, columns), std::vector<double>(std::max(rows, columns)));
    for (size_t i = 0; i < rows; ++i)
        for (size_t j = 0; j < columns; ++j)
            (rows <= columns ? axes[i][j] : axes[j][i]) = values[i * columns + j];
    bool turned = true;
    for (int sweep = 0; turned && sweep < 60; ++sweep) {
        turned = false;
        for (size_t p = 0; p < axes.size(); ++p)
            for (size_t q = p + 1; q < axes.size(); ++q) {
                const double a = product(axes[p], axes[p]), b = product(axes[q], axes[q]),
                             both = product(axes[p], axes[q]);
                if (std::abs(both) <= 1e-13 * std::sqrt(a * b))
                    continue;
                turned = true;
                const double slope = (b - a) / (2 * both),
                             tangent = std::copysign(1 / (std::abs(slope) + std::hypot(1, slope)), slope),
                             cosine = 1 / std::hypot(1, tangent), sine = cosine * tangent;
                for (size_t i = 0; i < axes[p].size(); ++i) {
                    const double x = axes[p][i], y = axes[q][i];
                    axes[p][i] = cosine * x - sine * y;
                    axes[q][i] = sine * x + cosine * y;
                }
            }
    }
    std::vector<double> squares;
    for (const std::vector<double> &axis : axes)
        squares.push_back(product(axis, axis));
    std::ranges::sort(squares, std::greater());
    return squares;
}

// From the squares, in words of their own: exp of the entropy, and how many come to 95 %.
struct PlainFigures {
    PlainFigures(const std::vector<double> &values, size_t columns)
    {
        double sum = 0, weighted = 0, held = 0;
        const std::vector<double> squares = squaresByRotation(values, columns);
        for (const double square : squares) {
            sum += square;
            weighted += square > 0 ? square * std::log(square) : 0;
        }
        rank = sum * std::exp(-weighted / sum);
        while (held < 0.95 * sum)
            held += squares[directions++];
    }
    double rank = 0;
    size_t directions = 0;
};

// What the first part of a layer's cache is in a forward pass in float64: latents, or keys.
std::vector<double> expectedRows(const LayerShape &shape, const reference::LayerText<double> &rows)
{
    const auto *latent = std::get_if<LatentAttention>(&shape.mixer);
    if (!latent)
        return rows.grouped.keys;
    std::vector<double> latents;
    const size_t width = latent->latent + latent->rope;
    for (auto row = rows.latent.cache.begin(); row != rows.latent.cache.end(); row += ptrdiff_t(width))
        latents.insert(latents.end(), row, row + latent->latent);
    return latents;
}

} // namespace

class TestLatentFigures : public QObject {
    Q_OBJECT

private slots:
    void normsAndCosines()
    {
        const std::vector<float> values = {3, 4, 0, /**/ 0, 0, 2, /**/ -6, -8, 0, /**/ 0, 0, 0, /**/ 3, 0, 4};
        const TokenRows rows{values, 3};
        QCOMPARE(rows.count(), size_t(5));
        QCOMPARE(norms(rows), (std::vector<double>{5, 2, 10, 0, 5}));
        const std::vector<double> expected = {1, 0, -1, 0, 9.0 / 25};
        const std::vector<double> found = cosines(rows, 0);
        QCOMPARE(found.size(), expected.size());
        for (size_t i = 0; i < found.size(); ++i)
            QVERIFY(near(found[i], expected[i]));
        QCOMPARE(cosines(rows, 3), std::vector<double>(5)); // of nothing
    }

    void eigenvaluesThatAreKnown()
    {
        QVERIFY(symmetricEigenvalues({}, 0).empty());
        QVERIFY(near(symmetricEigenvalues({-7}, 1)[0], -7));
        const std::vector<double> two = symmetricEigenvalues({2, 1, 1, 2}, 2);
        QVERIFY(near(two[0], 3) && near(two[1], 1));
        // 2 on the diagonal, -1 beside it: 2 - 2 cos(k pi / (n + 1)). And the same with its rows in another order.
        constexpr size_t Size = 40;
        std::vector<double> matrix(Size * Size), mixed(Size * Size);
        const auto place = [](size_t i) { return i * 7 % Size; };
        for (size_t i = 0; i < Size; ++i)
            for (size_t j = 0; j < Size; ++j) {
                matrix[i * Size + j] = i == j ? 2 : i + 1 == j || j + 1 == i ? -1 : 0;
                mixed[place(i) * Size + place(j)] = matrix[i * Size + j];
            }
        for (const std::vector<double> &each : {matrix, mixed}) {
            const std::vector<double> values = symmetricEigenvalues(each, Size);
            QCOMPARE(values.size(), Size);
            for (size_t k = 0; k < Size; ++k)
                QVERIFY(near(values[k], 2 - 2 * std::cos(double(Size - k) * std::numbers::pi / (Size + 1)), 1e-13));
        }
        for (const double value : symmetricEigenvalues(std::vector<double>(9), 3))
            QCOMPARE(value, 0.0);
    }

    // Rows at right angles: their lengths are the singular values.
    void orthogonalRows()
    {
        std::vector<float> values(4 * 6);
        for (size_t i = 0; i < 4; ++i)
            values[i * 6 + i] = 3;
        const LatentFigures equal = latentFigures({values, 6});
        QVERIFY(near(equal.effectiveRank, 4));
        QCOMPARE(equal.directions, size_t(4)); // three hold 75 %
        QCOMPARE(equal.most, size_t(4));
        QCOMPARE(equal.rowsCounted, size_t(4));
        values[0] = 10;
        const std::vector<double> squares = squaredSingularValues({values, 6});
        QVERIFY(near(squares[0], 100) && near(squares[1], 9) && near(squares[3], 9));
        const double a = 100.0 / 127, b = 9.0 / 127;
        QVERIFY(near(effectiveRank(squares), std::exp(-a * std::log(a) - 3 * b * std::log(b))));
        QCOMPARE(directionsHolding(squares, 0.95), size_t(4)); // 118 of 127 are 93 %
        QCOMPARE(directionsHolding(squares, 0.92), size_t(3));
        QCOMPARE(directionsHolding(squares, 0.5), size_t(1));
    }

    void oneDirectionAndNone()
    {
        std::vector<float> values;
        for (int row = 0; row < 9; ++row)
            for (int column = 0; column < 5; ++column)
                values.push_back(float((row - 4) * (column + 1)));
        const LatentFigures one = latentFigures({values, 5});
        QVERIFY(near(one.effectiveRank, 1, 1e-8));
        QCOMPARE(one.directions, size_t(1));
        QCOMPARE(one.most, size_t(5));
        const LatentFigures none = latentFigures({std::vector<float>(15), 5});
        QCOMPARE(none.effectiveRank, 0.0);
        QCOMPARE(none.directions, size_t(0));
        QVERIFY(latentFigures({{}, 5}).norms.empty());
    }

    // More rows than columns, and more columns than rows.
    void randomRowsAgainstPowerIteration()
    {
        for (const auto &[count, columns] : {std::pair<size_t, size_t>(20, 6), std::pair<size_t, size_t>(6, 20)}) {
            std::vector<float> values = randomRows(count, columns, 11);
            for (size_t i = 0; i < values.size(); ++i) // lengths well apart, so that the iteration ends
                values[i] *= float(std::pow(0.6, double(count > columns ? i % columns : i / columns)));
            const TokenRows rows{values, columns};
            const std::vector<double> expected = squaresByPowerIteration(rows, 6);
            const std::vector<double> found = squaredSingularValues(rows);
            QCOMPARE(found.size(), size_t(6));
            for (size_t i = 0; i < found.size(); ++i)
                QVERIFY2(std::abs(found[i] - expected[i]) < 1e-8 * expected[0],
                         qPrintable(QString("%1: %2, not %3").arg(i).arg(found[i]).arg(expected[i])));
            const LatentFigures figures = latentFigures(rows);
            QVERIFY(near(figures.effectiveRank, effectiveRank(expected), 1e-6));
            QCOMPARE(figures.directions, directionsHolding(expected, LatentFigures::Held));
        }
    }

    // As many columns as a latent has: the sum of the squares is that of all numbers, and both Gram matrices agree.
    void aLatentOfFullSize()
    {
        constexpr size_t Count = 300, Columns = 512;
        const std::vector<float> values = randomRows(Count, Columns, 5);
        std::vector<float> turned(values.size());
        double sum = 0;
        for (size_t i = 0; i < values.size(); ++i) {
            turned[i % Columns * Count + i / Columns] = values[i];
            sum += double(values[i]) * double(values[i]);
        }
        const std::vector<double> squares = squaredSingularValues({values, Columns});
        QCOMPARE(squares.size(), Count);
        QVERIFY(near(std::accumulate(squares.begin(), squares.end(), 0.0), sum, 1e-11));
        const std::vector<double> ofTurned = squaredSingularValues({turned, Count});
        QCOMPARE(ofTurned.size(), Count);
        for (size_t i = 0; i < Count; ++i)
            QVERIFY(near(squares[i], ofTurned[i], 1e-10));
        const double rank = effectiveRank(squares);
        QVERIFY(rank > 100 && rank < Count);
    }

    // What the engine's cache holds of a text, as the window asks for it; and the rows of a forward pass in float64.
    void cachesOfGoldenModels_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name : {"default", "ds2lite_new_f16", "llama_f16"})
            QTest::newRow(name) << name;
    }
    void cachesOfGoldenModels()
    {
        QFETCH(QString, name);
        const GoldenModel golden(name);
        std::vector<int32_t> text = golden.prompt;
        text.insert(text.end(), golden.continuation.begin(), golden.continuation.end());
        BlockingEngine engine;
        engine.load({.path = golden.path.string(), .context = 256, .cacheType = CacheType::F32, .prepare = false});
        const uint32_t layers = engine.model().info.layers;
        const CacheAnswer answer = engine.ask(CacheQuestion{.tokens = text, .layers = layers});
        QCOMPARE(answer.layers.size(), size_t(layers));

        const GgufFile file(golden.path);
        const Hyperparameters hyper = readHyperparameters(file);
        const auto weights = reference::readParameters<double>(file);
        reference::TextRows<double> rows;
        for (const int32_t token : text)
            reference::feed(weights, hyper, token, {}, rows);
        for (uint32_t layer = 0; layer < layers; ++layer) {
            const CachedPart &part = answer.layers[layer].parts.front();
            const size_t columns = size_t(part.heads) * part.columns;
            const LatentFigures figures = latentFigures({part.values, columns});
            QCOMPARE(figures.rowsCounted, text.size());
            const PlainFigures own(std::vector<double>(part.values.begin(), part.values.end()), columns);
            QVERIFY(near(figures.effectiveRank, own.rank));
            QCOMPARE(figures.directions, own.directions);
            const PlainFigures expected(expectedRows(hyper.layers[layer], rows.layers[layer]), columns);
            QVERIFY2(near(figures.effectiveRank, expected.rank, 1e-4),
                     qPrintable(QString("%1, not %2").arg(figures.effectiveRank).arg(expected.rank)));
            QCOMPARE(figures.directions, expected.directions);
            QVERIFY(figures.effectiveRank > 1 && figures.directions > 1);
        }
    }

    // Of a long text rows that lie evenly in it; all norms all the same.
    void longTextsAreBounded()
    {
        constexpr size_t Count = 3 * LatentFigures::MostRows;
        std::vector<float> values;
        for (size_t row = 0; row < Count; ++row) // in turn along one of three axes
            for (size_t column = 0; column < 3; ++column)
                values.push_back(row / 64 % 3 == column ? 2.0F : 0.0F);
        const LatentFigures figures = latentFigures({values, 3});
        QCOMPARE(figures.norms.size(), Count);
        QCOMPARE(figures.rowsCounted, LatentFigures::MostRows);
        QVERIFY(near(figures.effectiveRank, 3, 1e-3)); // 22 rows of 64 more or less of an axis
        QCOMPARE(figures.directions, size_t(3));
    }
};

QTEST_GUILESS_MAIN(TestLatentFigures)
#include "tst_latent_figures.moc"
