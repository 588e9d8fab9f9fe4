// Random rows that stand inside of wider ones: what lies around them must stay as it was. And what the double functions
// of the reference take and give.
#pragma once

#include "op_bench.h"

#include <algorithm>
#include <cstring>
#include <span>
#include <string>
#include <vector>

namespace deepscope::testing {

inline std::vector<double> doubles(std::span<const float> values) { return {values.begin(), values.end()}; }

class FramedRows {
public:
    // A view that begins at column `begin` of `rows` rows of the tensor.
    FramedRows(OpBench &bench, uint32_t columns, uint32_t rows, uint32_t begin, float scale = 1)
        : m_columns(columns), m_begin(begin), m_width(begin + columns + 3),
          m_values(bench.random(size_t(m_width) * rows, scale)), m_tensor(bench.activations(m_values, m_width, rows))
    {
    }

    const gpu::Tensor &whole() const { return m_tensor; }
    gpu::Tensor view() const { return m_tensor.columnSlice(m_begin, m_columns); }

    // Of the host: at first what the device was given, then what is expected of it.
    std::span<float> row(uint32_t index)
    {
        return std::span(m_values).subspan(size_t(index) * m_width + m_begin, m_columns);
    }
    std::vector<double> rowDoubles(uint32_t index) { return doubles(row(index)); }
    void expect(uint32_t index, std::span<const double> values)
    {
        std::transform(values.begin(), values.end(), row(index).begin(), [](double value) { return float(value); });
    }
    const std::vector<float> &values() const { return m_values; }

private:
    uint32_t m_columns, m_begin, m_width;
    std::vector<float> m_values;
    gpu::Tensor m_tensor;
};

// Slopes that an op adds to what stands there, or writes.
inline std::vector<double> startOf(bool added, std::vector<double> before)
{
    return added ? before : std::vector<double>(before.size());
}

inline bool sameBits(const std::vector<float> &a, const std::vector<float> &b)
{
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

} // namespace deepscope::testing
