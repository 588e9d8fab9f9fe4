#include "support/cache_host.h"
#include "support/case_rows.h"
#include "support/device_forms.h"
#include "support/op_shapes.h"
#include "support/pairwise.h"

#include "api/error.h"
#include "gpu/arithmetic.h"
#include "ops/attention.h"
#include "reference/ops.h"

#include <algorithm>
#include <cmath>
#include <cstring>

using namespace deepscope;
using namespace deepscope::testing;

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
class Parts {
public:
    Parts(OpBench &bench, const Shape &shape)
        : m_shape(shape), m_queries(bench.random(size_t(shape.tokens) * shape.heads * shape.key))
    {
        const uint32_t pageRows = ops::SmallestPage << shape.context % 3; // as one of many may have it
        std::vector<uint32_t> pages((shape.context + pageRows - 1) / pageRows);
        for (uint32_t page = 0; page < pages.size(); ++page)
            pages[page] = uint32_t(pages.size()) - 1 - page;
        step = bench.step(shape.position, shape.tokens, pages, pageRows);
        const size_t rows = shape.position + shape.tokens;
        const auto store = [&](const ops::CacheRows &cache, const std::vector<float> &all) {
            std::vector<float> stored;
            const size_t width = all.size() / rows;
            for (uint32_t row = 0; row < rows; ++row) {
                const std::vector<float> one(all.begin() + ptrdiff_t(row * width),
                                             all.begin() + ptrdiff_t((row + 1) * width));
                const uint32_t at = pages[row / pageRows] * pageRows + row % pageRows;
                const std::vector<float> rounded = testing::storeRows(cache, at, one);
                stored.insert(stored.end(), rounded.begin(), rounded.end());
            }
            return stored;
        };
        const auto pool = uint32_t(pages.size()) * pageRows;
        keys = bench.cache(shape.type, shape.sharedHeads(), shape.key, pool);
        m_keys = store(keys, bench.random(rows * shape.sharedHeads() * shape.key));
        if (shape.isLatent()) {
            values = keys.firstColumns(shape.value);
        } else {
            values = bench.cache(shape.type, shape.keyValueHeads, shape.value, pool);
            m_values = store(values, bench.random(rows * shape.keyValueHeads * shape.value));
        }
        queryRows = bench.activations(m_queries, shape.heads * shape.key, shape.tokens);
        outRows = bench.activations(shape.heads * shape.value, shape.tokens);
    }

    float scale() const { return 1 / std::sqrt(float(m_shape.key)); }

    void record(gpu::Commands &commands, const gpu::Tensor &scratch, uint32_t firstRow, uint32_t rows) const
    {
        const ops::Heads queries{queryRows.rowSlice(firstRow, rows).columnSlice(0, m_shape.key), m_shape.heads,
                                 m_shape.key};
        const ops::Heads out{outRows.rowSlice(firstRow, rows).columnSlice(0, m_shape.value), m_shape.heads,
                             m_shape.value};
        constexpr uint32_t Words = ops::StepRows::RowWords;
        const ops::StepRows part{step.rows.columnSlice(firstRow * Words, rows * Words), step.pages, step.pageRows};
        ops::attention(commands, queries, keys, values, part, {scale()}, scratch, out);
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

    ops::StepRows step;
    ops::CacheRows keys, values;
    gpu::Tensor queryRows, outRows;

private:
    Shape m_shape;
    std::vector<float> m_queries, m_keys, m_values;
};

gpu::Tensor scratchFor(OpBench &bench, uint32_t partials, const Shape &shape)
{
    gpu::Arena counting;
    const gpu::Tensor whole = ops::placeAttentionScratch(counting, shape.context, shape.heads, shape.value);
    return bench.activations(whole.columns, partials ? partials : whole.rows);
}

struct Case {
    DeviceForm form;
    Shape shape;
    uint32_t partials; // that the scratch has room for; 0: what a plan gives it

