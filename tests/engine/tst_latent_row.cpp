#include "support/cache_host.h"
#include "support/device_forms.h"

#include "api/error.h"
#include "ops/ops.h"
#include "reference/ops.h"

#include <cmath>

using namespace deepscope;
using testing::OpBench;

namespace {

constexpr float Epsilon = 1e-5F;

struct Shape {
    TensorType type;
    uint32_t latent, rope, rows, position;
    RopePairing pairing;
};

std::vector<float> frequencies(uint32_t pairs)
{
    std::vector<float> values;
    for (uint32_t i = 0; i < pairs; ++i)
        values.push_back(std::pow(10000.0F, -float(i) / float(pairs)));
    return values;
}

} // namespace

class TestLatentRow : public QObject {
    Q_OBJECT

    testing::Benches m_benches;

    // What the cache holds is rounded once: F16 to 2^-11 of a value, Q8_0 to half a step of the largest beside it.
    void compare(const Shape &shape)
    {
        OpBench &bench = m_benches.of(testing::currentForm());
        constexpr uint32_t Context = 96;
        const std::vector<uint32_t> pages = {2, 0, 1};
        const uint32_t columns = shape.latent + shape.rope, width = columns + 5;
        const std::vector<float> x = bench.random(size_t(width) * shape.rows), weight = bench.random(shape.latent);
        const std::vector<float> angles = frequencies(shape.rope / 2);
        const gpu::Tensor rows = bench.activations(x, width, shape.rows).columnSlice(3, columns);
        const gpu::Tensor norm = bench.activations(weight, shape.latent);
        const gpu::Tensor theta = bench.activations(angles, shape.rope / 2);
        const ops::CacheRows cache = bench.cache(shape.type, 1, columns, Context);
        const ops::CacheRows before = bench.cache(shape.type, 1, columns, Context);
        const ops::StepRows step = bench.step(shape.position, shape.rows, pages);
        bench.run([&](gpu::Commands &c) { ops::latentRow(c, rows, norm, Epsilon, theta, shape.pairing, step, cache); });
        for (uint32_t position = 0; position < Context; ++position) {
            const uint32_t at = pages[position / CachePageTokens] * CachePageTokens + position % CachePageTokens;
            if (position < shape.position || position >= shape.position + shape.rows) {
                QCOMPARE(testing::rowBytes(cache, at), testing::rowBytes(before, at)); // nothing else is written
                continue;
            }
            std::vector<float> expected(columns);
            const float *from = x.data() + size_t(position - shape.position) * width + 3;
            reference::rmsNorm({from, shape.latent}, weight, Epsilon, {expected.data(), shape.latent});
            std::copy(from + shape.latent, from + columns, expected.begin() + shape.latent);
            reference::rope({expected.data() + shape.latent, shape.rope}, position, angles, shape.pairing);
            const std::vector<float> actual = testing::loadRow(cache, at);
            for (uint32_t i = 0; i < columns; ++i) {
                float largest = 0;
                for (uint32_t k = i / 32 * 32; k < std::min(i / 32 * 32 + 32, columns); ++k)
                    largest = std::max(largest, std::abs(expected[k]));
                const float bound = shape.type == TensorType::F32   ? 1e-5F
                                    : shape.type == TensorType::F16 ? std::abs(expected[i]) * 0x1p-11F + 1e-5F
                                                                    : largest / 127 * 0.51F + largest * 0x1p-10F;
                QVERIFY2(std::abs(actual[i] - expected[i]) <= bound,
                         qPrintable(QString("position %1, column %2 of %3 + %4: %5, not %6")
                                        .arg(position)
                                        .arg(i)
                                        .arg(shape.latent)
                                        .arg(shape.rope)
                                        .arg(actual[i])
                                        .arg(expected[i])));
            }
        }
    }

private slots:
    void initTestCase_data() { testing::addDeviceForms(); }

    void matchesReference()
    {
        for (const TensorType type : {TensorType::F32, TensorType::F16, TensorType::Q8_0}) {
            compare({type, 512, 64, 3, 62, RopePairing::Adjacent});
            compare({type, 33, 6, 65, 5, RopePairing::Halves}); // padded
        }
        compare({TensorType::F16, 64, 16, 1, 0, RopePairing::Adjacent});
        compare({TensorType::F16, 5, 2, 2, 94, RopePairing::Halves});
    }

    // A page that the pool does not have is its last one, and a sequence that the step does not have its last one.
    void writesNothingOutsideOfThePool()
    {
        OpBench &bench = m_benches.of(testing::currentForm());
        const gpu::Tensor row = bench.activations(bench.random(8), 8), weight = bench.activations(bench.random(6), 6),
                          angles = bench.activations(frequencies(1), 1);
        for (const ops::StepRows &step :
             {bench.step({{0, 3, 0, 0}}, {{0xffffffffU}}, 8), bench.step({{0, 3, 9, 0}}, {{0}, {1}}, 8)}) {
            const ops::CacheRows cache = bench.cache(TensorType::F32, 1, 8, 16);
            bench.run([&](gpu::Commands &c) {
                ops::latentRow(c, row, weight, Epsilon, angles, RopePairing::Adjacent, step, cache);
            });
            for (uint32_t at = 0; at < 16; ++at)
                QCOMPARE(std::isnan(testing::loadRow(cache, at)[0]), at != 8 + 3);
        }
    }

    void refusesWrongShapes()
    {
        OpBench &bench = m_benches.of(testing::currentForm());
        const gpu::Tensor x = bench.activations(80, 2), norm = bench.activations(64), theta = bench.activations(8);
        const ops::CacheRows cache = bench.cache(TensorType::F16, 1, 80, 64),
                             two = bench.cache(TensorType::F16, 2, 40, 64);
        const auto run = [&](const gpu::Tensor &from, const gpu::Tensor &weight, uint32_t rows,
                             const ops::CacheRows &to) {
            const ops::StepRows step = bench.step(0, rows);
            bench.run([&](gpu::Commands &c) {
                ops::latentRow(c, from, weight, Epsilon, theta, RopePairing::Adjacent, step, to);
            });
        };
        QVERIFY_EXCEPTION_THROWN(run(x.columnSlice(0, 79), norm, 2, cache), Error);
        QVERIFY_EXCEPTION_THROWN(run(x, norm.columnSlice(0, 63), 2, cache), Error);
        QVERIFY_EXCEPTION_THROWN(run(x, norm, 1, cache), Error);
        QVERIFY_EXCEPTION_THROWN(run(x, norm, 2, two), Error);
    }
};

QTEST_GUILESS_MAIN(TestLatentRow)
#include "tst_latent_row.moc"
