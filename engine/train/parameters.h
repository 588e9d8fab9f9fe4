// What a model learns with: its weights in F32, beside each its slope and the two moments of the optimizer, in four
// buffers of the same layout. Selection biases of routers are no weights: they stay as they are.
#pragma once

#include "gpu/commands.h"
#include "model/gguf_file.h"
#include "model/weights.h"

#include <array>
#include <memory>
#include <vector>

namespace deepscope {

class Parameters final : public Weights {
public:
    // Reserves memory for the tensors that the hyperparameters name. Throws Error(Device) where there is none, or the
    // device cannot reach that much at once. The file must outlive it.
    Parameters(const gpu::Device &device, const GgufFile &file, const Hyperparameters &hyper);
    static uint64_t plannedBytes(const GgufFile &file, const Hyperparameters &hyper);

    // Values are the file's, widened; slopes and moments are 0.
    void upload(gpu::KernelCache &kernels, const Progress &progress) override;

    const TensorTable &tensors() const override { return values(); }
    const TensorTable &values() const { return m_tables[Values]; }
    const TensorTable &slopes() const { return m_tables[Slopes]; }

    // Each of these as one row, padding and all.
    gpu::Tensor flatValues() const { return flat(Values); }
    gpu::Tensor flatSlopes() const { return flat(Slopes); }
    gpu::Tensor firstMoments() const { return flat(First); }
    gpu::Tensor secondMoments() const { return flat(Second); }

    // The part of one of these that belongs to a tensor of another one of them.
    static gpu::Tensor beside(gpu::Tensor tensor, const gpu::Tensor &flat)
    {
        tensor.buffer = flat.buffer;
        return tensor;
    }

    uint64_t count() const { return m_count; } // of weights that learn
    uint64_t bytes() const;

private:
    enum Kind : uint8_t { Values, Slopes, First, Second, Kinds };
    gpu::Tensor flat(Kind kind) const;

    const GgufFile &m_file;
    std::array<std::unique_ptr<gpu::Buffer>, Kinds> m_buffers;
    gpu::Buffer m_fixed;               // what does not learn
    std::vector<TensorTable> m_tables; // values and slopes
    uint64_t m_count = 0;
};

// Makes them where a model's weights are made, and says where they are.
MakeWeights learningWeights(Parameters *&made);

} // namespace deepscope
