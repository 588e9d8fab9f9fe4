// Marks the ends of stages in recorded commands and adds their times up.
#pragma once

#include "api/trace.h"
#include "gpu/commands.h"

#include <optional>
#include <vector>

namespace deepscope {

class StageClock {
public:
    // Timestamps that a pass over `layers` layers needs.
    static uint32_t timestamps(uint32_t layers) { return 3 * layers + 4; }

    void start(gpu::Commands &commands);
    void mark(gpu::Commands &commands, Stage stage); // what was recorded since the last mark belongs to `stage`
    // The same of what is within a stage, without a look at the clock.
    void part(const gpu::Commands &commands, Stage stage) { m_parts.push_back({commands.recorded().size(), stage}); }
    // That a recorded command belongs to; nothing behind the last mark.
    std::optional<Stage> stageOf(size_t command) const;
    StageTimes read(const gpu::Commands &commands) const;

private:
    struct Part {
        size_t end; // the first command behind it
        Stage stage;
    };
    std::vector<Stage> m_marks; // timestamp i + 1 ends a piece of m_marks[i]
    std::vector<Part> m_parts;  // by their ends
};

} // namespace deepscope
