// The slopes of attention in the latent space against the CPU in double.
#include "support/case_rows.h"
#include "support/device_forms.h"
#include "support/op_shapes.h"
#include "support/pairwise.h"

#include "api/error.h"
#include "ops/reverse.h"
#include "reference/reverse.h"

#include <QTest>

#include <cmath>
#include <numeric>

using namespace deepscope;
using namespace deepscope::testing;

// Scores as in tst_attention (1e-6 of their size), so that the weights of the softmax and their slopes are right to
// some 1e-6 of theirs; slopes of keys are sums of some hundred such products of both signs.
constexpr double Bound = 2e-5;

namespace {

struct Shape {
    std::vector<uint32_t> texts; // rows of each
    uint32_t heads, latent, rope;

    uint32_t rows() const { return std::accumulate(texts.begin(), texts.end(), 0U); }
    uint32_t key() const { return latent + rope; }
    float scale() const { return 1 / std::sqrt(float(key())); }
};

struct Case {
    DeviceForm form;
    Shape shape;
    bool sliced; // heads and rows begin in the middle of others

    std::string name() const
    {
        std::string texts;
        for (const uint32_t rows : shape.texts)
            texts += " " + std::to_string(rows);
        return form.name() + ", texts of" + texts + ", " + std::to_string(shape.heads) + " heads of " +
               std::to_string(shape.latent) + " + " + std::to_string(shape.rope) + (sliced ? ", sliced" : "");
    }
};

const std::vector<std::vector<uint32_t>> &textsOfCases()
{
    static const std::vector<std::vector<uint32_t>> all = {{1}, {9}, {1, 1, 3, 1}, {7, 30, 1, 12}, {33, 40}};
    return all;
}

std::vector<Case> cases()
{
    constexpr std::array Heads = {1U, 3U, 4U, 16U};
    constexpr std::array<std::pair<uint32_t, uint32_t>, 5> Widths = {{{5, 1}, {16, 8}, {33, 6}, {64, 16}, {128, 32}}};
    std::vector<Case> all;
    for (const PairwiseCase &c : pairwiseCases(
             {Lanes.size(), Loads.size(), MostlyGpuTiles.size(), textsOfCases().size(), Heads.size(), Widths.size(), 2},
             testSeed() + 6))
        all.push_back({{Loads[c[1]], MostlyGpuTiles[c[2]], Lanes[c[0]]},
                       {textsOfCases()[c[3]], Heads[c[4]], Widths[c[5]].first, Widths[c[5]].second},
                       c[6] == 1});
    // Several blocks of keys and of pairs; and as wide as models are.
    all.push_back({{}, {{130, 20, 300}, 2, 64, 16}, false});
    all.push_back({{}, {{40, 23}, 4, 512, 64}, false});
    all.push_back({{Loads[1], Tiles[1], Lanes[3]}, {{5, 140}, 3, 64, 16}, false});
    return all;
}

// Everything of one call on the device, and what the CPU says of it.
class Parts {
public:
    Parts(OpBench &bench, const Shape &shape, bool sliced, float size = 1)
        : m_bench(bench), m_shape(shape), m_sliced(sliced),
          m_queries(bench.random(size_t(shape.rows()) * shape.heads * shape.key(), size)),
          m_keys(bench.random(size_t(shape.rows()) * shape.key(), size)),
          m_slopes(bench.random(size_t(shape.rows()) * shape.heads * shape.latent))
    {
        const uint32_t rows = shape.rows();
        queries = place(m_queries, shape.key());
        attended = place(attend(), shape.latent);
        slopes = place(m_slopes, shape.latent);
        querySlopes = place({}, shape.key());
        keys = bench.activations(m_keys, shape.key(), rows);
        keySlopes = bench.activations(shape.key(), rows);
        gpu::Arena counting;
        const gpu::Tensor whole = ops::placeAttentionReverseScratch(counting, rows, shape.heads);
        scratch = bench.activations(whole.columns, whole.rows);
        std::vector<uint32_t> spans;
        for (uint32_t first = 0; const uint32_t count : shape.texts) {
            for (uint32_t i = 0; i < count; ++i)
                spans.insert(spans.end(), {first, first + count});
            first += count;
        }
        texts = {bench.integers(spans)};
    }

