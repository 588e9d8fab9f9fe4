// The weights that a model had before it learned, to ask what it would have thought then: the reference that a KL term
// holds it to (arXiv:2402.03300, equation 4).
#pragma once

#include "train/trainer.h"

#include <optional>

namespace deepscope {

class BaseWeights {
public:
    // A copy of what the parameters are now; they must outlive it. Takes twice their bytes of the device.
    BaseWeights(gpu::KernelCache &kernels, const Parameters &parameters);
    static uint64_t plannedBytes(const Parameters &parameters) { return 2 * parameters.flatValues().bytes; }

    // Log-probabilities of each row of each text; nothing where `cancel` ended it. The parameters are afterwards as
    // they were, bit for bit.
    std::optional<std::vector<std::vector<float>>> read(Trainer &trainer, std::span<const TrainingText> texts,
                                                        const std::atomic<bool> &cancel);

private:
    gpu::Buffer m_kept, m_aside;
    gpu::Commands m_bring, m_putBack; // recorded once
};

} // namespace deepscope
