// Carries the engine's events from its thread to the interface thread. The only object of the window that holds an
// engine: commands go straight through and return at once, events come out as signals.
#pragma once

#include "api/engine.h"

#include <QObject>

#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <vector>

namespace deepscope {

class EngineBridge : public QObject {
    Q_OBJECT
public:
    explicit EngineBridge(const EngineFactory &makeEngine, QObject *parent = nullptr);
    ~EngineBridge() override;

    void load(LoadRequest request);
    void close(); // the model in use
    void start(RunRequest request);
    void ask(Request question); // a scoring, a comparison, a question of any kind, a cache to be kept or brought back
    void count(CountRequest request); // takes the place of one that is not answered yet
    void closeThought(uint32_t run);  // its answer is to follow
    void cancel(uint32_t run);
    void cancel(); // all runs and loads

    // The engine's sink: callable on any thread, never blocks for longer than a push to a vector.
    void deliver(Event event);

    // How often the queue was emptied; a burst of events costs one.
    int drains() const { return m_drains; }

signals:
    void loadProgress(const deepscope::LoadProgress &progress);
    void modelLoaded(const deepscope::LoadedModel &model);
    void modelInUseChanged(const deepscope::ModelInUse &inUse); // by something else
    void prefillProgress(const deepscope::PrefillProgress &progress);
    // In order, all of one run that is under way; traces of others are dropped.
    void tracesArrived(const std::vector<deepscope::TokenTrace> &traces);
    void runFinished(const deepscope::RunSummary &summary); // says why, where it failed
    void counted(const deepscope::PromptCount &count);
    void scored(const deepscope::Scores &scores);
    void compared(const deepscope::Comparison &comparison);
    void routersAnswered(const deepscope::RouterAnswer &answer);
    void attentionAnswered(const deepscope::AttentionAnswer &answer);
    void cacheAnswered(const deepscope::CacheAnswer &answer);
    void cacheKept(const deepscope::CacheKept &kept);
    void cacheRestored(const deepscope::CacheRestored &restored);
    void poolUsed(const deepscope::PoolUse &use);
    void allocated(const deepscope::MemoryAccount &account);
    void loadFailed(const deepscope::Failure &failure);

private:
    void drain();
    void dispatch(Event &event);
    void flushTraces();

    std::mutex m_mutex;
    std::vector<Event> m_queue; // guarded by m_mutex

    // Of one drain, not yet signalled, each of one run: answers that are written at once come token by token in turn,
    // and what shows them is to be told once.
    std::vector<std::vector<TokenTrace>> m_traces;
    std::set<uint32_t> m_runs;       // under way
    std::optional<uint32_t> m_count; // the newest, until it is answered
    int m_drains = 0;

    std::unique_ptr<Engine> m_engine; // last: its thread ends before what it writes to
};

} // namespace deepscope
