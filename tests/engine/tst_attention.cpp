#include "support/cache_host.h"
#include "support/load_forms.h"
#include "support/op_bench.h"

#include "api/error.h"
#include "ops/attention.h"
#include "reference/ops.h"

#include <algorithm>
#include <cmath>
#include <cstring>

using namespace deepscope;
using testing::OpBench;

// Scores are sums of up to 600 products of size 1 (error about 1e-6 of their size after scaling), and an error e of a
// score moves a weight of the softmax by e of its size; values are of size 1.
constexpr double Bound = 1e-5;

namespace {

struct Shape {
    uint32_t context, position, tokens, heads;
    uint32_t keyValueHeads, key,
        value; // keyValueHeads 0: latent attention, the values are the first columns of the keys
    TensorType type;

    bool isLatent() const { return keyValueHeads == 0; }
    uint32_t sharedHeads() const { return std::max(1U, keyValueHeads); }
    uint32_t group() const { return heads / sharedHeads(); }
};

Shape latent(uint32_t context, uint32_t position, uint32_t tokens, uint32_t heads, uint32_t latent, uint32_t rope,
             TensorType type)
{
    return {context, position, tokens, heads, 0, latent + rope, latent, type};
}

// Queries, a cache whose rows past the last position are NaN, and somewhere to put the result.
class Case {
public:
    Case(OpBench &bench, const Shape &shape)
        : m_shape(shape), m_queries(bench.random(size_t(shape.tokens) * shape.heads * shape.key))
    {
        const size_t rows = shape.position + shape.tokens;
        keys = bench.cache(shape.type, shape.sharedHeads(), shape.key, shape.context);
        m_keys = testing::storeRows(keys, 0, bench.random(rows * shape.sharedHeads() * shape.key));
        if (shape.isLatent()) {
            values = keys.firstColumns(shape.value);
        } else {
            values = bench.cache(shape.type, shape.keyValueHeads, shape.value, shape.context);
            m_values = testing::storeRows(values, 0, bench.random(rows * shape.keyValueHeads * shape.value));
        }
        queryRows = bench.activations(m_queries, shape.heads * shape.key, shape.tokens);
        outRows = bench.activations(shape.heads * shape.value, shape.tokens);
    }

    float scale() const { return 1 / std::sqrt(float(m_shape.key)); }

    void record(gpu::Commands &commands, const gpu::Tensor &step, const gpu::Tensor &scratch, uint32_t firstRow,
                uint32_t rows) const
    {
        const ops::Heads queries{queryRows.rowSlice(firstRow, rows).columnSlice(0, m_shape.key), m_shape.heads,
                                 m_shape.key};
        const ops::Heads out{outRows.rowSlice(firstRow, rows).columnSlice(0, m_shape.value), m_shape.heads,
                             m_shape.value};
        ops::attention(commands, queries, keys, values, step, scale(), scratch, out);
    }

    std::vector<float> expected() const
    {
        const size_t queryRow = size_t(m_shape.heads) * m_shape.key, outRow = size_t(m_shape.heads) * m_shape.value;
        std::vector<float> out(m_shape.tokens * outRow);
        for (uint32_t t = 0; t < m_shape.tokens; ++t) {
            const size_t positions = m_shape.position + t + 1;
            const reference::Values queries{m_queries.data() + t * queryRow, queryRow},
                keyRows{m_keys.data(), positions * m_shape.sharedHeads() * m_shape.key};
            const reference::Output to{out.data() + t * outRow, outRow};
            if (m_shape.isLatent())
                reference::latentAttention(queries, keyRows,
                                           {m_shape.heads, m_shape.value, m_shape.key - m_shape.value}, scale(), to);
            else
                reference::groupedAttention(
                    queries, keyRows, {m_values.data(), positions * m_shape.keyValueHeads * m_shape.value},
                    {m_shape.heads, m_shape.keyValueHeads, m_shape.key, m_shape.value}, scale(), to);
        }
        return out;
    }

