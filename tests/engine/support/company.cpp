#include "company.h"

#include <algorithm>
#include <cstring>

namespace deepscope::testing {

std::string differenceByCompany(OpBench &bench, const gpu::Tensor &y, const RecordRows &record)
{
    const uint32_t rows = y.rows;
    const auto run = [&](uint32_t first, uint32_t count) -> std::vector<float> {
        bench.run([&](gpu::Commands &c) { record(c, first, count); });
        return bench.read(y.rowSlice(first, count));
    };
    const std::vector<float> together = run(0, rows);
    for (const uint32_t count : {1U, 2U, 7U, 33U}) {
        if (count > rows)
            continue;
        for (const uint32_t first : {0U, rows - count}) {
            const std::vector<float> few = run(first, count);
            for (uint32_t row = 0; row < count; ++row)
                if (std::memcmp(few.data() + size_t(row) * y.columns, together.data() + size_t(first + row) * y.columns,
                                y.columns * sizeof(float)) != 0)
                    return "row " + std::to_string(first + row) + " of " + std::to_string(rows) +
                           " differs where rows are " + std::to_string(count);
        }
    }
    return {};
}

} // namespace deepscope::testing
