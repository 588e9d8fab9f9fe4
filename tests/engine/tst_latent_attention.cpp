#include "support/half.h"
#include "support/load_forms.h"
#include "support/op_bench.h"

#include "api/error.h"
#include "ops/latent_attention.h"
#include "reference/ops.h"

#include <cstring>

using namespace deepscope;
using testing::OpBench;

// Scores are sums of up to 600 products of size 1 (error about 1e-6 of their size after scaling), and an error e of a
// score moves a weight of the softmax by e of its size; values are of size 1.
constexpr double Bound = 1e-5;

namespace {

struct Shape {
    uint32_t context, position, tokens, heads, latent, rope;
    TensorType type;
};

std::vector<uint8_t> cacheFile(std::vector<float> &values, TensorType type)
{
    std::vector<uint8_t> file(values.size() * typeTraits(type).bytes);
    for (size_t i = 0; i < values.size(); ++i)
        if (type == TensorType::F16) {
            const uint16_t half = testing::toHalf(values[i]);
            std::memcpy(file.data() + i * 2, &half, 2);
            values[i] = testing::fromHalf(half);
        } else {
            std::memcpy(file.data() + i * 4, &values[i], 4);
        }
    return file;
}

// Queries, a cache whose rows past the last position are NaN, and somewhere to put the result.
class Case {
public:
    Case(OpBench &bench, const Shape &shape)
        : m_shape(shape), m_queries(bench.random(size_t(shape.tokens) * shape.heads * head())),
          m_cache(bench.random(size_t(shape.context) * head()))
    {
        const size_t written = size_t(shape.position + shape.tokens) * head();
        for (size_t i = written; i < m_cache.size(); ++i)
            m_cache[i] = std::numeric_limits<float>::quiet_NaN();
        const std::vector<uint8_t> file = cacheFile(m_cache, shape.type);
        cache = bench.weights(shape.type, file, head(), shape.context);
        queryRows = bench.activations(m_queries, shape.heads * head(), shape.tokens);
        outRows = bench.activations(shape.heads * shape.latent, shape.tokens);
    }

    uint32_t head() const { return m_shape.latent + m_shape.rope; }
    float scale() const { return 1 / std::sqrt(float(head())); }

    void record(gpu::Commands &commands, const gpu::Tensor &step, const gpu::Tensor &scratch, uint32_t firstRow,
                uint32_t rows) const
    {
        const ops::Heads queries{queryRows.rowSlice(firstRow, rows).columnSlice(0, head()), m_shape.heads, head()};
        const ops::Heads out{outRows.rowSlice(firstRow, rows).columnSlice(0, m_shape.latent), m_shape.heads,
                             m_shape.latent};
        ops::latentAttention(commands, queries, cache, step, {m_shape.latent, m_shape.rope, scale()}, scratch, out);
    }

    std::vector<float> expected() const
    {
        std::vector<float> out(size_t(m_shape.tokens) * m_shape.heads * m_shape.latent);
        for (uint32_t t = 0; t < m_shape.tokens; ++t) {
            const size_t queryRow = size_t(m_shape.heads) * head(), outRow = size_t(m_shape.heads) * m_shape.latent;
            reference::latentAttention({m_queries.data() + t * queryRow, queryRow},
                                       {m_cache.data(), size_t(m_shape.position + t + 1) * head()},
                                       {m_shape.heads, m_shape.latent, m_shape.rope}, scale(),
                                       {out.data() + t * outRow, outRow});
        }
        return out;
    }

    gpu::Tensor cache, queryRows, outRows;

private:
    Shape m_shape;
    std::vector<float> m_queries, m_cache;
};

gpu::Tensor scratchFor(OpBench &bench, uint32_t partials, const Shape &shape)
{
    gpu::Arena counting;
    const gpu::Tensor whole = ops::placeLatentAttentionScratch(counting, shape.tokens, shape.heads, shape.latent);
    gpu::Tensor scratch = bench.activations(whole.columns, partials ? partials : whole.rows);
    return scratch;
}

} // namespace

class TestLatentAttention : public QObject {
    Q_OBJECT

    static void compare(OpBench &bench, const Shape &shape, uint32_t partials)
    {
        const Case parts(bench, shape);
        const gpu::Tensor step = bench.integers({shape.position}), scratch = scratchFor(bench, partials, shape);
        bench.run([&](gpu::Commands &c) { parts.record(c, step, scratch, 0, shape.tokens); });
        const double error = testing::largestError(bench.read(parts.outRows), parts.expected());
        QVERIFY2(error < Bound, qPrintable(QString("%1 tokens at %2 of %3, %4 heads of %5 + %6: %7")
                                               .arg(shape.tokens)
                                               .arg(shape.position)
                                               .arg(shape.context)
                                               .arg(shape.heads)
                                               .arg(shape.latent)
                                               .arg(shape.rope)
                                               .arg(error)));
    }

private slots:
    void initTestCase_data() { testing::addLoadForms(); }
    void init() { testing::useLoadForm(); }

    void matchesReference()
    {
        OpBench bench;
        for (const TensorType type : {TensorType::F32, TensorType::F16})
            for (const uint32_t positions : {1U, 2U, 63U, 64U, 65U, 300U})
                for (const uint32_t tokens : {1U, 5U, 33U})
                    for (const uint32_t heads : {1U, 3U, 16U})
                        if (tokens <= positions)
                            compare(bench, {300, positions - tokens, tokens, heads, 32, 8, type}, 0);
    }