    ops::CacheRows keys, values;
    gpu::Tensor queryRows, outRows;

private:
    Shape m_shape;
    std::vector<float> m_queries, m_keys, m_values;
};

gpu::Tensor scratchFor(OpBench &bench, uint32_t partials, const Shape &shape)
{
    gpu::Arena counting;
    const gpu::Tensor whole = ops::placeAttentionScratch(counting, shape.tokens, shape.heads, shape.value);
    return bench.activations(whole.columns, partials ? partials : whole.rows);
}

constexpr TensorType CacheTypes[] = {TensorType::F32, TensorType::F16, TensorType::Q8_0};

} // namespace

class TestAttention : public QObject {
    Q_OBJECT

    static void compare(OpBench &bench, const Shape &shape, uint32_t partials)
    {
        const Case parts(bench, shape);
        const gpu::Tensor step = bench.integers({shape.position}), scratch = scratchFor(bench, partials, shape);
        bench.run([&](gpu::Commands &c) { parts.record(c, step, scratch, 0, shape.tokens); });
        const double error = testing::largestError(bench.read(parts.outRows), parts.expected());
        QVERIFY2(error < Bound, qPrintable(QString("%1 tokens at %2 of %3, %4 heads on %5 of %6 and %7: %8")
                                               .arg(shape.tokens)
                                               .arg(shape.position)
                                               .arg(shape.context)
                                               .arg(shape.heads)
                                               .arg(shape.keyValueHeads)
                                               .arg(shape.key)
                                               .arg(shape.value)
                                               .arg(error)));
    }

private slots:
    void initTestCase_data() { testing::addLoadForms(); }
    void init() { testing::useLoadForm(); }

    void matchesReference()
    {
        OpBench bench;
        for (const TensorType type : CacheTypes)
            for (const uint32_t positions : {1U, 2U, 63U, 64U, 65U, 300U})
                for (const uint32_t tokens : {1U, 5U, 33U})
                    for (const uint32_t heads : {1U, 3U, 16U})
                        if (tokens <= positions)
                            compare(bench, latent(300, positions - tokens, tokens, heads, 32, 8, type), 0);
    }

    // Rows that are no multiple of a chunk, and heads that begin anywhere.
    void matchesReferenceAtOddWidths()
    {
        OpBench bench;
        for (const TensorType type : CacheTypes)
            for (const auto &[columns, rope] : {std::pair{33U, 6U}, {1U, 2U}, {63U, 65U}, {12U, 4U}})
                for (const uint32_t tokens : {1U, 5U})
                    compare(bench, latent(70, 65 - tokens, tokens, 3, columns, rope, type), 0);
    }

    void matchesReferenceAtFullWidth()
    {
        OpBench bench;
        for (const TensorType type : CacheTypes) {
            compare(bench, latent(200, 150, 1, 16, 512, 64, type), 0);
            compare(bench, latent(200, 60, 7, 5, 512, 64, type), 0);
            compare(bench, latent(40, 30, 2, 2, 1024, 256, type), 0);
        }
    }

    // One head a group, groups that fill tiles and groups that do not; widths with and without a tail.
    void groupedMatchesReference()
    {
        OpBench bench;
        const std::pair<uint32_t, uint32_t> manyHeads[] = {{1, 1}, {4, 4}, {8, 2}, {28, 4}};
        const std::pair<uint32_t, uint32_t> manyWidths[] = {{128, 128}, {80, 48}, {33, 17}, {6, 10}};
        for (const TensorType type : CacheTypes) {
            for (const auto &[heads, shared] : manyHeads)
                compare(bench, {90, 64, 6, heads, shared, 64, 64, type}, 0);
            for (const auto &[key, value] : manyWidths)
                for (const uint32_t tokens : {1U, 6U})
                    compare(bench, {90, 70 - tokens, tokens, 10, 2, key, value, type}, 0);
        }
    }

    void groupedSplitsMatchReference()
    {
        OpBench bench;
        for (const TensorType type : CacheTypes)
            for (const uint32_t position : {0U, 3U, 31U, 299U})
                compare(bench, {300, position, 1, 6, 2, 40, 24, type}, 0);
    }

