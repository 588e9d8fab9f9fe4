// Measures prefill and decode, with ratios taken in one run.
#pragma once

#include "run/scheduler.h"

namespace deepscope {

class Benchmark {
public:
    Benchmark(ReadyModel &model, Scheduler &scheduler, const CancelFlag &cancel)
        : m_model(model), m_scheduler(scheduler), m_runner(scheduler.runner()), m_cancel(cancel)
    {
    }
    ~Benchmark()
    {
        m_runner.trace(true);
        m_scheduler.pool().sequences().forgetKept(); // some of it was not traced
    }
    Benchmark(const Benchmark &) = delete;
    Benchmark &operator=(const Benchmark &) = delete;

    // Nothing may lie in the cache. Throws Error(Usage) when it cannot hold what is asked for.
    BenchResult run(const BenchRequest &request);

private:
    void requireRoom(const BenchRequest &request) const; // before anything takes its time
    // `count` tokens of each of `sequences` texts, `batch` of each at once, with a draw behind each batch, as there is
    // behind each token of an answer; seconds.
    double feedTokens(uint32_t sequences, uint32_t position, uint32_t count, uint32_t batch);
    BenchResult::Several decodeSeveral(const BenchRequest &request, uint32_t sequences);
    void measureTrace(const BenchRequest &request, BenchResult &result);
    void measureStages(const BenchRequest &request, BenchResult &result);
    uint64_t bytesPerToken(uint32_t depth) const;
    double readBandwidth(); // bytes a second

    ReadyModel &m_model;
    Scheduler &m_scheduler;
    StepRunner &m_runner;
    const CancelFlag &m_cancel;
};

} // namespace deepscope
