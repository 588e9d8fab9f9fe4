// An engine whose events a test writes itself: commands are noted, and answered by send().
#pragma once

#include "app/engine_bridge.h"
#include "scripted_run.h"

namespace deepscope::test {

struct EngineLog {
    EventSink sink;
    std::vector<LoadRequest> loads;
    std::vector<RunRequest> starts;
    int cancels = 0;

    void send(const Event &event) const { sink(event); }

    // Pieces [first, last) of a run, as traces.
    void sendPieces(uint32_t run, const std::vector<Piece> &pieces, size_t first, size_t last) const
    {
        for (size_t i = first; i < last; ++i)
            sink(traceOf(run, static_cast<uint32_t>(i), pieces[i]));
    }
};

class ScriptedEngine : public EngineCommands {
public:
    explicit ScriptedEngine(EngineLog &log) : m_log(log) {}
    void load(LoadRequest request) override { m_log.loads.push_back(std::move(request)); }
    void start(RunRequest request) override { m_log.starts.push_back(std::move(request)); }
    void cancel() override { ++m_log.cancels; }

private:
    EngineLog &m_log;
};

inline EngineFactory scriptedEngine(EngineLog &log)
{
    return [&log](EventSink sink) {
        log.sink = std::move(sink);
        return std::make_unique<ScriptedEngine>(log);
    };
}

} // namespace deepscope::test
