// Which rows go where others say the same.
#include "run/redundancy.h"

#include <QTest>

#include <random>

using namespace deepscope;

namespace {

using Rows = std::vector<std::vector<float>>;

std::vector<uint32_t> drops(const std::vector<double> &importance, const Rows &rows, uint32_t budget,
                            uint32_t observers)
{
    std::vector<float> keys;
    for (const std::vector<float> &row : rows)
        keys.insert(keys.end(), row.begin(), row.end());
    return redundantRows(importance, keys, uint32_t(rows.front().size()), budget, observers);
}

// Each in a direction of its own.
Rows apart(size_t count)
{
    Rows rows(count, std::vector<float>(count, 0.0F));
    for (size_t i = 0; i < count; ++i)
        rows[i][i] = 1;
    return rows;
}

} // namespace

class TestRedundancy : public QObject {
    Q_OBJECT

private slots:
    void dropsTheEarlierOfTwoThatAreAlike()
    {
        Rows rows = apart(12);
        rows[2] = {0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0}; // longer, and alike
        rows[7] = {0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        QCOMPARE(drops(std::vector<double>(12, 0.1), rows, 11, 2), std::vector<uint32_t>{2});
    }

    void dropsWhatWasLookedAtLeastWhereAllDiffer()
    {
        std::vector<double> importance(20, 0.5);
        for (size_t i = 8; i < 16; ++i)
            importance[i] = 0; // longer than a neighbourhood
        const std::vector<uint32_t> gone = drops(importance, apart(20), 18, 2);
        QCOMPARE(gone, (std::vector<uint32_t>{11, 12})); // further than three from all that is looked at
    }

    void keepsTheObservers()
    {
        Rows rows(10, std::vector<float>{1, 2, 3});
        const std::vector<uint32_t> gone = drops(std::vector<double>(10, 0), rows, 4, 4);
        QCOMPARE(gone, (std::vector<uint32_t>{0, 1, 2, 3, 4, 5}));
        QCOMPARE(drops(std::vector<double>(10, 0), rows, 2, 4).size(), size_t(6)); // no more than there are
        QVERIFY(drops(std::vector<double>(10, 0), rows, 10, 4).empty());
    }

    void dropsAsManyAsItShouldAtRandom()
    {
        std::mt19937 random(3);
        std::normal_distribution<float> normal;
        for (int round = 0; round < 50; ++round) {
            const size_t count = 2 + random() % 60, columns = 1 + random() % 20;
            Rows rows(count, std::vector<float>(columns));
            std::vector<double> importance;
            for (std::vector<float> &row : rows) {
                importance.push_back(double(random() % 100) / 100);
                for (float &value : row)
                    value = random() % 5 == 0 ? 0 : normal(random);
            }
            const auto budget = uint32_t(1 + random() % count), observers = uint32_t(random() % count);
            const std::vector<uint32_t> gone = drops(importance, rows, budget, observers);
            const size_t least = std::max<size_t>(budget, observers);
            QCOMPARE(gone.size(), count > least ? count - least : 0);
            QVERIFY(std::ranges::is_sorted(gone));
            for (const uint32_t place : gone)
                QVERIFY(place + observers < count);
        }
    }
};

QTEST_GUILESS_MAIN(TestRedundancy)
#include "tst_redundancy.moc"
