// A text in a cache, of which the last rows are in a step that attends: what the device makes of it, and the reference.
#pragma once

#include "support/cache_host.h"
#include "support/device_forms.h"
#include "support/op_bench.h"
#include "support/op_shapes.h"

#include "ops/attention.h"
#include "reference/ops.h"

#include <cmath>

namespace deepscope::testing {

struct AttentionCase {
    DeviceForm form;
    TensorType type;
    uint32_t heads, keyHeads; // 0: latent attention, the values are the first columns of the keys
    uint32_t keyColumns, valueColumns;
    uint32_t position; // of the first row
    uint32_t rows;

    bool isLatent() const { return keyHeads == 0; }
    uint32_t sharedHeads() const { return std::max(1U, keyHeads); }
    std::string name() const
    {
        return form.name() + ", " + std::string(typeTraits(type).name) + ", " + std::to_string(rows) + " rows at " +
               std::to_string(position) + ", " + std::to_string(heads) + " heads on " + std::to_string(keyHeads) +
               " of " + std::to_string(keyColumns) + " and " + std::to_string(valueColumns);
    }
};

// What of the text is seen.
struct AttentionSight {
    std::vector<uint32_t> seenUntil = {}; // by every second row; empty: all
    uint32_t window = 0;                  // 0: all
    std::vector<float> sinks = {};        // of each head
    bool split = true;                    // there is memory for parts of their own

    bool masks() const { return !seenUntil.empty(); }
};

class AttentionText {
public:
    static constexpr uint32_t PageRows = 16;

    // Rows before position `first` hold nothing (NaN), and whole pages of them are nowhere.
    AttentionText(OpBench &bench, const AttentionCase &test, uint32_t first = 0)
        : m_bench(bench), m_case(test), m_length(test.position + test.rows), m_first(first)
    {
        const uint32_t pages = (m_length + PageRows - 1) / PageRows;
        for (uint32_t page = 0; page < pages; ++page) // the last page of the pool has no rows of the text
            m_pages.push_back(page < first / PageRows ? pages : pages - 1 - page);
        const uint32_t pool = (pages + 1) * PageRows;
        m_keys = bench.cache(test.type, test.sharedHeads(), test.keyColumns, pool);
        m_keyRows = store(m_keys, test.keyColumns);
        m_values = m_keys.firstColumns(test.valueColumns);
        if (!test.isLatent()) {
            m_values = bench.cache(test.type, test.keyHeads, test.valueColumns, pool);
            m_valueRows = store(m_values, test.valueColumns);
        }
        m_queries = bench.random(size_t(test.rows) * test.heads * test.keyColumns);
        m_queryRows = bench.activations(m_queries, test.heads * test.keyColumns, test.rows);
    }

    static bool isMasked(uint32_t row) { return row % 2 == 0; }
    uint32_t length() const { return m_length; }

    DeviceValues run(const AttentionSight &sight) const { return run(sight, 0, m_case.rows); }
    // Of some rows of the step, in a step of their own.
    DeviceValues run(const AttentionSight &sight, uint32_t firstRow, uint32_t count) const
    {
        std::vector<args::Row> rows;
        for (uint32_t row = firstRow; row < firstRow + count; ++row)
            rows.push_back({0, m_case.position + row, 0, sight.masks() && isMasked(row) ? args::RowMasked : 0});
        const ops::StepRows step = m_bench.step(rows, {m_pages}, PageRows);
        const gpu::Tensor out = m_bench.activations(m_case.heads * m_case.valueColumns, count);
        gpu::Arena counting;
        const gpu::Tensor whole = ops::placeAttentionScratch(counting, m_length, m_case.heads, m_case.valueColumns);
        const gpu::Tensor scratch = m_bench.activations(whole.columns, sight.split ? whole.rows : 1);
        ops::AttentionRule rule{scale(), sight.window};
        if (sight.masks()) {
            std::vector<uint32_t> room = sight.seenUntil;
            room.resize(m_pages.size() * PageRows, 0);
            rule.seenUntil = m_bench.integers(room);
        }
        if (!sight.sinks.empty())
            rule.sinks = m_bench.activations(sight.sinks, m_case.heads);
        m_bench.run([&](gpu::Commands &c) {
            ops::attention(c,
                           {m_queryRows.rowSlice(firstRow, count).columnSlice(0, m_case.keyColumns), m_case.heads,
                            m_case.keyColumns},
                           m_keys, m_values, step, rule, scratch,
                           {out.columnSlice(0, m_case.valueColumns), m_case.heads, m_case.valueColumns});
        });
        return m_bench.read(out);
    }

    std::vector<float> expected(const AttentionSight &sight) const
    {
        const size_t queryRow = size_t(m_case.heads) * m_case.keyColumns,
                     outRow = size_t(m_case.heads) * m_case.valueColumns;
        std::vector<float> out(m_case.rows * outRow);
        for (uint32_t row = 0; row < m_case.rows; ++row) {
            const uint32_t query = m_case.position + row;
            std::vector<float> keys, values;
            for (uint32_t position = 0; position <= query; ++position) {
                const bool shown = sight.window == 0 || query - position < sight.window;
                if (shown && (!sight.masks() || !isMasked(row) || query < sight.seenUntil[position])) {
                    append(keys, m_keyRows, position);
                    append(values, m_valueRows, position);
                }
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
                                            scale(), to, sight.sinks);
        }
        return out;
    }

private:
    float scale() const { return 1 / std::sqrt(float(m_case.keyColumns)); }

    std::vector<std::vector<float>> store(const ops::CacheRows &cache, uint32_t columns)
    {
        std::vector<std::vector<float>> rows(m_first);
        for (uint32_t position = m_first; position < m_length; ++position)
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
    const AttentionCase m_case;
    const uint32_t m_length, m_first;
    std::vector<uint32_t> m_pages;
    ops::CacheRows m_keys, m_values;
    std::vector<std::vector<float>> m_keyRows, m_valueRows; // as stored
    std::vector<float> m_queries;
    gpu::Tensor m_queryRows;
};

} // namespace deepscope::testing
