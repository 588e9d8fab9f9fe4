// Marks the ends of stages in recorded commands and adds their times up.
#pragma once

#include "api/trace.h"
#include "gpu/commands.h"

#include <vector>

namespace deepscope {

class StageClock {
public:
    // Timestamps that a pass over `layers` layers needs.
    static uint32_t timestamps(uint32_t layers) { return 3 * layers + 4; }

    void start(gpu::Commands &commands);
    void mark(gpu::Commands &commands, Stage stage); // what was recorded since the last mark belongs to `stage`
    StageTimes read(const gpu::Commands &commands) const;

private:
    std::vector<Stage> m_marks; // timestamp i + 1 ends a piece of m_marks[i]
};

} // namespace deepscope
