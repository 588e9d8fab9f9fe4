// The engine as a front end sees it: one model, any number of runs on it, one thread of its own. Commands go in, events
// come out.
#pragma once

#include "devices.h"
#include "error.h"
#include "memory_plan.h"
#include "model_info.h"
#include "run.h"
#include "trace.h"

#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace deepscope {

struct LoadRequest {
    std::string path;     // a GGUF file, or "default"
    std::string device;   // index or part of a name; empty = the best
    uint32_t context = 0; // tokens; 0 = the model's, at most what fits
    CacheType cacheType = CacheType::F16;
    uint32_t sequences = 1; // of that length for which the cache is to have room at once; fewer where memory lacks
};

struct LoadedModel {
    ModelInfo info;
    MemoryPlan memory;
    DeviceInfo device;

    bool operator==(const LoadedModel &) const = default;
};

// Events, in the order in which they happen. All are values and may be kept.
struct LoadProgress {
    std::string doing; // "reading weights, 120 MiB of 2100 MiB"
    double fraction = 0;
};
struct PrefillProgress {
    uint32_t run = 0;
    uint32_t done = 0, total = 0; // tokens
};
struct Failure {
    ErrorKind kind = ErrorKind::Internal;
    std::string sentence;
    bool loading = false; // true: a load failed and the model in use (if any) stays; false: the run failed
    uint32_t run = 0;
};
// Who has the pages of the cache; each is CachePageTokens tokens.
struct PoolUse {
    uint32_t pages = 0;  // in all: inUse + kept + free
    uint32_t inUse = 0;  // by runs, each page once
    uint32_t shared = 0; // of those: by two runs or more
    uint32_t kept = 0;   // of what has ended; found again by what lies in them, until room is needed
    uint32_t free = 0;
    struct OfRun {
        uint32_t run = 0, pages = 0, shared = 0;
        bool operator==(const OfRun &) const = default;
    };
    std::vector<OfRun> runs; // under way

    bool operator==(const PoolUse &) const = default;
};
using Event =
    std::variant<LoadProgress, LoadedModel, PrefillProgress, TokenTrace, RunSummary, PromptCount, PoolUse, Failure>;

// Called on the engine's thread; must not block and must not call the engine.
using EventSink = std::function<void(Event)>;

class Engine {
public:
    explicit Engine(EventSink sink);
    ~Engine(); // cancels what is under way and waits for the thread

    Engine(const Engine &) = delete;
    Engine &operator=(const Engine &) = delete;

    // Both return at once. Each ends with exactly one event: a load with LoadedModel or Failure, a run with RunSummary
    // (after a Failure where it failed). Runs go on beside each other, and what one of them gets does not depend on the
    // others; a load waits for those that were started before it, and those after it wait for the load. PoolUse comes
    // after a step that changed it.
    void load(LoadRequest request);
    void start(RunRequest request);

    // Returns at once too. Answered with PromptCount when no command waits; without a model there is no answer. A newer
    // question takes the place of one that is not answered yet.
    void count(CountRequest request);

    // Ends one run, wherever it stands; of an unknown one nothing happens.
    void cancel(uint32_t run);

    // Ends the load or runs under way, and drops the ones waiting. The model stays usable.
    void cancel();

private:
    struct Thread;
    std::unique_ptr<Thread> m_thread;
};

} // namespace deepscope