    void record(gpu::Commands &commands) const
    {
        ops::latentAttentionReverse(commands, queries, keys, texts, m_shape.scale(), attended, slopes, scratch,
                                    querySlopes, keySlopes);
    }

    struct Expected {
        std::vector<float> querySlopes, keySlopes;
    };

    Expected expected() const
    {
        std::vector<double> ofQueries(m_queries.size()), ofKeys(m_keys.size());
        const std::vector<double> q(m_queries.begin(), m_queries.end()), k(m_keys.begin(), m_keys.end()),
            given(m_slopes.begin(), m_slopes.end());
        const size_t key = m_shape.key(), queryRow = m_shape.heads * key,
                     slopeRow = size_t(m_shape.heads) * m_shape.latent;
        for (size_t first = 0; const uint32_t rows : m_shape.texts) {
            reference::latentAttentionReverse(
                {q.data() + first * queryRow, rows * queryRow}, {k.data() + first * key, rows * key}, m_shape.heads,
                m_shape.latent, m_shape.rope, m_shape.scale(), {given.data() + first * slopeRow, rows * slopeRow},
                {ofQueries.data() + first * queryRow, rows * queryRow}, {ofKeys.data() + first * key, rows * key});
            first += rows;
        }
        return {{ofQueries.begin(), ofQueries.end()}, {ofKeys.begin(), ofKeys.end()}};
    }

    // Of all heads, without what lies between them.
    DeviceValues readQuerySlopes() const
    {
        DeviceValues all = m_bench.read(whole(querySlopes));
        if (m_sliced) {
            const DeviceValues wide = all;
            all.clear();
            const size_t stride = m_shape.key() + 1, row = m_shape.heads * stride;
            for (size_t head = 0; head < wide.size() / stride; ++head) {
                const auto from = wide.begin() + ptrdiff_t(head / m_shape.heads * row + head % m_shape.heads * stride);
                all.insert(all.end(), from + 1, from + ptrdiff_t(stride));
            }
            all.columns = size_t(m_shape.heads) * m_shape.key();
        }
        return all;
    }

    ops::Heads queries, attended, slopes, querySlopes;
    gpu::Tensor keys, keySlopes, scratch;
    ops::TextRows texts;

private:
    gpu::Tensor whole(const ops::Heads &heads) const
    {
        gpu::Tensor all = heads.first;
        all.first = 0;
        all.columns = heads.count * heads.stride;
        return all;
    }

    // Heads side by side; sliced ones with a column of NaN before each.
    ops::Heads place(const std::vector<float> &values, uint32_t columns)
    {
        const uint32_t between = m_sliced ? 1 : 0, stride = columns + between, rows = m_shape.rows();
        std::vector<float> all(size_t(rows) * m_shape.heads * stride, std::nanf(""));
        for (size_t head = 0; head < values.size() / columns; ++head)
            std::copy_n(values.begin() + ptrdiff_t(head * columns), columns,
                        all.begin() + ptrdiff_t(head * stride + between));
        return {m_bench.activations(all, m_shape.heads * stride, rows).columnSlice(between, columns), m_shape.heads,
                stride};
    }

    std::vector<float> attend() const
    {
        const size_t key = m_shape.key(), queryRow = m_shape.heads * key;
        std::vector<float> all(m_slopes.size());
        for (size_t first = 0; const uint32_t rows : m_shape.texts) {
            for (size_t row = first; row < first + rows; ++row)
                reference::latentAttention<float>(
                    {m_queries.data() + row * queryRow, queryRow},
                    {m_keys.data() + first * key, (row + 1 - first) * key},
                    {m_shape.heads, m_shape.latent, m_shape.rope}, m_shape.scale(),
                    {all.data() + row * m_shape.heads * m_shape.latent, size_t(m_shape.heads) * m_shape.latent});
            first += rows;
        }
        return all;
    }

