// Attention that passes over rows of the cache, against the reference with what is left of them; where nothing is
// passed over, no bit is another.
#include "support/cache_host.h"
#include "support/case_rows.h"
#include "support/device_forms.h"
#include "support/op_shapes.h"
#include "support/pairwise.h"

#include "api/error.h"
#include "api/eviction.h"
#include "ops/attention.h"
#include "reference/ops.h"

#include <cmath>

using namespace deepscope;
using namespace deepscope::testing;

namespace {

// As of attention that sees all (tst_attention.cpp).
constexpr double Bound = 1e-5;

constexpr std::array CacheTypes = {TensorType::F32, TensorType::F16, TensorType::Q8_0};
// Query heads and heads of keys and values; 0: latent attention.
constexpr std::array<std::pair<uint32_t, uint32_t>, 4> Heads = {{{1, 0}, {5, 0}, {8, 2}, {10, 2}}};
constexpr std::array<std::pair<uint32_t, uint32_t>, 3> Widths = {{{39, 33}, {64, 64}, {160, 128}}};
constexpr std::array Positions = {0U, 31U, 64U, 255U, 300U}; // of the first row
constexpr uint32_t PageRows = 16;

struct Case {
    DeviceForm form;
    TensorType type;
    uint32_t heads, keyHeads, keyColumns, valueColumns, position, rows;

    bool isLatent() const { return keyHeads == 0; }
    uint32_t sharedHeads() const { return std::max(1U, keyHeads); }
    std::string name() const
    {
        return form.name() + ", " + std::string(typeTraits(type).name) + ", " + std::to_string(rows) + " rows at " +
               std::to_string(position) + ", " + std::to_string(heads) + " heads on " + std::to_string(keyHeads) +
               " of " + std::to_string(keyColumns) + " and " + std::to_string(valueColumns);
    }
};

std::vector<Case> cases()
{
    std::vector<Case> all;
    for (const PairwiseCase &c : pairwiseCases({CacheTypes.size(), Lanes.size(), Loads.size(), MostlyGpuTiles.size(),
                                                Heads.size(), Widths.size(), Positions.size()},
                                               testSeed() + 17)) {
        const auto [heads, shared] = Heads[c[4]];
        const auto [key, value] = Widths[c[5]];
        all.push_back({{Loads[c[2]], MostlyGpuTiles[c[3]], Lanes[c[1]]},
                       CacheTypes[c[0]],
                       heads,
                       shared,
                       key,
                       value,
                       Positions[c[6]],
                       uint32_t(1 + all.size() % 7)});
    }
    return all;
}

// A text whose last rows are in the step; every second one of these is masked.
class Text {
public:
    Text(OpBench &bench, const Case &test) : m_bench(bench), m_case(test), m_length(test.position + test.rows)
    {
        m_pages.resize((m_length + PageRows - 1) / PageRows);
        for (uint32_t page = 0; page < m_pages.size(); ++page)
            m_pages[page] = uint32_t(m_pages.size()) - 1 - page;
        m_keys = bench.cache(test.type, test.sharedHeads(), test.keyColumns, uint32_t(m_pages.size()) * PageRows);
        m_keyRows = store(m_keys, test.keyColumns);
        m_values = m_keys.firstColumns(test.valueColumns);
        if (!test.isLatent()) {
            m_values = bench.cache(test.type, test.keyHeads, test.valueColumns, uint32_t(m_pages.size()) * PageRows);
            m_valueRows = store(m_values, test.valueColumns);
        }
        m_queries = bench.random(size_t(test.rows) * test.heads * test.keyColumns);
        m_queryRows = bench.activations(m_queries, test.heads * test.keyColumns, test.rows);
    }

    static bool isMasked(uint32_t row) { return row % 2 == 0; }
    uint32_t length() const { return m_length; }

    // Of the rows of the step.
    DeviceValues run(const std::vector<uint32_t> &seenUntil, bool masking) const
    {
        std::vector<args::Row> rows;
        for (uint32_t row = 0; row < m_case.rows; ++row)
            rows.push_back({0, m_case.position + row, 0, masking && isMasked(row) ? args::RowMasked : 0});
        const ops::StepRows step = m_bench.step(rows, {m_pages}, PageRows);
        const gpu::Tensor out = m_bench.activations(m_case.heads * m_case.valueColumns, m_case.rows);
        gpu::Arena counting;
        const gpu::Tensor whole = ops::placeAttentionScratch(counting, m_length, m_case.heads, m_case.valueColumns);
        const gpu::Tensor scratch = m_bench.activations(whole.columns, whole.rows);
        std::vector<uint32_t> room = seenUntil;
        room.resize(m_pages.size() * PageRows, 0);
        const gpu::Tensor until = masking ? m_bench.integers(room) : gpu::Tensor();
        m_bench.run([&](gpu::Commands &c) {
            ops::attention(c, {m_queryRows.columnSlice(0, m_case.keyColumns), m_case.heads, m_case.keyColumns}, m_keys,
                           m_values, step, {.scale = scale(), .seenUntil = until}, scratch,
                           {out.columnSlice(0, m_case.valueColumns), m_case.heads, m_case.valueColumns});
        });
        return m_bench.read(out);
    }

