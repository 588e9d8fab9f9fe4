// Rows of a cache brought back to the host, number for number what lies there.
#include "model/cache_reader.h"
#include "support/cache_host.h"
#include "support/device_forms.h"

#include "api/error.h"

using namespace deepscope;
using testing::OpBench;

class TestCacheReader : public QObject {
    Q_OBJECT

    testing::Benches m_benches;

private slots:
    // A sequence whose pages lie anywhere in the pool, read at once and page by page.
    void readsWhatLiesThere()
    {
        OpBench &bench = m_benches.of();
        const std::vector<uint32_t> pages = {4, 1, 5};
        constexpr uint32_t Positions = 2 * CachePageTokens + 6;
        for (const TensorType type : {TensorType::F32, TensorType::F16, TensorType::Q8_0})
            for (const uint32_t heads : {1U, 3U})
                for (const uint32_t columns : {7U, 40U, 80U}) {
                    bench.startOver();
                    const ops::CacheRows cache = bench.cache(type, heads, columns, 6 * CachePageTokens);
                    std::vector<float> expected;
                    for (uint32_t position = 0; position < Positions; ++position) {
                        const uint32_t row =
                            pages[position / CachePageTokens] * CachePageTokens + position % CachePageTokens;
                        const std::vector<float> stored =
                            testing::storeRows(cache, row, bench.random(size_t(heads) * columns, 3));
                        expected.insert(expected.end(), stored.begin(), stored.end());
                    }
                    QVERIFY(readCacheRows(bench.kernels(), cache, pages, Positions) == expected);
                    QVERIFY(readCacheRows(bench.kernels(), cache, pages, Positions, 1) == expected);
                    expected.resize(size_t(2 * CachePageTokens) * heads * columns); // whole pages
                    QVERIFY(readCacheRows(bench.kernels(), cache, pages, 2 * CachePageTokens, 1) == expected);
                }
    }

    void refusesMoreThanTheSequenceHas()
    {
        OpBench &bench = m_benches.of();
        const ops::CacheRows cache = bench.cache(TensorType::F16, 1, 8, 2 * CachePageTokens);
        QVERIFY_EXCEPTION_THROWN(readCacheRows(bench.kernels(), cache, std::vector<uint32_t>{1}, CachePageTokens + 1),
                                 Error);
        QVERIFY(readCacheRows(bench.kernels(), cache, {}, 0).empty());
    }
};

QTEST_GUILESS_MAIN(TestCacheReader)
#include "tst_cache_reader.moc"