    OpBench &m_bench;
    Shape m_shape;
    bool m_sliced;
    std::vector<float> m_queries, m_keys, m_slopes;
};

} // namespace

class TestLatentAttentionReverse : public QObject {
    Q_OBJECT

    Benches m_benches;

    static void compare(OpBench &bench, const Shape &shape, bool sliced, float size = 1)
    {
        bench.startOver();
        const Parts parts(bench, shape, sliced, size);
        const Parts::Expected expected = parts.expected();
        bench.run([&](gpu::Commands &c) { parts.record(c); });
        const DeviceValues ofQueries = parts.readQuerySlopes(), ofKeys = bench.read(parts.keySlopes);
        COMPARE_VALUES(ofQueries, expected.querySlopes, Bound);
        COMPARE_VALUES(ofKeys, expected.keySlopes, Bound);
        bench.run([&](gpu::Commands &c) { parts.record(c); });
        QVERIFY(parts.readQuerySlopes() == ofQueries && bench.read(parts.keySlopes) == ofKeys);
    }

private slots:
    void matchesReference_data() { addRows(cases()); }

    void matchesReference()
    {
        QFETCH(size_t, index);
        const Case test = cases()[index];
        compare(m_benches.of(test.form), test.shape, test.sliced);
    }

    // So many heads that a device with short loops takes the rows in several dispatches.
    void goesThroughManyHeads()
    {
        OpBench &bench = m_benches.of();
        compare(bench, {{130}, 128, 16, 8}, false);
    }

    void refusesWrongShapes()
    {
        OpBench &bench = m_benches.of();
        const Shape shape{{3}, 2, 8, 4};
        const Parts right(bench, shape, false);
        const auto record = [&](const std::function<void(Parts &)> &change) {
            Parts parts = right;
            change(parts);
            bench.run([&](gpu::Commands &c) { parts.record(c); });
        };
        record([](Parts &) {});
        QVERIFY_EXCEPTION_THROWN(record([&](Parts &p) { p.keys = bench.activations(12, 2); }), Error);
        QVERIFY_EXCEPTION_THROWN(record([&](Parts &p) { p.keys = bench.activations(11, 3); }), Error);
        QVERIFY_EXCEPTION_THROWN(record([&](Parts &p) { p.keySlopes = bench.activations(11, 3); }), Error);
        QVERIFY_EXCEPTION_THROWN(record([&](Parts &p) { p.attended.count = 1; }), Error);
        QVERIFY_EXCEPTION_THROWN(record([&](Parts &p) { p.slopes.first.columns = 7; }), Error);
        QVERIFY_EXCEPTION_THROWN(record([&](Parts &p) { p.querySlopes.count = 1; }), Error);
        QVERIFY_EXCEPTION_THROWN(record([&](Parts &p) { p.scratch = bench.activations(4, 2); }), Error);
        QVERIFY_EXCEPTION_THROWN(record([&](Parts &p) { p.texts.spans = bench.activations(5); }), Error);
    }

    // No text of a step may be longer than the device's loops reach: nothing comes out wrong without a word.
    void refusesWhatLoopsDoNotReach()
    {
        OpBench &bench = m_benches.of();
        if (bench.device().features().longestLoops == 0)
            QSKIP("the device takes loops of any length");
        constexpr uint32_t Rows = 60'000;
        const gpu::Tensor rows = bench.activations(16, Rows), scratch = bench.activations(2, Rows),
                          spans = bench.activations(2 * Rows);
        const ops::Heads heads{rows, 1, 16};
        QVERIFY_EXCEPTION_THROWN(bench.run([&](gpu::Commands &c) {
            ops::latentAttentionReverse(c, heads, rows, {spans}, 1, heads, heads, scratch, heads, rows);
        }),
                                 Error);
    }
};

QTEST_MAIN(TestLatentAttentionReverse)
#include "tst_latent_attention_reverse.moc"