    std::string name() const
    {
        return form.name() + ", " + std::string(typeTraits(shape.type).name) + ", " + std::to_string(shape.tokens) +
               " tokens at " + std::to_string(shape.position) + " of " + std::to_string(shape.context) + ", " +
               std::to_string(shape.heads) + " heads on " + std::to_string(shape.keyValueHeads) + " of " +
               std::to_string(shape.key) + " and " + std::to_string(shape.value) + (partials ? ", not split" : "");
    }
};

constexpr std::array CacheTypes = {TensorType::F32, TensorType::F16, TensorType::Q8_0};

// Query heads and heads of keys and values (0: latent attention): groups of one, that fill tiles of heads, and that do
// not.
constexpr std::array<std::pair<uint32_t, uint32_t>, 7> Heads = {
    {{1, 0}, {16, 0}, {5, 0}, {4, 4}, {8, 2}, {28, 4}, {10, 2}}};

// Columns of keys and values, of latent attention [latent | rope] and latent: no chunk, tails, whole chunks, several a
// lane.
constexpr std::array<std::pair<uint32_t, uint32_t>, 6> Widths = {
    {{6, 5}, {39, 33}, {128, 63}, {64, 64}, {80, 48}, {160, 128}}};

// Past positions at the edges of blocks, of chunks and of splits. Mesa's software device ends the loops of an
// invocation after 65,535 iterations in all, without a word; 64 lanes in shared memory come to that at 256 positions.
constexpr std::array Positions = {0U, 1U, 31U, 62U, 63U, 64U, 200U};

std::vector<Case> cases()
{
    std::vector<Case> all;
    for (const PairwiseCase &c : pairwiseCases({CacheTypes.size(), Lanes.size(), Loads.size(), MostlyGpuTiles.size(),
                                                Heads.size(), Widths.size(), Positions.size(), TokenClasses.size(), 2},
                                               testSeed() + 4)) {
        Dice dice(uint32_t(all.size()));
        const auto [heads, shared] = Heads[c[4]];
        const auto [key, value] = Widths[c[5]];
        const uint32_t position = Positions[c[6]], tokens = std::min(tokensOf(TokenClasses[c[7]], dice), 33U);
        const uint32_t context = position + tokens + dice.between(0, 40);
        all.push_back({{Loads[c[2]], MostlyGpuTiles[c[3]], Lanes[c[1]]},
                       {context, position, tokens, heads, shared, key, value, CacheTypes[c[0]]},
                       uint32_t(c[8])});
    }
    // As wide as models are; kernels that take long to build.
    all.push_back({{}, latent(200, 150, 1, 16, 512, 64, TensorType::F32), 0});
    all.push_back({{}, latent(40, 30, 2, 2, 1024, 256, TensorType::F16), 0});
    all.push_back({{Loads[1], Tiles[1], Lanes[3]}, latent(200, 60, 7, 5, 512, 64, TensorType::Q8_0), 0});
    all.push_back({{Loads[1], Tiles[1], Lanes[4]}, latent(200, 150, 1, 16, 512, 64, TensorType::F16), 0});
    return all;
}

// As on lavapipe, and as on a GPU.
constexpr std::array<DeviceForm, 2> Forms = {{{}, {Loads[1], Tiles[1], Lanes[3]}}};

} // namespace

class TestAttention : public QObject {
    Q_OBJECT

    Benches m_benches;

    static void addForms()
    {
        QTest::addColumn<size_t>("form");
        for (size_t i = 0; i < Forms.size(); ++i)
            QTest::newRow(Forms[i].name().c_str()) << i;
    }

    OpBench &benchOfRow()
    {
        QFETCH(size_t, form);
        return m_benches.of(Forms[form]);
    }

    static void compare(OpBench &bench, const Shape &shape, uint32_t partials)
    {
        const Parts parts(bench, shape);
        const gpu::Tensor scratch = scratchFor(bench, partials, shape);
        bench.run([&](gpu::Commands &c) { parts.record(c, scratch, 0, shape.tokens); });
        COMPARE_VALUES(bench.read(parts.outRows), parts.expected(), Bound);
    }

private slots:
    void matchesReference_data() { addRows(cases()); }

    void matchesReference()
    {
        QFETCH(size_t, index);
        const Case test = cases()[index];
        compare(m_benches.of(test.form), test.shape, test.partials);
    }