    std::vector<float> expected(const std::vector<uint32_t> &seenUntil) const
    {
        const size_t queryRow = size_t(m_case.heads) * m_case.keyColumns,
                     outRow = size_t(m_case.heads) * m_case.valueColumns;
        std::vector<float> out(m_case.rows * outRow);
        for (uint32_t row = 0; row < m_case.rows; ++row) {
            std::vector<float> keys, values;
            for (uint32_t position = 0; position <= m_case.position + row; ++position)
                if (!isMasked(row) || m_case.position + row < seenUntil[position]) {
                    append(keys, m_keyRows, position);
                    append(values, m_valueRows, position);
                }
            const reference::Values queries{m_queries.data() + row * queryRow, queryRow};
            const reference::Output to{out.data() + row * outRow, outRow};
            if (m_case.isLatent())
                reference::latentAttention(queries, keys,
                                           {m_case.heads, m_case.valueColumns, m_case.keyColumns - m_case.valueColumns},
                                           scale(), to);
            else
                reference::groupedAttention(queries, keys, values,
                                            {m_case.heads, m_case.keyHeads, m_case.keyColumns, m_case.valueColumns},
                                            scale(), to);
        }
        return out;
    }

private:
    float scale() const { return 1 / std::sqrt(float(m_case.keyColumns)); }

    std::vector<std::vector<float>> store(const ops::CacheRows &cache, uint32_t columns)
    {
        std::vector<std::vector<float>> rows;
        for (uint32_t position = 0; position < m_length; ++position)
            rows.push_back(storeRows(cache, m_pages[position / PageRows] * PageRows + position % PageRows,
                                     m_bench.random(size_t(m_case.sharedHeads()) * columns)));
        return rows;
    }
    static void append(std::vector<float> &to, const std::vector<std::vector<float>> &rows, uint32_t position)
    {
        if (!rows.empty())
            to.insert(to.end(), rows[position].begin(), rows[position].end());
    }

    OpBench &m_bench;
    const Case m_case;
    uint32_t m_length;
    std::vector<uint32_t> m_pages;
    ops::CacheRows m_keys, m_values;
    std::vector<std::vector<float>> m_keyRows, m_valueRows; // as stored
    std::vector<float> m_queries;
    gpu::Tensor m_queryRows;
};

} // namespace

class TestAttentionMasked : public QObject {
    Q_OBJECT

    Benches m_benches;

    // Each position is seen for a while, some always; of long texts whole parts are seen by nobody.
    static std::vector<uint32_t> someSeen(const Text &text, size_t index)
    {
        Dice dice(uint32_t(index) + 5);
        std::vector<uint32_t> until;
        for (uint32_t position = 0; position < text.length(); ++position) {
            const uint32_t wish = dice.between(0, 3);
            until.push_back(wish == 0                                   ? SeenAlways
                            : position < text.length() / 2 && index % 2 ? position + 1
                                                                        : position + 1 + dice.between(0, 60));
        }
        return until;
    }

private slots:
    void matchesReference_data() { addRows(cases()); }
    void matchesReference()
    {
        QFETCH(size_t, index);
        const Case test = cases()[index];
        OpBench &bench = m_benches.of(test.form);
        bench.startOver();
        const Text text(bench, test);
        const std::vector<uint32_t> until = someSeen(text, index);
        const DeviceValues masked = text.run(until, true);
        COMPARE_VALUES(masked, text.expected(until), Bound);
    }

    void changesNoBitWhereAllIsSeen_data() { addRows(cases()); }
    void changesNoBitWhereAllIsSeen()
    {
        QFETCH(size_t, index);
        const Case test = cases()[index];
        OpBench &bench = m_benches.of(test.form);
        bench.startOver();
        const Text text(bench, test);
        const std::vector<uint32_t> always(text.length(), SeenAlways);
        const DeviceValues all = text.run(always, true);
        const std::vector<float> unmasked = text.run(always, false);
        COMPARE_VALUES(all, unmasked, 0);
    }

    void refusesATableThatIsTooShort()
    {
        OpBench &bench = m_benches.of();
        const gpu::Tensor q = bench.activations(40), out = bench.activations(32);
        const ops::StepRows step = bench.step(0, 1, {}, 8);
        const ops::CacheRows keys = bench.cache(TensorType::F32, 1, 40, 8);
        const auto record = [&](uint32_t positions) {
            const gpu::Tensor until = bench.integers(std::vector<uint32_t>(positions, SeenAlways));
            bench.run([&](gpu::Commands &c) {
                ops::attention(c, {q, 1, 40}, keys, keys.firstColumns(32), step, {.seenUntil = until}, {},
                               {out, 1, 32});
            });
        };
        record(8); // as it should be
        QVERIFY_EXCEPTION_THROWN(record(7), Error);
    }
};

QTEST_GUILESS_MAIN(TestAttentionMasked)
#include "tst_attention_masked.moc"
