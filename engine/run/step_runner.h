// Runs steps on the device: records one for each shape and submits it again and again.
#pragma once

#include "run/ready_model.h"

#include <chrono>
#include <deque>
#include <map>
#include <memory>
#include <vector>

namespace deepscope {

enum class Tracing : uint8_t { Off, Routing, RoutingAndTimes };

// Records the step and what is brought back of it, whole.
void recordStep(ReadyModel &model, gpu::Commands &commands, StageClock &clock, const StepShape &shape, Tracing tracing);

class StepRunner {
public:
    explicit StepRunner(ReadyModel &model) : m_model(model) {}

    // Feeds the rows; their rows of the cache are written. A second step may be started while one is under way, where
    // mayFollow(): it begins when that one has ended, and its rows may continue what that one draws. Throws
    // Error(Internal) for a step that is larger than the model's steps.
    void start(const StepInput &input, Tracing tracing);
    // Waits for the first that was started and has not been finished; what is asked for below is of it. False where
    // `cancel` ended it early: then nothing is known of its rows.
    bool finish(const std::atomic<bool> &cancel);
    bool run(const StepInput &input, Tracing tracing, const std::atomic<bool> &cancel); // both

    // One step is under way, and another is worth starting before it has ended.
    bool mayFollow() const;
    bool idle() const { return m_underWay.empty(); }
    void leave(); // waits for what is under way, which concerns nobody any more

    // What is traced of a step that is traced. A device is asked for the time three times a layer, and a GPU finishes
    // all that came before when it is; so of few tokens it is asked in every 16th step alone, but where steps take so
    // long that it is nothing, as those of many tokens do, and of large models in software.
    Tracing traced(const StepInput &input) const;
    void trace(bool on) { m_traces = on; } // of steps that are started from now on; off to measure what it costs

    // Of the last step that was finished
    const args::SampleResult &drawn(uint32_t output) const { return m_model.step().drawn(m_last.side, output); }
    std::span<const float> logits(uint32_t output) const; // where whole logits were wanted
    std::span<const float> fetchLogits(uint32_t output);  // of any step, while idle(): brought now where they were not
    bool hasRouting() const { return m_last.tracing != Tracing::Off; }
    // [expert layer][choices], or of the model's own number where that is larger; nothing where it was not traced
    std::vector<ExpertHit> routing(uint32_t row, uint32_t choices = 0) const;
    uint32_t expertLayers() const { return uint32_t(m_model.step().routing.size()); }
    uint32_t choices() const { return m_last.choices; }            // of the step, as of its shape
    const StepTaps &taps() const { return m_model.step().taps(); } // where it was tapped
    StageTimes stages() const;                                     // all 0 where they were not traced
    uint32_t dispatches() const;
    uint32_t dependentSteps() const;                                    // barriers that stand one after another
    std::chrono::steady_clock::duration took() const { return m_took; } // since the one before, or since its start

private:
    struct Kind {
        StepShape shape;
        Tracing tracing;
        auto operator<=>(const Kind &) const = default;
    };
    using Clock = std::chrono::steady_clock;
    struct Recording {
        std::unique_ptr<gpu::Commands> commands;
        StageClock clock;
        uint64_t lastUse = 0;
    };
    Recording &recordingOf(const Kind &kind);
    void useGrownTap();

    struct Started {
        Recording *recording = nullptr;
        uint32_t side = 0, rows = 0;
        Tracing tracing = Tracing::Off;
        bool wholeLogits = false;
        uint32_t choices = 0;
        bool tapped = false;
        Clock::time_point at;
    };

    ReadyModel &m_model;
    std::map<Kind, Recording> m_recordings; // those used last
    std::deque<Started> m_underWay;
    Started m_last; // finished
    Clock::time_point m_finishedAt;
    Clock::duration m_took{}, m_singleTook{}; // the last step, and the last of one row
    uint64_t m_uses = 0;
    bool m_traces = true;
};

} // namespace deepscope