    void splitsOrNot()
    {
        OpBench bench;
        const Shape shape = latent(300, 299, 1, 3, 40, 8, TensorType::F32);
        const uint32_t several = ops::attentionSplits(bench.device(), 1, 3, 1, 300, scratchFor(bench, 0, shape));
        QVERIFY2(several > 1, "this device would not split");
        QCOMPARE(ops::attentionSplits(bench.device(), 1, 3, 1, 300, scratchFor(bench, 3, shape)), 1U);
        for (const uint32_t position : {0U, 1U, 2U, 31U, 150U, 299U}) { // few positions leave splits empty
            compare(bench, latent(300, position, 1, 3, 40, 8, TensorType::F32), 0);
            compare(bench, latent(300, position, 1, 3, 40, 8, TensorType::F32), 3);
        }
        compare(bench, latent(300, 299, 1, 3, 40, 8, TensorType::F16), 6);
    }

    // A batch gives what its tokens give one by one, and one recording serves every position.
    void batchEqualsSingleSteps()
    {
        OpBench bench;
        const Shape shape = latent(90, 20, 33, 4, 48, 16, TensorType::F16);
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
        const gpu::Tensor scratch = scratchFor(bench, 0, latent(300, 0, 1, 3, 40, 8, TensorType::F32));
        for (const uint32_t position : {0U, 40U, 299U}) {
            const Shape shape = latent(300, position, 1, 3, 40, 8, TensorType::F32);
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
        std::vector<float> rows(Columns * Context, 0.0F);
        for (uint32_t p = 0; p < Context; ++p)
            rows[p * Columns] = p < 2 ? 1000.0F : -1000.0F;
        rows[Columns + 1] = 8;
        const ops::CacheRows cache = bench.cache(TensorType::F32, 1, Columns, Context);
        testing::storeRows(cache, 0, rows);
        std::vector<float> query(Columns, 0.0F);
        query[0] = 1000;
        const gpu::Tensor q = bench.activations(query, Columns), out = bench.activations(8), step = bench.integers({5});
        bench.run([&](gpu::Commands &c) {
            ops::attention(c, {q, 1, Columns}, cache, cache.firstColumns(8), step, 1, {}, {out, 1, 8});
        });
        QCOMPARE(bench.read(out), (std::vector<float>{1000, 4, 0, 0, 0, 0, 0, 0}));
    }

    void refusesWrongShapes()
    {
        OpBench bench;
        const gpu::Tensor q = bench.activations(80), out = bench.activations(64), step = bench.integers({0});
        const ops::CacheRows keys = bench.cache(TensorType::F32, 2, 40, 4),
                             values = bench.cache(TensorType::F32, 2, 32, 4);
        const auto record = [&](const ops::Heads &queries, const ops::CacheRows &v, const ops::Heads &to) {
            bench.run([&](gpu::Commands &c) { ops::attention(c, queries, keys, v, step, 1, {}, to); });
        };
        const gpu::Tensor head = q.columnSlice(0, 40), outHead = out.columnSlice(0, 32);
        record({head, 2, 40}, values, {outHead, 2, 32}); // as it should be
        QVERIFY_EXCEPTION_THROWN(record({q.columnSlice(0, 39), 2, 40}, values, {outHead, 2, 32}), Error);
        QVERIFY_EXCEPTION_THROWN(record({head, 2, 40}, values, {out.columnSlice(0, 31), 2, 32}), Error);
        QVERIFY_EXCEPTION_THROWN(record({head, 1, 40}, values, {outHead, 1, 32}), Error);
        QVERIFY_EXCEPTION_THROWN(record({head, 2, 40}, values, {outHead, 1, 32}), Error);
        QVERIFY_EXCEPTION_THROWN(record({head, 2, 40}, bench.cache(TensorType::F32, 1, 32, 4), {outHead, 2, 32}),
                                 Error);
        QVERIFY_EXCEPTION_THROWN(record({head, 2, 40}, bench.cache(TensorType::F16, 2, 32, 4), {outHead, 2, 32}),
                                 Error);
        QVERIFY_EXCEPTION_THROWN(record({head, 2, 40}, values, {bench.activations(64, 2).columnSlice(0, 32), 2, 32}),
                                 Error);
    }
};

QTEST_GUILESS_MAIN(TestAttention)
#include "tst_attention.moc"
