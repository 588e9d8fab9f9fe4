// What the op tests stand on: cases that bring every two values together, and what is said when numbers differ.
#include "support/compare_values.h"
#include "support/op_shapes.h"
#include "support/pairwise.h"

#include <QTest>

#include <limits>
#include <set>

using namespace deepscope;
using namespace deepscope::testing;

class TestOpSupport : public QObject {
    Q_OBJECT
private slots:
    void bringsEveryTwoValuesTogether()
    {
        const std::vector<size_t> counts = {15, 5, 2, 2, 3, 3};
        const std::vector<PairwiseCase> cases = pairwiseCases(counts, 3);
        for (size_t a = 0; a < counts.size(); ++a)
            for (size_t b = a + 1; b < counts.size(); ++b) {
                std::set<std::pair<size_t, size_t>> together;
                for (const PairwiseCase &c : cases) {
                    QVERIFY(c[a] < counts[a] && c[b] < counts[b]);
                    together.emplace(c[a], c[b]);
                }
                QCOMPARE(together.size(), counts[a] * counts[b]);
            }
        QVERIFY(cases.size() < 90); // of 2700; the largest two alone need 75
        QVERIFY(cases == pairwiseCases(counts, 3));
        QVERIFY(cases != pairwiseCases(counts, 4));
    }

    void shapesAreOfTheirClass()
    {
        for (uint32_t i = 0; i < 200; ++i) {
            Dice dice(i);
            QVERIFY(columnsOf(ColumnClass::Short, TensorType::F16, dice) < 16);
            QVERIFY(columnsOf(ColumnClass::Whole, TensorType::F32, dice) % 16 == 0);
            QVERIFY(columnsOf(ColumnClass::Odd, TensorType::F32, dice) % 16 != 0);
            for (const ColumnClass columns : ColumnClasses)
                QVERIFY(columnsOf(columns, TensorType::Q6_K, dice) % 256 == 0);
            QVERIFY(tokensOf(TokenClass::Few, dice) > 1 && tokensOf(TokenClass::Many, dice) > 8);
            QVERIFY(rowsOf(dice) >= 1);
        }
    }

    void saysWhereNumbersDiffer()
    {
        DeviceValues values;
        values.assign({1, 2, 3, 4, 5, 6});
        values.columns = 3;
        values.device = "a device";
        QCOMPARE(worstDifference(values, {1, 2, 3, 4, 5, 6.00001F}, 1e-5), std::string());
        const std::string said = worstDifference(values, {1, 2.1F, 3, 4, 7, 6}, 1e-5);
        QCOMPARE(said, std::string("row 1, column 1 of 2 x 3: 5 instead of 7 (error 0.25, allowed 1e-05; 2 values are "
                                   "outside), on a device"));
        QVERIFY(worstDifference(values, {1, 2}, 1).starts_with("6 values instead of 2"));
        values[3] = std::numeric_limits<float>::quiet_NaN();
        QVERIFY(worstDifference(values, {1, 2, 3, 4, 5, 6}, 1e9).starts_with("row 1, column 0"));
    }
};

QTEST_GUILESS_MAIN(TestOpSupport)
#include "tst_op_support.moc"
