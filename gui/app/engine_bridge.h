// Carries the engine's events from its thread to the interface thread. The only object of the window that holds an
// engine: commands go straight through and return at once, events come out as signals.
#pragma once

#include "api/engine.h"

#include <QObject>

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace deepscope {

// What the window asks of an engine; a test puts its own in the place of the real one.
class EngineCommands {
public:
    virtual ~EngineCommands() = default;
    virtual void load(LoadRequest request) = 0;
    virtual void start(RunRequest request) = 0;
    virtual void count(CountRequest request) = 0;
    virtual void cancel() = 0;
};

using EngineFactory = std::function<std::unique_ptr<EngineCommands>(EventSink)>;

class EngineBridge : public QObject {
    Q_OBJECT
public:
    explicit EngineBridge(const EngineFactory &makeEngine, QObject *parent = nullptr);
    ~EngineBridge() override;

    void load(LoadRequest request);
    void start(RunRequest request);   // from now on traces of runs with a smaller id are dropped
    void count(CountRequest request); // answered with counted(), unless a newer one takes its place
    void cancel();

    // The engine's sink: callable on any thread, never blocks for longer than a push to a vector.
    void deliver(Event event);

    // How often the queue was emptied; a burst of events costs one.
    int drains() const { return m_drains; }

signals:
    void loadProgress(const deepscope::LoadProgress &progress);
    void modelLoaded(const deepscope::LoadedModel &model);
    void prefillProgress(const deepscope::PrefillProgress &progress);
    void tracesArrived(const std::vector<deepscope::TokenTrace> &traces); // in order, all of one run
    void runFinished(const deepscope::RunSummary &summary);
    void counted(const deepscope::PromptCount &count);
    void failed(const deepscope::Failure &failure);

private:
    void drain();
    void dispatch(Event &event);
    void flushTraces();

    std::mutex m_mutex;
    std::vector<Event> m_queue; // guarded by m_mutex

    std::vector<TokenTrace> m_traces; // consecutive traces of one drain, not yet signalled
    uint32_t m_run = 0;
    int m_drains = 0;

    std::unique_ptr<EngineCommands> m_engine; // last: its thread ends before what it writes to
};

} // namespace deepscope
