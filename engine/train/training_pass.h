// Forward and back through a model that keeps what it computes: slopes of its parameters from texts. The forward half
// is that of inference, layer for layer, so that a text read here and one read there give the same numbers.
#pragma once

#include "train/training_batch.h"
#include "train/training_layer.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <memory>
#include <span>
#include <vector>

namespace deepscope {

enum class Direction : uint8_t { Forward, ForwardAndBack };

class TrainingPass {
public:
    // Steps of up to `rows` rows, a multiple of RowStep. Throws Error(File) for a model without latent attention in
    // each layer, Error(Device). What it is given must outlive it.
    TrainingPass(gpu::KernelCache &kernels, const Hyperparameters &hyper, const Parameters &parameters, uint32_t rows);
    static uint64_t plannedBytes(const Hyperparameters &hyper, uint32_t rows); // beside the parameters

    uint32_t mostRows() const { return m_mostRows; }
    uint32_t longestText() const { return std::min(m_mostRows, m_hyper.contextLength); } // rows

    // Reads texts that fit (fittingTexts), all with experts or none, and adds to the slopes of the parameters where it
    // goes back. False where `cancel` ended it: then the slopes are no good.
    bool run(std::span<const TrainingText> texts, Direction direction, const std::atomic<bool> &cancel);

    // Forward and back through such texts with each command measured by itself; adds to the slopes. Empty where the
    // device has no clock.
    std::vector<gpu::MeasuredCommand> measure(std::span<const TrainingText> texts);

    // Of the last run, text by text
    uint32_t rows() const { return m_filled; }
    RowResult result(uint32_t row) const;
    std::vector<uint32_t> experts(uint32_t row) const; // [expert layer][k]

private:
    struct Kind {
        uint32_t rows;
        Direction direction;
        bool replays; // experts are given
        auto operator<=>(const Kind &) const = default;
    };
    struct Input { // of a step, written by the host
        gpu::Tensor turnedBack, targets, weights, spans, sortedRows;
    };
    struct Ends {                   // what lies before the first layer and behind the last
        std::vector<gpu::Tensor> x; // the residual stream before each half of a layer, and behind the last
        gpu::Tensor normed, logits, logProbabilities, entropies;
        gpu::Tensor xSlopes, normedSlopes, normScratch;
    };
    struct Weights {
        gpu::Tensor embedding, outputNorm, output; // the embedding once more where the file has no output (tied)
    };
    static Input placeInput(gpu::Arena &arena, const Hyperparameters &hyper, uint32_t rows);
    static Ends placeEnds(gpu::Arena &arena, const Hyperparameters &hyper, uint32_t rows);
    static Weights weightsIn(const TensorTable &table);
    static uint64_t keptBytes(const Hyperparameters &hyper, uint32_t rows);
    static uint64_t scratchBytes(const Hyperparameters &hyper, uint32_t rows);
    static uint64_t inputBytes(const Hyperparameters &hyper, uint32_t rows);
    static uint64_t expertBytes(const Hyperparameters &hyper, uint32_t rows); // as the routing of a step lies
    static uint64_t readBackBytes(uint32_t rows);

    Kind prepare(std::span<const TrainingText> texts, Direction direction);
    void write(const TrainingBatch &batch, std::span<const TrainingText> texts, const Kind &kind);
    gpu::Commands &recordingOf(const Kind &kind);
    void record(gpu::Commands &commands, const Kind &kind) const;
    void bringInput(gpu::Commands &commands, const Kind &kind) const;
    void forwardHalf(gpu::Commands &commands, uint32_t rows, bool replays) const;
    void reverseHalf(gpu::Commands &commands, uint32_t rows) const;

    gpu::KernelCache &m_kernels;
    const Hyperparameters &m_hyper;
    const uint32_t m_mostRows;
    Step m_step;
    KvCache m_cache;
    gpu::Buffer m_kept, m_scratch, m_hostInput, m_deviceInput, m_hostExperts, m_readBack;
    Input m_input;
    Ends m_ends;
    Weights m_weights, m_slopes;
    std::vector<TrainingLayer> m_layers;
    std::map<Kind, std::unique_ptr<gpu::Commands>> m_recordings;
    uint32_t m_filled = 0;
};

} // namespace deepscope
