// What attention compares before its softmax, of the one row that is tapped.
#include "support/cache_host.h"
#include "support/case_rows.h"
#include "support/device_forms.h"
#include "support/op_shapes.h"
#include "support/pairwise.h"

#include "api/error.h"
#include "ops/attention.h"
#include "reference/ops.h"

#include <cmath>

using namespace deepscope;
using namespace deepscope::testing;

// Each half of a score is a sum of up to 600 products of size 1, scaled by the root of their number: its rounding is
// about 1e-6 of the sum of their sizes.
constexpr double Bound = 2e-5;

namespace {

struct Case {
    DeviceForm form;
    TensorType type;
    uint32_t heads, keyHeads, columns, firstColumns, position, rows, tapped; // tapped: of the rows

    std::string name() const
    {
        return form.name() + ", " + std::string(typeTraits(type).name) + ", " + std::to_string(heads) + " heads on " +
               std::to_string(keyHeads) + " of " + std::to_string(firstColumns) + " of " + std::to_string(columns) +
               ", row " + std::to_string(tapped) + " of " + std::to_string(rows) + " at " + std::to_string(position);
    }
};

constexpr std::array CacheTypes = {TensorType::F32, TensorType::F16, TensorType::Q8_0};
constexpr std::array<std::pair<uint32_t, uint32_t>, 5> Heads = {{{1, 1}, {5, 1}, {16, 1}, {8, 2}, {4, 4}}};
// Columns of a key, and of its first part: no chunk, tails, a border within a chunk, one part alone.
constexpr std::array<std::pair<uint32_t, uint32_t>, 6> Widths = {
    {{6, 5}, {39, 33}, {80, 80}, {80, 64}, {24, 0}, {576, 512}}};
constexpr std::array Positions = {0U, 1U, 7U, 255U, 256U, 300U};
constexpr std::array<std::pair<uint32_t, uint32_t>, 4> Rows = {{{1, 0}, {3, 0}, {3, 2}, {9, 4}}};

std::vector<Case> cases()
{
    std::vector<Case> all;
    for (const PairwiseCase &c : pairwiseCases({CacheTypes.size(), Lanes.size(), Loads.size(), Heads.size(),
                                                Widths.size(), Positions.size(), Rows.size()},
                                               testSeed() + 11)) {
        const auto [heads, keyHeads] = Heads[c[3]];
        const auto [columns, first] = Widths[c[4]];
        const auto [rows, tapped] = Rows[c[6]];
        all.push_back({{Loads[c[2]], Tiles[0], Lanes[c[1]]},
                       CacheTypes[c[0]],
                       heads,
                       keyHeads,
                       columns,
                       first,
                       Positions[c[5]],
                       rows,
                       tapped});
    }
    return all;
}

} // namespace

class TestAttentionScores : public QObject {
    Q_OBJECT

    Benches m_benches;

private slots:
    void matchesReference_data() { addRows(cases()); }

    void matchesReference()
    {
        QFETCH(size_t, index);
        const Case test = cases()[index];
        OpBench &bench = m_benches.of(test.form);
        const uint32_t seen = test.position + test.tapped + 1, positions = test.position + test.rows, pageRows = 16;
        std::vector<uint32_t> pages((positions + pageRows - 1) / pageRows);
        for (uint32_t page = 0; page < pages.size(); ++page)
            pages[page] = uint32_t(pages.size()) - 1 - page;
        std::vector<args::Row> rows;
        for (uint32_t row = 0; row < test.rows; ++row)
            rows.push_back({0, test.position + row, 0, row == test.tapped ? args::RowTapped : 0});
        const ops::StepRows step = bench.step(rows, {pages}, pageRows);
        const ops::CacheRows keys =
            bench.cache(test.type, test.keyHeads, test.columns, uint32_t(pages.size()) * pageRows);
        const size_t width = size_t(test.keyHeads) * test.columns;
        std::vector<float> stored;
        for (uint32_t position = 0; position < seen; ++position) {
            const std::vector<float> row =
                storeRows(keys, pages[position / pageRows] * pageRows + position % pageRows, bench.random(width));
            stored.insert(stored.end(), row.begin(), row.end());
        }
        const uint32_t queryColumns = test.heads * test.columns;
        const std::vector<float> queries = bench.random(size_t(test.rows) * queryColumns);
        const gpu::Tensor queryRows = bench.activations(queries, queryColumns, test.rows);
        // No room for the last position, once in three cases; none is wanted then.
        const uint32_t room = index % 3 == 0 && seen > 1 ? seen - 1 : seen + 5;
        const uint32_t parts = test.firstColumns < test.columns ? 2 : 1;
        const gpu::Tensor scores = bench.activations(room, parts * test.heads);
        const float scale = 1 / std::sqrt(float(test.columns));
        const uint32_t window = index % 4 == 1 ? 1 + uint32_t(index) % seen : 0;
        bench.run([&](gpu::Commands &c) {
            ops::attentionScores(c, {queryRows.columnSlice(0, test.columns), test.heads, test.columns}, keys,
                                 test.firstColumns, step, {scale, window}, scores);
        });
        std::vector<float> all(size_t(2) * test.heads * seen);
        reference::attentionScores<float>({queries.data() + size_t(test.tapped) * queryColumns, queryColumns}, stored,
                                          {test.heads, test.keyHeads, test.columns, 0}, test.firstColumns, scale, all);
        const std::vector<float> got = bench.read(scores);
        for (uint32_t row = 0; row < parts * test.heads; ++row)
            for (uint32_t position = 0; position < room; ++position) {
                const float value = got[size_t(row) * room + position];
                if (position >= seen || (window > 0 && position + window < seen)) // as it was
                    QVERIFY(std::isnan(value));
                else
                    QVERIFY2(std::abs(value - all[size_t(2 / parts * row) * seen + position]) <= Bound,
                             qPrintable(QString("row %1, position %2: %3 for %4")
                                            .arg(row)
                                            .arg(position)
                                            .arg(value)
                                            .arg(all[size_t(2 / parts * row) * seen + position])));
            }
    }

