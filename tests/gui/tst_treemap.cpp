// Rectangles whose areas are as large as numbers: they fill the area, lie apart, and are near to squares.
#include "paint/treemap.h"

#include <QRandomGenerator>
#include <QTest>

#include <cmath>
#include <numeric>

using namespace deepscope;

namespace {

double areaOf(const QRectF &rect) { return rect.width() * rect.height(); }

} // namespace

class TestTreemap : public QObject {
    Q_OBJECT

private slots:
    // The example of the paper: 6, 6, 4, 3, 2, 2, 1 in an area of 6 x 4.
    void equalsThePaper()
    {
        const std::vector<double> values{6, 6, 4, 3, 2, 2, 1};
        const auto tiles = treemap(values, {0, 0, 6, 4});
        QCOMPARE(tiles[0], QRectF(0, 0, 3, 2));
        QCOMPARE(tiles[1], QRectF(0, 2, 3, 2));
        QVERIFY(std::abs(tiles[2].width() - 12.0 / 7) < 1e-9 && std::abs(tiles[2].height() - 7.0 / 3) < 1e-9);
    }

    void fillsTheAreaAtRandom()
    {
        QRandomGenerator random(7);
        for (int round = 0; round < 200; ++round) {
            const QRectF area(random.bounded(100.0), random.bounded(100.0), 1 + random.bounded(600.0),
                              1 + random.bounded(400.0));
            std::vector<double> values(size_t(random.bounded(1, 80)));
            for (double &value : values)
                value = random.bounded(4) == 0 ? 0 : std::pow(10, random.bounded(6.0));
            const double sum = std::accumulate(values.begin(), values.end(), 0.0);
            const auto tiles = treemap(values, area);
            QCOMPARE(tiles.size(), values.size());
            if (sum == 0)
                continue;
            double filled = 0;
            for (size_t i = 0; i < tiles.size(); ++i) {
                QVERIFY(std::abs(areaOf(tiles[i]) - values[i] / sum * areaOf(area)) < 1e-6 * areaOf(area));
                QVERIFY(area.adjusted(-1e-6, -1e-6, 1e-6, 1e-6).contains(tiles[i]) || values[i] == 0);
                filled += areaOf(tiles[i]);
                for (size_t k = 0; k < i; ++k)
                    QVERIFY(areaOf(tiles[i].intersected(tiles[k])) < 1e-6 * areaOf(area));
            }
            QVERIFY(std::abs(filled - areaOf(area)) < 1e-6 * areaOf(area));
        }
    }

    void showsNothingOfNothing()
    {
        QVERIFY(treemap(std::vector<double>{}, {0, 0, 10, 10}).empty());
        const std::vector<double> zeros{0, -3, 0};
        for (const QRectF &tile : treemap(zeros, {0, 0, 10, 10}))
            QVERIFY(tile.isEmpty());
        const std::vector<double> some{1, 2};
        for (const QRectF &tile : treemap(some, {0, 0, 0, 10}))
            QVERIFY(tile.isEmpty());
    }

    // Equal values in a wide area are no stripes.
    void isNearToSquares()
    {
        const std::vector<double> values(24, 1.0);
        for (const QRectF &tile : treemap(values, {0, 0, 600, 400}))
            QVERIFY(std::max(tile.width() / tile.height(), tile.height() / tile.width()) < 1.6);
    }
};

QTEST_GUILESS_MAIN(TestTreemap)
#include "tst_treemap.moc"