    // Rows that are no multiple of a chunk, and heads that begin anywhere.
    void matchesReferenceAtOddWidths()
    {
        OpBench bench;
        for (const TensorType type : {TensorType::F32, TensorType::F16})
            for (const auto &[latent, rope] : {std::pair{33U, 6U}, {1U, 2U}, {63U, 65U}, {12U, 4U}})
                for (const uint32_t tokens : {1U, 5U})
                    compare(bench, {70, 65 - tokens, tokens, 3, latent, rope, type}, 0);
    }

    void matchesReferenceAtFullWidth()
    {
        OpBench bench;
        for (const TensorType type : {TensorType::F32, TensorType::F16}) {
            compare(bench, {200, 150, 1, 16, 512, 64, type}, 0);
            compare(bench, {200, 60, 7, 5, 512, 64, type}, 0);
            compare(bench, {40, 30, 2, 2, 1024, 256, type}, 0);
        }
    }

    void splitsOrNot()
    {
        OpBench bench;
        const Shape shape{300, 299, 1, 3, 40, 8, TensorType::F32};
        const uint32_t several = ops::latentAttentionSplits(bench.device(), 1, 3, 300, scratchFor(bench, 0, shape));
        QVERIFY2(several > 1, "this device would not split");
        QCOMPARE(ops::latentAttentionSplits(bench.device(), 1, 3, 300, scratchFor(bench, 3, shape)), 1U);
        for (const uint32_t position : {0U, 1U, 2U, 31U, 150U, 299U}) { // few positions leave splits empty
            compare(bench, {300, position, 1, 3, 40, 8, TensorType::F32}, 0);
            compare(bench, {300, position, 1, 3, 40, 8, TensorType::F32}, 3);
        }
        compare(bench, {300, 299, 1, 3, 40, 8, TensorType::F16}, 6);
    }

    // A batch gives what its tokens give one by one, and one recording serves every position.
    void batchEqualsSingleSteps()
    {
        OpBench bench;
        const Shape shape{90, 20, 33, 4, 48, 16, TensorType::F16};
        const Case parts(bench, shape);
        const gpu::Tensor scratch = scratchFor(bench, 0, shape), step = bench.integers({shape.position});
        bench.run([&](gpu::Commands &c) { parts.record(c, step, scratch, 0, shape.tokens); });
        const std::vector<float> batch = bench.read(parts.outRows);
        for (uint32_t t = 0; t < shape.tokens; ++t) {
            const gpu::Tensor at = bench.integers({shape.position + t});
            bench.run([&](gpu::Commands &c) { parts.record(c, at, scratch, t, 1); });
        }
        QVERIFY(testing::largestError(bench.read(parts.outRows), batch) < 2e-6); // other splits, other order of sums
    }

    void oneRecordingServesEveryPosition()
    {
        OpBench bench;
        const gpu::Tensor scratch = scratchFor(bench, 0, {300, 0, 1, 3, 40, 8, TensorType::F32});
        for (const uint32_t position : {0U, 40U, 299U}) {
            const Shape shape{300, position, 1, 3, 40, 8, TensorType::F32};
            const Case parts(bench, shape);
            const gpu::Tensor step = bench.integers({7}); // another position when it is recorded
            gpu::Commands commands(bench.kernels());
            commands.begin();
            parts.record(commands, step, scratch, 0, 1);
            commands.end();
            std::memcpy(step.buffer->mapped() + step.offset, &position, sizeof position);
            commands.submitAndWait();
            QVERIFY(testing::largestError(bench.read(parts.outRows), parts.expected()) < Bound);
        }
    }

    // Scores far apart: the softmax must not overflow, and equal large scores share evenly.
    void survivesLargeScores()
    {
        OpBench bench;
        constexpr uint32_t Columns = 16, Context = 6;
        std::vector<float> values(Columns * Context, 0.0F);
        for (uint32_t p = 0; p < Context; ++p)
            values[p * Columns] = p < 2 ? 1000.0F : -1000.0F;
        values[Columns + 1] = 8;
        const gpu::Tensor cache = bench.weights(TensorType::F32, cacheFile(values, TensorType::F32), Columns, Context);
        std::vector<float> query(Columns, 0.0F);
        query[0] = 1000;
        const gpu::Tensor q = bench.activations(query, Columns), out = bench.activations(8), step = bench.integers({5});
        bench.run([&](gpu::Commands &c) {
            ops::latentAttention(c, {q, 1, Columns}, cache, step, {8, 8, 1}, {}, {out, 1, 8});
        });
        QCOMPARE(bench.read(out), (std::vector<float>{1000, 4, 0, 0, 0, 0, 0, 0}));
    }

    void refusesWrongShapes()
    {
        OpBench bench;
        const gpu::Tensor q = bench.activations(40), out = bench.activations(32), step = bench.integers({0});
        const gpu::Tensor cache = bench.weights(TensorType::F32, std::vector<uint8_t>(40 * 4 * 4), 40, 4);
        const auto record = [&](const ops::Heads &queries, const ops::LatentAttentionShape &shape,
                                const ops::Heads &to) {
            bench.run([&](gpu::Commands &c) { ops::latentAttention(c, queries, cache, step, shape, {}, to); });
        };
        QVERIFY_EXCEPTION_THROWN(record({q, 1, 40}, {32, 9, 1}, {out, 1, 32}), Error);
        QVERIFY_EXCEPTION_THROWN(record({q, 1, 40}, {31, 9, 1}, {out, 1, 32}), Error);
        QVERIFY_EXCEPTION_THROWN(record({q, 2, 40}, {32, 8, 1}, {out, 1, 32}), Error);
        QVERIFY_EXCEPTION_THROWN(record({q, 1, 40}, {32, 8, 1}, {bench.activations(32, 2), 1, 32}), Error);
    }
};

QTEST_GUILESS_MAIN(TestLatentAttention)
#include "tst_latent_attention.moc"