    void writesNothingOfRowsThatAreNotTapped()
    {
        OpBench &bench = m_benches.of();
        const ops::CacheRows keys = bench.cache(TensorType::F32, 1, 8, 8);
        storeRows(keys, 0, bench.random(8));
        const gpu::Tensor scores = bench.activations(8, 1);
        bench.run([&](gpu::Commands &c) {
            ops::attentionScores(c, {bench.activations(bench.random(8), 8), 1, 8}, keys, 8, bench.step(0, 1, {}, 8), {},
                                 scores);
        });
        for (const float value : std::vector<float>(bench.read(scores)))
            QVERIFY(std::isnan(value));
    }

    // A page that the pool does not have is its last one, and a sequence that the step does not have its last one.
    void readsNothingOutsideOfThePool()
    {
        OpBench &bench = m_benches.of();
        const ops::CacheRows keys = bench.cache(TensorType::F32, 1, 8, 16);
        std::vector<float> last;
        for (uint32_t position = 0; position < 4; ++position) {
            const std::vector<float> row = storeRows(keys, 8 + position, bench.random(8));
            last.insert(last.end(), row.begin(), row.end());
        }
        const std::vector<float> query = bench.random(8);
        std::vector<float> expected(2 * 4);
        reference::attentionScores<float>(query, last, {1, 1, 8, 0}, 8, 1, expected);
        const gpu::Tensor queries = bench.activations(query, 8);
        for (const ops::StepRows &step : {bench.step({{0, 3, 0, args::RowTapped}}, {{0xffffffffU}}, 8),
                                          bench.step({{0, 3, 9, args::RowTapped}}, {{0}, {1}}, 8)}) {
            const gpu::Tensor scores = bench.activations(4, 1);
            bench.run([&](gpu::Commands &c) { ops::attentionScores(c, {queries, 1, 8}, keys, 8, step, {}, scores); });
            const std::vector<float> got = bench.read(scores);
            for (size_t position = 0; position < 4; ++position)
                QVERIFY(std::abs(got[position] - expected[position]) <= Bound);
        }
    }

    void refusesWrongShapes()
    {
        OpBench &bench = m_benches.of();
        const ops::CacheRows keys = bench.cache(TensorType::F32, 2, 8, 8);
        const ops::StepRows step = bench.step(0, 1, {}, 8);
        const gpu::Tensor q = bench.activations(16), scores = bench.activations(8, 2), two = bench.activations(8, 4);
        const auto record = [&](const ops::Heads &queries, uint32_t first, const gpu::Tensor &to) {
            bench.run([&](gpu::Commands &c) { ops::attentionScores(c, queries, keys, first, step, {}, to); });
        };
        record({q.columnSlice(0, 8), 2, 8}, 8, scores); // as it should be
        record({q.columnSlice(0, 8), 2, 8}, 7, two);
        QVERIFY_EXCEPTION_THROWN(record({q.columnSlice(0, 8), 2, 8}, 8, two), Error);
        QVERIFY_EXCEPTION_THROWN(record({q.columnSlice(0, 8), 2, 8}, 7, scores), Error);
        QVERIFY_EXCEPTION_THROWN(record({q.columnSlice(0, 7), 2, 8}, 7, scores), Error);
        QVERIFY_EXCEPTION_THROWN(record({q.columnSlice(0, 8), 2, 8}, 9, scores), Error);
        QVERIFY_EXCEPTION_THROWN(record({q.columnSlice(0, 8), 1, 8}, 8, scores), Error);
        QVERIFY_EXCEPTION_THROWN(record({q.columnSlice(0, 8), 2, 8}, 8, bench.activations(8, 3)), Error);
        QVERIFY_EXCEPTION_THROWN(record({bench.activations(16, 2).columnSlice(0, 8), 2, 8}, 8, bench.activations(8, 2)),
                                 Error);
    }
};

QTEST_GUILESS_MAIN(TestAttentionScores)
#include "tst_attention_scores.moc"
