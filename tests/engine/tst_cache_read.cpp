// Rows of a KV cache read back, number for number what was written.
#include "support/cache_host.h"
#include "support/device_forms.h"

#include "api/error.h"
#include "ops/ops.h"
#include "ops/reverse.h"

using namespace deepscope;
using testing::OpBench;

class TestCacheRead : public QObject {
    Q_OBJECT

    testing::Benches m_benches;

private slots:
    void initTestCase_data() { testing::addDeviceForms(); }

    // Two sequences whose pages lie anywhere in the pool.
    void readsWhatWasWritten()
    {
        OpBench &bench = m_benches.of(testing::currentForm());
        for (const uint32_t columns : {1U, 7U, 80U, 576U}) {
            bench.startOver();
            const ops::CacheRows cache = bench.cache(TensorType::F32, 1, columns, 64);
            std::vector<args::Row> rows;
            for (uint32_t i = 0; i < 11; ++i)
                rows.push_back({0, i, 1, 0});
            for (uint32_t i = 0; i < 6; ++i)
                rows.push_back({0, i + 3, 0, 0});
            const ops::StepRows step = bench.step(rows, {{7, 2}, {1, 5}}, 8);
            const std::vector<float> values = bench.random(rows.size() * columns);
            const gpu::Tensor x = bench.activations(values, columns, uint32_t(rows.size()));
            const gpu::Tensor keys = bench.activations(columns, uint32_t(rows.size()));
            bench.run([&](gpu::Commands &c) {
                ops::cacheWrite(c, {x, 1, columns}, step, cache);
                ops::cacheRead(c, step, cache, keys);
            });
            QVERIFY(std::vector<float>(bench.read(keys)) == values);
        }
    }

    // A row past the pages of its sequence, which was not written either.
    void readsNothingPastTheEnd()
    {
        OpBench &bench = m_benches.of(testing::currentForm());
        const ops::CacheRows cache = bench.cache(TensorType::F32, 1, 5, 16);
        const gpu::Tensor keys = bench.activations(5);
        bench.run([&](gpu::Commands &c) { ops::cacheRead(c, bench.step({{0, 8, 0, 0}}, {{0}}, 8), cache, keys); });
        QCOMPARE(std::vector<float>(bench.read(keys)), std::vector<float>(5, 0.0F));
    }

    // A page that the pool does not have is its last one, and a sequence that the step does not have its last one.
    void readsNothingOutsideOfThePool()
    {
        OpBench &bench = m_benches.of(testing::currentForm());
        const ops::CacheRows cache = bench.cache(TensorType::F32, 1, 5, 16);
        const std::vector<float> last = testing::storeRows(cache, 8 + 3, bench.random(5));
        for (const ops::StepRows &step :
             {bench.step({{0, 3, 0, 0}}, {{0xffffffffU}}, 8), bench.step({{0, 3, 9, 0}}, {{0}, {1}}, 8)}) {
            const gpu::Tensor keys = bench.activations(5);
            bench.run([&](gpu::Commands &c) { ops::cacheRead(c, step, cache, keys); });
            QCOMPARE(std::vector<float>(bench.read(keys)), last);
        }
    }

    void refusesWrongShapes()
    {
        OpBench &bench = m_benches.of(testing::currentForm());
        const ops::StepRows step = bench.step(0, 2, {}, 8);
        const auto record = [&](const ops::CacheRows &cache, const gpu::Tensor &keys) {
            bench.run([&](gpu::Commands &c) { ops::cacheRead(c, step, cache, keys); });
        };
        const ops::CacheRows cache = bench.cache(TensorType::F32, 1, 8, 8);
        QVERIFY_EXCEPTION_THROWN(record(cache, bench.activations(7, 2)), Error);
        QVERIFY_EXCEPTION_THROWN(record(cache, bench.activations(8, 3)), Error);
        QVERIFY_EXCEPTION_THROWN(record(bench.cache(TensorType::F16, 1, 8, 8), bench.activations(8, 2)), Error);
        QVERIFY_EXCEPTION_THROWN(record(bench.cache(TensorType::F32, 2, 8, 8), bench.activations(8, 2)), Error);
    }
};

QTEST_GUILESS_MAIN(TestCacheRead)
#include "tst_cache_read.moc"
