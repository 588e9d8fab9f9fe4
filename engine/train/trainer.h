// Updates of a model's parameters from texts: slopes of as many passes as the texts need, summed, and one step of
// AdamW.
#pragma once

#include "ops/optimizer.h"
#include "train/training_pass.h"

#include <functional>
#include <span>

namespace deepscope {

struct AdamRule {
    float rate = 2e-4F;
    float firstDecay = 0.9F, secondDecay = 0.95F; // beta 1 and 2
    float epsilon = 1e-8F;
    float decay = 0;    // of weights
    float mostNorm = 1; // slopes are made shorter where their norm is above it; 0: never
};

struct UpdateReport {
    double objective = 0;    // sum of -weight * log probability
    double gradientNorm = 0; // before it was made shorter
    uint32_t rows = 0;       // that were read
    bool done = false; // false: cancelled, refused, or slopes that are no numbers; the parameters are as they were
};

class Trainer {
public:
    // Passes of up to `rows` rows. What it is given must outlive it. Throws as TrainingPass does.
    Trainer(gpu::KernelCache &kernels, const Hyperparameters &hyper, const Parameters &parameters, uint32_t rows);
    static uint64_t plannedBytes(const Hyperparameters &hyper, const GgufFile &file, uint32_t rows);

    // Called with each text's number and what the model thought of its rows, before the update; false: it is not to be
    // made.
    using Seen = std::function<bool(size_t text, std::span<const RowResult> rows)>;

    // Texts all have experts or none; each must fit a pass: Error(Usage) with its number where one does not.
    UpdateReport update(std::span<const TrainingText> texts, const AdamRule &rule, const std::atomic<bool> &cancel,
                        const Seen &seen = {});
    // Reads them without learning. False where it was cancelled or refused.
    bool read(std::span<const TrainingText> texts, const std::atomic<bool> &cancel, const Seen &seen);

    TrainingPass &pass() { return m_pass; }
    uint32_t updates() const { return m_updates; } // done, also before a resumption
    void resume(uint32_t updates) { m_updates = updates; }

private:
    bool passes(std::span<const TrainingText> texts, Direction direction, const std::atomic<bool> &cancel,
                const Seen &seen);
    void forgetSlopes();
    double fetchNorm();
    void applyStep(const AdamRule &rule);

    TrainingPass m_pass;
    gpu::Buffer m_memory, m_hostNumbers, m_readBack;
    gpu::Tensor m_numbers, m_norm, m_sumScratch;
    gpu::Commands m_forgetting, m_norming, m_stepping; // recorded once
    uint32_t m_updates = 0;
};

} // namespace deepscope
