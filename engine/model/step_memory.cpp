#include "model/step_memory.h"

#include <cstring>

namespace deepscope {

void StepMemory::place(gpu::Arena &arena, const Hyperparameters &hyper, std::vector<RoutingRows> &routing,
                       gpu::Tensor &logits)
{
    // A row holds all layers of a token, so that one small copy brings what was fed.
    const uint32_t used = hyper.router.used, slot = gpu::paddedColumns(used);
    const uint32_t layers = hyper.router.experts > 0 ? hyper.layers - hyper.denseLayers : 0;
    routing.clear();
    if (layers > 0) {
        const gpu::Tensor block = arena.place(TensorType::F32, 2 * layers * slot, BatchTokens);
        for (uint32_t layer = 0; layer < layers; ++layer)
            routing.push_back(
                {block.columnSlice(2 * layer * slot, used), block.columnSlice((2 * layer + 1) * slot, used)});
    }
    logits = arena.place(TensorType::F32, hyper.vocabulary, BatchTokens);
}

uint64_t StepMemory::inputBytes(const Hyperparameters &hyper)
{
    gpu::Arena counting;
    counting.place(TensorType::F32, 1, 1);
    counting.place(TensorType::F32, BatchTokens, 1);
    counting.place(TensorType::F32, uint32_t(hyper.ropeFrequencies.size()), 1);
    return counting.used();
}

MemoryBlock StepMemory::outputBlock(const Hyperparameters &hyper)
{
    gpu::Arena counting;
    std::vector<RoutingRows> routing;
    gpu::Tensor logits;
    place(counting, hyper, routing, logits);
    return {counting.used(), counting.largest()};
}

StepMemory::StepMemory(const gpu::Device &device, const Hyperparameters &hyper)
    : m_hostInput(device, inputBytes(hyper), gpu::MemoryUse::Upload),
      m_input(device, inputBytes(hyper), gpu::MemoryUse::DeviceLocal),
      m_output(device, outputBlock(hyper).bytes, gpu::MemoryUse::DeviceLocal),
      m_readBack(device, outputBlock(hyper).bytes, gpu::MemoryUse::ReadBack)
{
    gpu::Arena input(&m_input);
    step = input.place(TensorType::F32, 1, 1);
    tokens = input.place(TensorType::F32, BatchTokens, 1);
    ropeFrequencies = input.place(TensorType::F32, uint32_t(hyper.ropeFrequencies.size()), 1);
    std::memcpy(m_hostInput.mapped() + ropeFrequencies.offset, hyper.ropeFrequencies.data(),
                hyper.ropeFrequencies.size() * sizeof(float));
    gpu::Arena output(&m_output);
    place(output, hyper, routing, logits);
}

void StepMemory::set(uint32_t position, const std::vector<int32_t> &ids)
{
    std::memcpy(m_hostInput.mapped() + step.offset, &position, sizeof position);
    std::memcpy(m_hostInput.mapped() + tokens.offset, ids.data(), ids.size() * sizeof(int32_t));
}

void StepMemory::bringInput(gpu::Commands &commands) const
{
    commands.copy(m_hostInput, 0, m_input, 0, m_input.bytes());
}

void StepMemory::readRouting(gpu::Commands &commands, uint32_t rows) const
{
    if (!routing.empty())
        commands.copy(m_output, 0, m_readBack, 0, uint64_t(rows) * routing[0].ids.stride * sizeof(float));
}

void StepMemory::readLogits(gpu::Commands &commands, uint32_t rows) const
{
    commands.copy(m_output, logits.offset, m_readBack, logits.offset, uint64_t(rows) * logits.stride * sizeof(float));
}

const uint8_t *StepMemory::readBack(const gpu::Tensor &tensor, uint32_t row) const
{
    return m_readBack.mapped() + tensor.offset + (tensor.first + uint64_t(row) * tensor.stride) * sizeof(float);
}

const float *StepMemory::logitsRow(uint32_t row) const
{
    return reinterpret_cast<const float *>(readBack(logits, row));
}

const uint32_t *StepMemory::routingIds(uint32_t expertLayer, uint32_t row) const
{
    return reinterpret_cast<const uint32_t *>(readBack(routing[expertLayer].ids, row));
}

const float *StepMemory::routingWeights(uint32_t expertLayer, uint32_t row) const
{
    return reinterpret_cast<const float *>(readBack(routing[expertLayer].weights, row));
}

} // namespace deepscope
