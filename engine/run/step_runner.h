// Feeds tokens to the model: records a step once for each size and submits it again and again.
#pragma once

#include "run/ready_model.h"

#include <map>
#include <memory>
#include <vector>

namespace deepscope {

enum class Tracing : uint8_t { Off, Routing, RoutingAndTimes };

class StepRunner {
public:
    explicit StepRunner(ReadyModel &model);

    // Tokens (1 ... BatchTokens) at positions from `position` on; their cache rows are written. Waits. False where
    // `cancel` ended it early: then nothing is known of the tokens.
    bool feed(uint32_t position, const std::vector<int32_t> &tokens, LogitsRows rows, Tracing tracing,
              const std::atomic<bool> &cancel);

    // What is traced of a step that is traced. A GPU finishes all that came before when it is asked for the time, three
    // times a layer; so of single tokens it is asked in every 16th step alone. For a batch, and for software, that is
    // nothing.
    Tracing traced(uint32_t position, size_t tokens) const;

    // Of the last feed
    std::span<const float> logits(uint32_t row) const;  // row 0 for LogitsRows::Last
    std::vector<ExpertHit> routing(uint32_t row) const; // [expert layer][top-k]; needs tracing
    StageTimes stages() const;                          // all 0 where they were not traced
    uint32_t dispatches() const;

private:
    struct Recording {
        std::unique_ptr<gpu::Commands> commands;
        StageClock clock;
        uint32_t tokens = 0;
    };
    // One recording is kept for single tokens and one for batches, for each kind of output.
    struct Kind {
        bool single;
        LogitsRows rows;
        Tracing tracing;
        auto operator<=>(const Kind &) const = default;
    };
    void record(Recording &recording, uint32_t tokens, LogitsRows rows, Tracing tracing);

    ReadyModel &m_model;
    std::map<Kind, Recording> m_recordings;
    const Recording *m_last = nullptr;
};

} // namespace deepscope
