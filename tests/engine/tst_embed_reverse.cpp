#include "support/device_forms.h"
#include "support/framed_rows.h"

#include "api/error.h"
#include "ops/reverse.h"

#include <QTest>

#include <algorithm>
#include <numeric>

using namespace deepscope;
using namespace deepscope::testing;

// Sums of up to a few hundred rows of size 1: partial sums of size 20 and as many roundings of 6e-8.
constexpr double Bound = 2e-5;

namespace {

std::vector<uint32_t> sortedBy(const std::vector<uint32_t> &ids)
{
    std::vector<uint32_t> rows(ids.size());
    std::iota(rows.begin(), rows.end(), 0U);
    std::stable_sort(rows.begin(), rows.end(), [&](uint32_t a, uint32_t b) { return ids[a] < ids[b]; });
    return rows;
}

} // namespace

class TestEmbedReverse : public QObject {
    Q_OBJECT

    Benches m_benches;

    void compare(const std::vector<uint32_t> &ids, uint32_t columns, uint32_t begin, uint32_t stride)
    {
        constexpr uint32_t Vocabulary = 67;
        OpBench &bench = m_benches.of(currentForm());
        const auto rows = uint32_t(ids.size());
        FramedRows xSlopes(bench, columns, rows, begin);
        std::vector<float> expected = bench.random(size_t(Vocabulary) * columns);
        const gpu::Tensor table = bench.activations(expected, columns, Vocabulary);
        std::vector<uint32_t> apart(size_t(rows) * stride, 5);
        for (uint32_t t = 0; t < rows; ++t)
            apart[size_t(t) * stride] = ids[t];
        const gpu::Tensor deviceIds = bench.integers(apart), sorted = bench.integers(sortedBy(ids));
        bench.run([&](gpu::Commands &c) { ops::embedReverse(c, deviceIds, stride, sorted, xSlopes.view(), table); });
        std::vector<double> sums = doubles(expected);
        for (uint32_t t = 0; t < rows; ++t)
            for (uint32_t column = 0; column < columns; ++column)
                sums[size_t(std::min(ids[t], Vocabulary - 1)) * columns + column] += double(xSlopes.row(t)[column]);
        std::transform(sums.begin(), sums.end(), expected.begin(), [](double sum) { return float(sum); });
        COMPARE_VALUES(bench.read(table), expected, Bound);
    }

private slots:
    void initTestCase_data() { addDeviceForms(); }

    void addsTheRowsOfEachId()
    {
        std::vector<uint32_t> many(300);
        for (size_t t = 0; t < many.size(); ++t)
            many[t] = uint32_t(t * t * 31 % 83); // some past the last, which count as the last
        for (const uint32_t columns : {1U, 63U, 160U, 417U}) {
            compare({66}, columns, 0, 1);
            compare({5, 5, 0, 66, 5, 0, 31}, columns, 5, 4);
            compare(many, columns, 0, 4);
        }
        compare(std::vector<uint32_t>(400, 3), 160, 0, 1);
    }

    void sameBitsEveryTime()
    {
        OpBench &bench = m_benches.of(currentForm());
        const std::vector<uint32_t> ids = {3, 1, 3, 3, 0, 1, 3, 3};
        const gpu::Tensor deviceIds = bench.integers(ids), sorted = bench.integers(sortedBy(ids));
        const gpu::Tensor xSlopes = bench.activations(bench.random(8 * 100), 100, 8);
        std::vector<std::vector<float>> read;
        for (int i = 0; i < 2; ++i) {
            const gpu::Tensor table = bench.activations(std::vector<float>(400), 100, 4);
            bench.run([&](gpu::Commands &c) { ops::embedReverse(c, deviceIds, 1, sorted, xSlopes, table); });
            read.push_back(bench.read(table));
        }
        QVERIFY(sameBits(read[0], read[1]));
        // In the order of the rows, each sum rounded to F32.
        const std::vector<float> x = bench.read(xSlopes);
        for (uint32_t column = 0; column < 100; ++column) {
            float sum = 0;
            for (const uint32_t row : {0U, 2U, 3U, 6U, 7U})
                sum += x[row * 100 + column];
            QCOMPARE(read[0][3 * 100 + column], sum);
        }
    }

    void refusesWrongShapes()
    {
        OpBench &bench = m_benches.of(currentForm());
        const gpu::Tensor ids = bench.integers({0, 1}), one = bench.integers({0});
        const gpu::Tensor x = bench.activations(64, 2), table = bench.activations(64, 4);
        const auto reverse = [&](const gpu::Tensor &of, uint32_t stride, const gpu::Tensor &sorted,
                                 const gpu::Tensor &slopes, const gpu::Tensor &to) {
            bench.run([&](gpu::Commands &c) { ops::embedReverse(c, of, stride, sorted, slopes, to); });
        };
        QVERIFY_EXCEPTION_THROWN(reverse(one, 1, ids, x, table), Error);
        QVERIFY_EXCEPTION_THROWN(reverse(ids, 0, ids, x, table), Error);
        QVERIFY_EXCEPTION_THROWN(reverse(ids, 1, one, x, table), Error);
        QVERIFY_EXCEPTION_THROWN(reverse(ids, 1, ids, x.columnSlice(0, 63), table), Error);
        QVERIFY_EXCEPTION_THROWN(reverse(ids, 1, ids, x.columnSlice(0, 48), table.columnSlice(0, 48)), Error);
    }
};

QTEST_GUILESS_MAIN(TestEmbedReverse)
#include "tst_embed_reverse.moc"
