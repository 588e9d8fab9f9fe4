#include "api/session.h"

#include "run/benchmark.h"
#include "run/generation.h"
#include "run/prompt.h"
#include "run/scheduler.h"
#include "run/scoring.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <iterator>
#include <numeric>
#include <optional>
#include <utility>

namespace deepscope {

struct Session::State {
    State(const LoadRequest &request, const ProgressSink &progress, const CancelFlag &cancel)
        : model(request, progress, cancel), scheduler(model)
    {
    }

    // Until so many of the tasks that were added have ended, beside what else is under way.
    void runWhile(const size_t &left, const CancelFlag &cancel)
    {
        while (left > 0)
            scheduler.tick(cancel);
    }

    void requireIdle() const
    {
        if (!scheduler.idle())
            throw Error(ErrorKind::Internal, "Runs are under way.");
    }

    ReadyModel model;
    Scheduler scheduler;
};

Session::Session(const LoadRequest &request, const ProgressSink &progress, const CancelFlag &cancel)
    : m_state(std::make_unique<State>(request, progress, cancel))
{
}

Session::~Session() = default;

const LoadedModel &Session::model() const { return m_state->model.description(); }

void Session::prepare(const ProgressSink &progress, const CancelFlag &cancel)
{
    // Sizes that choose different kernels: a decode step (twice, since only the second tells how long one takes), a
    // short and a full batch.
    const uint32_t sizes[] = {1, 1, 8, m_state->model.step().mostRows()};
    // A batch that would take longer than its kernels take to build is left to the first question.
    constexpr double LongestSeconds = 1;
    double done = 0, secondsPerToken = 0;
    Scheduler &scheduler = m_state->scheduler;
    m_state->requireIdle();
    scheduler.pool().sequences().forgetKept();
    std::vector<uint32_t> pages(m_state->model.step().mostPages());
    std::iota(pages.begin(), pages.end(), 0);
    for (const uint32_t size : sizes) {
        progress({"preparing kernels", done / double(std::size(sizes))});
        const uint32_t tokens = std::min(size, model().memory.context);
        if (tokens * secondsPerToken > LongestSeconds)
            break;
        const auto start = std::chrono::steady_clock::now();
        StepInput input;
        for (uint32_t position = 0; position < tokens; ++position)
            input.rows.push_back({0, position, 0, 0});
        input.outputs = {tokens - 1};
        input.pages = {pages};
        if (!scheduler.runner().run(input, Tracing::RoutingAndTimes, cancel))
            throw Error(ErrorKind::Interrupted, "Loading was cancelled.");
        if (size == 1)
            secondsPerToken = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        if (done == 0)
            secondsPerToken = 0; // most of it was building
        ++done;
    }
    m_state->model.kernels().save(); // a program that is killed has built them all the same
}

PromptCount Session::count(const CountRequest &request) const { return countPrompt(m_state->model, request); }

void Session::start(const RunRequest &request, const RunSinks &sinks, const CancelFlag &cancel, Ended ended)
{
    m_state->scheduler.add(request.run, std::make_unique<Generation>(m_state->model, request, sinks, cancel),
                           [ended = std::move(ended)](Task &task, const std::exception_ptr &error) {
                               ended(static_cast<Generation &>(task).summary(), error);
                           });
}

bool Session::idle() const { return m_state->scheduler.idle(); }

void Session::tick(const CancelFlag &interrupt) { m_state->scheduler.tick(interrupt); }

PoolUse Session::poolUse() const { return m_state->scheduler.poolUse(); }

RunSummary Session::run(const RunRequest &request, const RunSinks &sinks, const CancelFlag &cancel)
{
    return runAll({request}, sinks, cancel).front();
}

std::vector<RunSummary> Session::runAll(const std::vector<RunRequest> &requests, const RunSinks &sinks,
                                        const CancelFlag &cancel)
{
    std::vector<RunSummary> summaries(requests.size());
    std::vector<std::unique_ptr<Generation>> runs; // all before the first goes on: one of them may be wrong
    for (const RunRequest &request : requests)
        runs.push_back(std::make_unique<Generation>(m_state->model, request, sinks, cancel));
    size_t left = requests.size();
    std::exception_ptr failure;
    for (size_t i = 0; i < runs.size(); ++i)
        m_state->scheduler.add(requests[i].run, std::move(runs[i]),
                               [&, i](Task &task, const std::exception_ptr &error) {
                                   --left;
                                   summaries[i] = static_cast<Generation &>(task).summary();
                                   failure = failure ? failure : error;
                               });
    m_state->runWhile(left, cancel);
    if (failure)
        std::rethrow_exception(failure);
    return summaries;
}

std::vector<ScoredPosition> Session::score(const std::vector<int32_t> &tokens, uint32_t from, uint32_t top,
                                           const CancelFlag &cancel)
{
    std::optional<Scoring> scored;
    std::exception_ptr failure;
    size_t left = 1;
    m_state->scheduler.add(0, std::make_unique<Scoring>(m_state->model, tokens, from, top, cancel),
                           [&](Task &task, const std::exception_ptr &error) {
                               --left;
                               failure = error;
                               scored.emplace(static_cast<Scoring &>(task));
                           });
    m_state->runWhile(left, cancel);
    if (failure)
        std::rethrow_exception(failure);
    return scored->take();
}

BenchResult Session::bench(const BenchRequest &request, const CancelFlag &cancel)
{
    m_state->requireIdle();
    m_state->scheduler.pool().sequences().forgetKept();
    return Benchmark(m_state->model, m_state->scheduler.runner(), cancel).run(request);
}

} // namespace deepscope
