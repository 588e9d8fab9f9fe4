#include "op_bench.h"

#include <algorithm>
#include <cstring>
#include <limits>

namespace deepscope::testing {

OpBench::OpBench() : m_kernels(m_device) { startOver(); }

void OpBench::startOver()
{
    m_buffers.clear();
    m_random.seed(20240507);
}

gpu::Tensor OpBench::place(TensorType type, uint32_t columns, uint32_t rows, uint32_t planes)
{
    const uint64_t bytes = gpu::layoutOf(type, columns, uint64_t(rows) * planes).bytes;
    // Host-visible memory for everything keeps the tests plain. A card would show missing dependencies elsewhere.
    m_buffers.push_back(std::make_unique<gpu::Buffer>(m_device, bytes, gpu::MemoryUse::ReadBack));
    return gpu::Arena(m_buffers.back().get()).place(type, columns, rows, planes);
}

uint8_t *OpBench::address(const gpu::Tensor &tensor) const { return tensor.buffer->mapped() + tensor.offset; }

gpu::Tensor OpBench::activations(const std::vector<float> &values, uint32_t columns, uint32_t rows)
{
    const gpu::Tensor tensor = activations(columns, rows);
    for (uint32_t row = 0; row < rows; ++row)
        std::memcpy(address(tensor) + size_t(row) * tensor.stride * 4, values.data() + size_t(row) * columns,
                    size_t(columns) * 4);
    return tensor;
}

gpu::Tensor OpBench::activations(uint32_t columns, uint32_t rows)
{
    const gpu::Tensor tensor = place(TensorType::F32, columns, rows, 1);
    auto *floats = reinterpret_cast<float *>(address(tensor));
    std::fill_n(floats, tensor.bytes / 4, std::numeric_limits<float>::quiet_NaN());
    return tensor;
}

gpu::Tensor OpBench::weights(TensorType type, const std::vector<uint8_t> &fileBytes, uint32_t columns, uint32_t rows,
                             uint32_t planes)
{
    const gpu::Tensor tensor = place(type, columns, rows, planes);
    std::memset(address(tensor), 0, tensor.bytes);
    const uint64_t all = uint64_t(rows) * planes;
    gpu::repackRows(type, columns, all, 0, all, fileBytes, {address(tensor), tensor.bytes});
    return tensor;
}

gpu::Tensor OpBench::integers(const std::vector<uint32_t> &values)
{
    const gpu::Tensor tensor = place(TensorType::F32, uint32_t(values.size()), 1, 1);
    std::memcpy(address(tensor), values.data(), values.size() * 4);
    return tensor;
}

ops::CacheRows OpBench::cache(TensorType type, uint32_t heads, uint32_t columns, uint32_t positions)
{
    gpu::Arena counting;
    ops::placeCacheRows(counting, type, heads, columns, positions);
    m_buffers.push_back(std::make_unique<gpu::Buffer>(m_device, counting.used(), gpu::MemoryUse::ReadBack));
    gpu::Arena arena(m_buffers.back().get());
    const ops::CacheRows rows = ops::placeCacheRows(arena, type, heads, columns, positions);
    std::memset(address(rows.tensor), 0xff, rows.tensor.bytes);
    return rows;
}

ops::StepRows OpBench::step(uint32_t position, uint32_t rows, std::vector<uint32_t> pages, uint32_t pageRows)
{
    std::vector<args::Row> all;
    for (uint32_t row = 0; row < rows; ++row)
        all.push_back({0, position + row, 0, 0});
    for (uint32_t page = 0; pages.size() * pageRows < position + rows; ++page)
        pages.push_back(page);
    return step(all, {pages}, pageRows);
}

ops::StepRows OpBench::step(const std::vector<args::Row> &rows, const std::vector<std::vector<uint32_t>> &pages,
                            uint32_t pageRows)
{
    std::vector<uint32_t> words(rows.size() * ops::StepRows::RowWords);
    std::memcpy(words.data(), rows.data(), rows.size() * sizeof(args::Row));
    const gpu::Tensor table = activations(uint32_t(pages.front().size()), uint32_t(pages.size()));
    for (size_t sequence = 0; sequence < pages.size(); ++sequence)
        std::memcpy(address(table) + sequence * table.stride * 4, pages[sequence].data(), pages[sequence].size() * 4);
    return {integers(words), table, pageRows};
}

void OpBench::run(const std::function<void(gpu::Commands &)> &record)
{
    gpu::Commands commands(m_kernels);
    commands.begin();
    record(commands);
    commands.end();
    commands.submitAndWait();
}

std::string OpBench::description() const
{
    const gpu::DeviceFeatures &features = m_device.features();
    return m_device.info().name + ", " +
           (features.loadForm == gpu::LoadForm::TexelBuffer ? "texel loads, " : "storage loads, ") +
           (features.software ? "software tiles, " : "GPU tiles, ") + std::to_string(features.lanes) +
           (features.laneForm == gpu::LaneForm::SharedMemory ? " lanes in shared memory" : " lanes");
}

DeviceValues OpBench::read(const gpu::Tensor &tensor) const
{
    const auto *floats = reinterpret_cast<const float *>(address(tensor)) + tensor.first;
    DeviceValues values;
    values.columns = tensor.columns;
    values.device = description();
    for (uint64_t row = 0; row < tensor.totalRows(); ++row)
        values.insert(values.end(), floats + row * tensor.stride, floats + row * tensor.stride + tensor.columns);
    return values;
}

std::vector<uint32_t> OpBench::readIntegers(const gpu::Tensor &tensor) const
{
    const std::vector<float> raw = read(tensor);
    std::vector<uint32_t> values(raw.size());
    std::memcpy(values.data(), raw.data(), raw.size() * 4);
    return values;
}

std::vector<float> OpBench::random(size_t count, float scale)
{
    std::normal_distribution<float> normal(0, scale);
    std::vector<float> values(count);
    std::generate(values.begin(), values.end(), [&] { return normal(m_random); });
    return values;
}

std::vector<uint8_t> OpBench::randomBytes(size_t count)
{
    std::vector<uint8_t> bytes(count);
    std::generate(bytes.begin(), bytes.end(), [&] { return uint8_t(m_random() >> 24); });
    return bytes;
}

} // namespace deepscope::testing
