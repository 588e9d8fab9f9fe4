// Runs steps on the device: records one for each shape and submits it again and again.
#pragma once

#include "run/ready_model.h"

#include <chrono>
#include <map>
#include <memory>
#include <vector>

namespace deepscope {

enum class Tracing : uint8_t { Off, Routing, RoutingAndTimes };

class StepRunner {
public:
    explicit StepRunner(ReadyModel &model) : m_model(model) {}

    // Feeds the rows; their rows of the cache are written. Waits. False where `cancel` ended it early: then nothing is
    // known of them. Throws Error(Internal) for a step that is larger than the model's steps.
    bool run(const StepInput &input, Tracing tracing, const std::atomic<bool> &cancel);

    // What is traced of a step that is traced. A device is asked for the time three times a layer, and a GPU finishes
    // all that came before when it is; so of few tokens it is asked in every 16th step alone, but where steps take so
    // long that it is nothing, as those of many tokens do, and of large models in software.
    Tracing traced(const StepInput &input) const;

    // Of the last step
    const args::SampleResult &drawn(uint32_t output) const { return m_model.step().drawn(output); }
    std::span<const float> logits(uint32_t output) const; // where whole logits were wanted
    std::span<const float> fetchLogits(uint32_t output);  // of any step: brought now where they were not
    std::vector<ExpertHit> routing(uint32_t row) const;   // [expert layer][top-k]; needs tracing
    StageTimes stages() const;                            // all 0 where they were not traced
    uint32_t dispatches() const;

private:
    struct Kind {
        StepShape shape;
        Tracing tracing;
        auto operator<=>(const Kind &) const = default;
    };
    struct Recording {
        std::unique_ptr<gpu::Commands> commands;
        StageClock clock;
        uint64_t lastUse = 0;
    };
    Recording &recordingOf(const Kind &kind);
    void record(Recording &recording, const Kind &kind);

    ReadyModel &m_model;
    std::map<Kind, Recording> m_recordings; // those used last
    const Recording *m_last = nullptr;
    uint64_t m_uses = 0;
    std::chrono::steady_clock::duration m_lastTook{}; // the last step of one token
};

} // namespace deepscope
