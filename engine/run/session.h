// One model on one device, and the requests that it is at work on. Everything here blocks; the local engine has it on a
// thread of its own.
#pragma once

#include "run/model_identity.h"
#include "run/scheduler.h"
#include "run/wishes.h"

namespace deepscope {

class Session {
public:
    // Throws Error: unreadable file, unsupported model, no device, no memory, cancelled.
    Session(const LoadRequest &request, const ProgressSink &progress, const CancelFlag &cancel);
    Session(std::unique_ptr<ModelOpening> opening, const ProgressSink &progress, const CancelFlag &cancel);

    const LoadedModel &model() const { return m_model.description(); }

    // Builds the kernels that runs will need. Throws Error(Interrupted).
    void prepare(const ProgressSink &progress, const CancelFlag &cancel);

    // Begins a request, beside those under way. Its events go to the sink, now and with each tick; the last of them is
    // its end, also of one that cannot be done. Throws what the sink throws here.
    void start(const Request &request, const EventSink &sink, Wishes wishes);

    bool idle() const { return m_scheduler.idle(); } // nothing is under way
    // One step of what is under way. `interrupt` may end it early; it is then made again. Throws nothing.
    void tick(const CancelFlag &interrupt) { m_scheduler.tick(interrupt); }
    PoolUse poolUse() const { return m_scheduler.poolUse(); }
    MemoryAccount memory() const;
    uint64_t memoryChanges() const { return m_model.memoryChanges(); }

private:
    // Each gives the end of what has ended at once. They throw where it cannot be done.
    std::optional<Event> begin(const RunRequest &request, const EventSink &sink, Wishes wishes);
    std::optional<Event> begin(const ScoreRequest &request, const EventSink &sink, Wishes wishes);
    std::optional<Event> begin(const CompareRequest &request, const EventSink &sink, Wishes wishes);
    std::optional<Event> begin(const RouterQuestion &question, const EventSink &sink, Wishes wishes);
    std::optional<Event> begin(const AttentionQuestion &question, const EventSink &sink, Wishes wishes);
    std::optional<Event> begin(const CacheQuestion &question, const EventSink &sink, Wishes wishes);
    std::optional<Event> begin(const CountRequest &request, const EventSink &sink, Wishes wishes);
    std::optional<Event> begin(const BenchRequest &request, const EventSink &sink, Wishes wishes);
    std::optional<Event> begin(const KeepCacheRequest &request, const EventSink &sink, Wishes wishes);
    std::optional<Event> begin(const RestoreCacheRequest &request, const EventSink &sink, Wishes wishes);
    void clearCache();

    ReadyModel m_model;
    ModelIdentity m_identity;
    Scheduler m_scheduler;
};

} // namespace deepscope