    // A row alone, whose parts have workgroups of their own, and in one workgroup; and the same row among others: the
    // same bits.
    void partsGiveTheSameBits_data() { addForms(); }
    void partsGiveTheSameBits()
    {
        OpBench &bench = benchOfRow();
        for (const uint32_t position : {0U, 31U, 254U, 255U, 256U, 511U, 600U}) {
            qInfo("position %u", position);
            bench.startOver();
            const Shape shape = latent(position + 8, position, 7, 3, 40, 8, CacheTypes[position % CacheTypes.size()]);
            const Parts parts(bench, shape);
            const gpu::Tensor scratch = scratchFor(bench, 0, shape), none = scratchFor(bench, 1, shape);
            const auto splits = [&](const gpu::Tensor &memory) {
                return ops::attentionSplits(bench.device(), 1, 3, 1, divideUp(shape.context, args::AttentionPart),
                                            memory);
            };
            const bool oneThread = bench.device().isSoftware() && bench.device().workers() == 1; // nothing to share out
            QCOMPARE(splits(scratch), shape.context > args::AttentionPart && !oneThread);
            QVERIFY(!splits(none));
            bench.run([&](gpu::Commands &c) { parts.record(c, none, 0, shape.tokens); });
            const std::vector<float> together = bench.read(parts.outRows);
            COMPARE_VALUES(bench.read(parts.outRows), parts.expected(), Bound);
            for (const gpu::Tensor &memory : {scratch, none})
                for (uint32_t t = 0; t < shape.tokens; ++t) {
                    bench.run([&](gpu::Commands &c) { parts.record(c, memory, t, 1); });
                    COMPARE_VALUES(bench.read(parts.outRows), together, 0);
                }
        }
    }

    // One work item goes through all positions of a long context. Mesa's software device ends the loops of an
    // invocation after 65,535 iterations in all: with a loop over chunks of columns in that over positions the sum
    // stopped at 47,656 of them. Where lanes meet in shared memory loops are longer, so this is tried in the device's
    // own form. Errors of the sum of 60,000 weights of the softmax are of both signs; their bound grows with the root.
    void reachesEveryPositionOfALongContext()
    {
        OpBench &bench = m_benches.of();
        const Shape shape = latent(60'001, 60'000, 1, 1, 512, 64, TensorType::F16);
        compare(bench, shape, 1);
    }

    // As many positions as the plan lets a context have, in blocks of the smaller kind; and not one more.
    void reachesWhatAPlanAllows()
    {
        OpBench &bench = m_benches.of();
        const uint32_t loops = bench.device().features().longestLoops;
        if (loops == 0)
            QSKIP("the device takes loops of any length");
        const auto reach = uint32_t(ops::attentionReach(loops));
        QCOMPARE(bench.device().info().longestLoops, loops);
        compare(bench, latent(reach, reach - 1, 1, 1, 5, 1, TensorType::F16), 1);
        bench.startOver();
        QVERIFY_EXCEPTION_THROWN(compare(bench, latent(reach + 1, 0, 1, 1, 5, 1, TensorType::F16), 1), Error);
    }

    // Scores far apart: the softmax must not overflow, and equal large scores share evenly.
    void survivesLargeScores_data() { addForms(); }
    void survivesLargeScores()
    {
        OpBench &bench = benchOfRow();
        constexpr uint32_t Columns = 16, Context = 8;
        std::vector<float> rows(Columns * Context, 0.0F);
        for (uint32_t p = 0; p < Context; ++p)
            rows[p * Columns] = p < 2 ? 1000.0F : -1000.0F;
        rows[Columns + 1] = 8;
        const ops::CacheRows cache = bench.cache(TensorType::F32, 1, Columns, Context);
        testing::storeRows(cache, 0, rows);
        std::vector<float> query(Columns, 0.0F);
        query[0] = 1000;
        const gpu::Tensor q = bench.activations(query, Columns), out = bench.activations(8);
        const ops::StepRows step = bench.step(5, 1, {}, Context);
        bench.run([&](gpu::Commands &c) {
            ops::attention(c, {q, 1, Columns}, cache, cache.firstColumns(8), step, {}, {}, {out, 1, 8});
        });
        COMPARE_VALUES(bench.read(out), (std::vector<float>{1000, 4, 0, 0, 0, 0, 0, 0}), 0);
    }

