#include "paint/grid_geometry.h"
#include "paint/heatmap_image.h"
#include "paint/token_axis.h"

#include <QTest>

using namespace deepscope;

class TestTokenAxis : public QObject {
    Q_OBJECT

private slots:
    void placesAndFindsTokens();
    void shownTokensAreOfTheRun();
    void rectsAreCutToTheAxis();
    void ticksAreApart();
    void hitTestFindsWhatIsPainted_data();
    void hitTestFindsWhatIsPainted();
    void gapsAndOutsideAreNothing();
    void rowsKeepTheirSmallestHeight();
    void strongerCellsWin();
    void notComputedIsHatched();
};

void TestTokenAxis::placesAndFindsTokens()
{
    const TokenAxis axis(100, 400, {10, 30});
    QCOMPARE(axis.tokenWidth(), 20.0);
    QCOMPARE(axis.xOf(10), 100.0);
    QCOMPARE(axis.xOf(30), 500.0);
    for (int token = 10; token < 30; ++token) {
        QCOMPARE(axis.indexAt(axis.xOf(token)), token);
        QCOMPARE(axis.indexAt(axis.xOf(token) + 19.9), token);
    }
    QCOMPARE(axis.indexAt(99), 9);
}

void TestTokenAxis::shownTokensAreOfTheRun()
{
    const TokenAxis axis(0, 100, {10.5, 30.2});
    QVERIFY((axis.shown(100) == TokenRange{10, 31}));
    QVERIFY((axis.shown(20) == TokenRange{10, 20}));
    QVERIFY(axis.shown(5).empty());
}

void TestTokenAxis::rectsAreCutToTheAxis()
{
    const TokenAxis axis(100, 400, {10, 30});
    QCOMPARE(axis.rect({5, 12}, 0, 10), QRectF(100, 0, 40, 10));
    QCOMPARE(axis.rect({25, 99}, 0, 10), QRectF(400, 0, 100, 10));
    QCOMPARE(axis.rect({50, 60}, 0, 10).width(), 0.0);
}

void TestTokenAxis::ticksAreApart()
{
    const TokenAxis axis(0, 400, {0, 100});
    const std::vector<int> ticks = axis.ticks(100, 48);
    QCOMPARE(ticks, (std::vector<int>{0, 20, 40, 60, 80}));
    QCOMPARE(TokenAxis(0, 4000, {0, 10}).ticks(3, 48), (std::vector<int>{0, 1, 2}));
}

void TestTokenAxis::hitTestFindsWhatIsPainted_data()
{
    QTest::addColumn<double>("width");
    QTest::addColumn<double>("height");
    QTest::addColumn<double>("begin");
    QTest::newRow("wide") << 1000.0 << 300.0 << 0.0;
    QTest::newRow("odd") << 333.0 << 211.0 << 7.3;
    QTest::newRow("small") << 97.0 << 50.0 << 40.9;
}

void TestTokenAxis::hitTestFindsWhatIsPainted()
{
    QFETCH(double, width);
    QFETCH(double, height);
    QFETCH(double, begin);
    const GridGeometry grid(TokenAxis(30, width, {begin, begin + 50}), 8, height, 1, 3, 16);
    for (int token = int(begin) + 1; token < int(begin) + 49; ++token)
        for (int layer = 1; layer <= 3; ++layer)
            for (int expert = 0; expert < 16; ++expert) {
                const GridCell cell{token, layer, expert};
                const auto hit = grid.hit(grid.cell(cell).center());
                QVERIFY(hit && *hit == cell);
            }
}

void TestTokenAxis::gapsAndOutsideAreNothing()
{
    const GridGeometry grid(TokenAxis(30, 500, {0, 50}), 8, 300, 1, 3, 16);
    QVERIFY(!grid.hit({29, 20}));
    QVERIFY(!grid.hit({531, 20}));
    QVERIFY(!grid.hit({100, 7}));
    QVERIFY(!grid.hit({100, grid.layerRect(1).bottom() + 2}));
    QVERIFY(!grid.hit({100, grid.layerRect(3).bottom() + 1}));
    QVERIFY(!GridGeometry().hit({0, 0}));
}

void TestTokenAxis::rowsKeepTheirSmallestHeight()
{
    const TokenAxis axis(0, 500, {0, 50});
    const GridGeometry large(axis, 0, 300, 3, 58, 256);
    QCOMPARE(large.rowHeight(), GridGeometry::SmallestRow);
    QVERIFY(large.contentHeight() > 300);
    const GridGeometry small(axis, 0, 300, 0, 1, 4);
    QCOMPARE(small.rowHeight(), GridGeometry::LargestRow);
    const GridGeometry fitting(axis, 0, 300, 1, 3, 16);
    QVERIFY(std::abs(fitting.contentHeight() - 300) < 1e-6);
}

void TestTokenAxis::strongerCellsWin()
{
    const Palette color(false);
    const ColorScale scale = ColorScale::sequential(color);
    HeatmapImage map;
    map.reset({20, 10}, 2, scale, color(Role::NotComputed).rgb());
    QCOMPARE(map.image().size(), QSize(40, 20));
    map.set(QRectF(3, 2, 0.1, 1), 0.9); // less than a pixel is still seen
    map.set(QRectF(3.1, 2, 0.1, 1), 0.2);
    QCOMPARE(map.image().pixel(6, 4), scale.at(0.9));
    QCOMPARE(map.image().pixel(20, 10), scale.at(0));
    map.set(QRectF(100, 100, 5, 5), 1); // outside: nothing happens
}

void TestTokenAxis::notComputedIsHatched()
{
    const Palette color(false);
    const QRgb mark = color(Role::NotComputed).rgb();
    const ColorScale scale = ColorScale::sequential(color);
    HeatmapImage map;
    map.reset({20, 20}, 1, scale, mark);
    map.setNotComputed(QRectF(0, 0, 10, 20));
    int marked = 0;
    for (int y = 0; y < 20; ++y)
        for (int x = 0; x < 20; ++x) {
            marked += map.image().pixel(x, y) == mark;
            QVERIFY(x < 10 || map.image().pixel(x, y) == scale.at(0));
        }
    QVERIFY(marked > 20 && marked < 100);
}

QTEST_GUILESS_MAIN(TestTokenAxis)
#include "tst_token_axis.moc"
