// The engine as a front end sees it: one model, any number of requests to it. What is asked returns at once; events
// come out. localEngine() computes on a Vulkan device of this machine; a remote engine, or a test's own, is another.
#pragma once

#include "devices.h"
#include "memory_account.h"
#include "memory_plan.h"
#include "model_info.h"
#include "pool_use.h"
#include "request.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace deepscope {

struct LoadRequest {
    std::string path;     // a GGUF file, or "default"
    std::string device;   // index or part of a name; empty = the best
    uint32_t context = 0; // tokens; 0 = as automaticContext() has it
    CacheType cacheType = CacheType::F16;
    uint32_t sequences = 1; // of that length for which the cache is to have room at once; fewer where memory lacks
    bool prepare = true;    // build the kernels that runs will need, so that the first answer comes without delay
};

// What an engine can tell of a model's runs. Of what it cannot, one sentence says why, and what would help.
struct Abilities {
    std::string withoutRouting; // the experts that tokens wake are not told; empty = they are

    bool operator==(const Abilities &) const = default;
};

struct LoadedModel {
    ModelInfo info;
    MemoryPlan memory;
    DeviceInfo device;   // its budget is what there is for this model alone
    Abilities abilities; // not recorded with runs

    bool operator==(const LoadedModel &) const = default;
};

// Events, in the order in which they happen. All are values and may be kept.
struct LoadProgress {
    std::string doing; // "reading weights, 120 of 2100 MiB"
    double fraction = 0;
};
using ProgressSink = std::function<void(const LoadProgress &)>;
// Which model is in use, where that changes by something else than a LoadedModel: nothing, since it was closed, or to
// make room for another; or the one before again, since that other one could not be loaded.
struct ModelInUse {
    std::optional<LoadedModel> model;
};
// Of a run its prompt; of what takes a step for each token of a text (AttentionQuestion of groups, a scoring or
// comparison with an Eviction that looks), the text.
struct PrefillProgress {
    uint32_t run = 0;
    uint32_t done = 0, total = 0; // tokens
};
using Event = std::variant<LoadProgress, LoadedModel, ModelInUse, Failure, PrefillProgress, TokenTrace, PoolUse,
                           MemoryAccount, RunSummary, ScoredRow, Scores, Comparison, RouterAnswer, AttentionAnswer,
                           CacheAnswer, PromptCount, BenchResult, CacheKept, CacheRestored>;

// The number of the request that an event ends; nothing for an event that ends none.
std::optional<uint32_t> endedRun(const Event &event);

// Called on a thread of the engine's; must not block and must not call the engine.
using EventSink = std::function<void(Event)>;

class Engine {
public:
    // What is under way or waits is cancelled, and has ended when this returns.
    virtual ~Engine() = default;

    // Ends with LoadedModel or with Failure, which says what is wrong. The model in use stays until the new one is
    // there, where the device has room for both. Where it has not, and would have for the new one alone, the model in
    // use is freed first (ModelInUse of nothing); when the new one fails all the same, it is loaded again (ModelInUse).
    // It waits for what was asked before it, and what is asked after it waits for it.
    virtual void load(LoadRequest request) = 0;

    // Gives the memory of the model in use back to the device. Ends with ModelInUse of nothing, also where none was in
    // use. It waits as a load does.
    virtual void close() = 0;

    // Ends with exactly one event: a run with RunSummary, a scoring with Scores, a comparison with Comparison,
    // a question about routers with RouterAnswer, one about attention with AttentionAnswer, one about the cache with
    // CacheAnswer, a count with PromptCount, a measurement with BenchResult, a cache that is kept with CacheKept and
    // one that is brought back with CacheRestored. Where it failed, that says why. Requests go on beside each other,
    // and what one of them gets does not depend on the others; a measurement waits as a load does. PoolUse comes after
    // a step that changed it, and after each load and close; MemoryAccount after those too, when more or less is
    // allocated, and when all is done that was asked, since others may have taken of the device meanwhile.
    virtual void start(Request request) = 0;

    // Closes the thought of a run, so that the answer follows at once. Of a run that does not think nothing happens.
    virtual void closeThought(uint32_t run) = 0;

    // Ends one request, wherever it stands: a run with what there is of it, others with a Failure(Interrupted). Of an
    // unknown one nothing happens.
    virtual void cancel(uint32_t run) = 0;

    // Ends all loads and requests, those that wait too, but not counts, which keep nobody waiting, nor caches that are
    // kept or brought back, which go on beside what comes. The model stays, and one that made room for another is
    // loaded again; a further cancel ends that too. What is to be closed is closed.
    virtual void cancel() = 0;
};

using EngineFactory = std::function<std::unique_ptr<Engine>(EventSink)>;

// `memoryLimit`: bytes that its models may take of a device at once; 0 = what the device gives.
EngineFactory localEngine(uint64_t memoryLimit = 0);

} // namespace deepscope
