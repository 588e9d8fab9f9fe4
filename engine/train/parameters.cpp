#include "train/parameters.h"

#include "api/error.h"
#include "model/needed_tensors.h"
#include "reference/dequantise.h"
#include "train/transfer.h"

#include <algorithm>

namespace deepscope {

namespace {

bool learns(const GgufTensor &tensor) { return !tensor.name.ends_with("exp_probs_b.bias"); }

gpu::Tensor place(gpu::Arena &arena, const GgufTensor &tensor)
{
    return arena.place(TensorType::F32, uint32_t(tensor.columns()), uint32_t(tensor.shape[1]),
                       uint32_t(tensor.shape[2] * tensor.shape[3]));
}

template <typename Visit>
void forEachTensor(const GgufFile &file, const Hyperparameters &hyper, bool learning, Visit &&visit)
{
    for (const GgufTensor *tensor : neededTensors(file, hyper))
        if (learns(*tensor) == learning)
            visit(*tensor);
}

uint64_t bytesOf(const GgufFile &file, const Hyperparameters &hyper, bool learning)
{
    gpu::Arena counting;
    forEachTensor(file, hyper, learning, [&](const GgufTensor &tensor) { place(counting, tensor); });
    return counting.used();
}

} // namespace

Parameters::Parameters(const gpu::Device &device, const GgufFile &file, const Hyperparameters &hyper)
    : m_file(file),
      m_fixed(device, bytesOf(file, hyper, false), gpu::MemoryUse::DeviceLocal, {MemoryPurpose::Learning, "fixed"})
{
    const uint64_t bytes = bytesOf(file, hyper, true);
    const uint64_t most = std::min<uint64_t>(device.features().largestRead, // and written
                                             device.features().properties.limits.maxStorageBufferRange);
    if (bytes > most)
        throw Error(ErrorKind::Device, file.name() + ": its weights take " + std::to_string(bytes >> 20) +
                                           " MiB to learn with, and this device reaches " + std::to_string(most >> 20) +
                                           " MiB at once. Choose a smaller model.");
    constexpr std::array<const char *, Kinds> Names = {"weights", "slopes", "first moments", "second moments"};
    for (size_t kind = 0; kind < Kinds; ++kind)
        m_buffers[kind] = std::make_unique<gpu::Buffer>(device, bytes, gpu::MemoryUse::DeviceLocal,
                                                        MemoryLabel{MemoryPurpose::Learning, Names[kind]});
    m_tables.assign(2, TensorTable(file.name()));
    for (const Kind kind : {Values, Slopes}) {
        gpu::Arena arena(m_buffers[kind].get());
        forEachTensor(file, hyper, true,
                      [&](const GgufTensor &tensor) { m_tables[kind].add(tensor.name, place(arena, tensor)); });
    }
    gpu::Arena fixed(&m_fixed);
    forEachTensor(file, hyper, false,
                  [&](const GgufTensor &tensor) { m_tables[Values].add(tensor.name, place(fixed, tensor)); });
    forEachTensor(file, hyper, true, [&](const GgufTensor &tensor) { m_count += tensor.elements(); });
}

MakeWeights learningWeights(Parameters *&made)
{
    return [&made](const gpu::Device &device, const GgufFile &file, const Hyperparameters &hyper,
                   const std::function<void()> &check) {
        check();
        auto parameters = std::make_unique<Parameters>(device, file, hyper);
        made = parameters.get();
        return parameters;
    };
}

uint64_t Parameters::plannedBytes(const GgufFile &file, const Hyperparameters &hyper)
{
    return Kinds * bytesOf(file, hyper, true) + std::max<uint64_t>(bytesOf(file, hyper, false), 16);
}

uint64_t Parameters::bytes() const
{
    uint64_t bytes = m_fixed.bytes();
    for (const auto &buffer : m_buffers)
        bytes += buffer->bytes();
    return bytes;
}

gpu::Tensor Parameters::flat(Kind kind) const
{
    const uint64_t bytes = m_buffers[kind]->bytes();
    gpu::Tensor tensor;
    tensor.buffer = m_buffers[kind].get();
    tensor.bytes = bytes;
    tensor.columns = tensor.stride = uint32_t(bytes / sizeof(float));
    return tensor;
}

void Parameters::upload(gpu::KernelCache &kernels, const Progress &progress)
{
    gpu::Commands commands(kernels);
    commands.begin();
    for (const auto &buffer : m_buffers)
        commands.fill(*buffer, 0, buffer->bytes(), 0);
    commands.end();
    commands.submitAndWait();
    uint64_t total = 0, done = 0;
    for (const GgufTensor &tensor : m_file.tensors())
        total += values().find(tensor.name) ? tensor.bytes : 0;
    for (const GgufTensor &tensor : m_file.tensors())
        if (const gpu::Tensor to = values().find(tensor.name)) {
            std::vector<float> widened(tensor.elements());
            reference::dequantise(tensor.type, m_file.readTensor(tensor), widened);
            bring(kernels, widened, to);
            progress(done += tensor.bytes, total);
        }
    m_file.requireUnchanged();
}

} // namespace deepscope