    // A page that the pool does not have is its last one, and a sequence that the step does not have its last one.
    void readsNothingOutsideOfThePool_data() { addForms(); }
    void readsNothingOutsideOfThePool()
    {
        OpBench &bench = benchOfRow();
        constexpr uint32_t Columns = 8, PageRows = ops::SmallestPage;
        for (const TensorType type : CacheTypes) {
            const ops::CacheRows keys = bench.cache(type, 1, Columns, 2 * PageRows),
                                 values = bench.cache(type, 1, Columns, 2 * PageRows);
            for (uint32_t position = 0; position < 4; ++position) { // of the last page
                testing::storeRows(keys, PageRows + position, bench.random(Columns));
                testing::storeRows(values, PageRows + position, bench.random(Columns));
            }
            const gpu::Tensor query = bench.activations(bench.random(Columns), Columns),
                              scratch = scratchFor(bench, 1, latent(PageRows, 3, 1, 1, Columns, 0, type));
            const auto attend = [&](const ops::StepRows &step) {
                const gpu::Tensor out = bench.activations(Columns);
                bench.run([&](gpu::Commands &c) {
                    ops::attention(c, {query, 1, Columns}, keys, values, step, {}, scratch, {out, 1, Columns});
                });
                return std::vector<float>(bench.read(out));
            };
            const std::vector<float> last = attend(bench.step({{0, 3, 0, 0}}, {{1}}, PageRows));
            QVERIFY(std::ranges::none_of(last, [](float value) { return std::isnan(value); }));
            QCOMPARE(attend(bench.step({{0, 3, 0, 0}}, {{0xffffffffU}}, PageRows)), last);
            QCOMPARE(attend(bench.step({{0, 3, 9, 0}}, {{0}, {1}}, PageRows)), last);
        }
    }

    void refusesWrongShapes()
    {
        OpBench &bench = m_benches.of();
        const gpu::Tensor q = bench.activations(80), out = bench.activations(64);
        const ops::StepRows step = bench.step(0, 1, {}, 8);
        const ops::CacheRows keys = bench.cache(TensorType::F32, 2, 40, 8),
                             values = bench.cache(TensorType::F32, 2, 32, 8);
        const auto record = [&](const ops::Heads &queries, const ops::CacheRows &v, const ops::Heads &to) {
            bench.run([&](gpu::Commands &c) { ops::attention(c, queries, keys, v, step, {}, {}, to); });
        };
        const gpu::Tensor head = q.columnSlice(0, 40), outHead = out.columnSlice(0, 32);
        record({head, 2, 40}, values, {outHead, 2, 32}); // as it should be
        QVERIFY_EXCEPTION_THROWN(record({q.columnSlice(0, 39), 2, 40}, values, {outHead, 2, 32}), Error);
        QVERIFY_EXCEPTION_THROWN(record({head, 2, 40}, values, {out.columnSlice(0, 31), 2, 32}), Error);
        QVERIFY_EXCEPTION_THROWN(record({head, 1, 40}, values, {outHead, 1, 32}), Error);
        QVERIFY_EXCEPTION_THROWN(record({head, 2, 40}, values, {outHead, 1, 32}), Error);
        QVERIFY_EXCEPTION_THROWN(record({head, 2, 40}, bench.cache(TensorType::F32, 1, 32, 8), {outHead, 2, 32}),
                                 Error);
        QVERIFY_EXCEPTION_THROWN(record({head, 2, 40}, bench.cache(TensorType::F16, 2, 32, 8), {outHead, 2, 32}),
                                 Error);
        QVERIFY_EXCEPTION_THROWN(record({head, 2, 40}, values, {bench.activations(64, 2).columnSlice(0, 32), 2, 32}),
                                 Error);
    }
};

QTEST_GUILESS_MAIN(TestAttention)
#include "tst_attention.moc"
