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

    void add(std::unique_ptr<Task> task, std::function<void(Task &)> ended)
    {
        scheduler.add(std::move(task), [this, ended = std::move(ended)](Task &done, const std::exception_ptr &error) {
            if (error)
                failure = error;
            else
                ended(done);
        });
    }

    // Until all tasks are done; what one of them failed with is thrown.
    void runToEnd(const CancelFlag &cancel)
    {
        while (!scheduler.idle())
            scheduler.tick(cancel);
        if (const std::exception_ptr error = std::exchange(failure, nullptr))
            std::rethrow_exception(error);
    }

    ReadyModel model;
    Scheduler scheduler;
    std::exception_ptr failure;
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
    scheduler.pool().sequences().forgetKept();
    std::vector<uint32_t> pages(m_state->model.cache().pages());
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

RunSummary Session::run(const RunRequest &request, const RunSinks &sinks, const CancelFlag &cancel)
{
    return runAll({request}, sinks, cancel).front();
}

std::vector<RunSummary> Session::runAll(const std::vector<RunRequest> &requests, const RunSinks &sinks,
                                        const CancelFlag &cancel)
{
    std::vector<RunSummary> summaries(requests.size());
    std::vector<std::unique_ptr<Task>> tasks; // made before one of them runs: a request may be wrong
    for (const RunRequest &request : requests)
        tasks.push_back(std::make_unique<Generation>(m_state->model, request, sinks, cancel));
    for (size_t i = 0; i < tasks.size(); ++i)
        m_state->add(std::move(tasks[i]),
                     [&, i](Task &task) { summaries[i] = static_cast<Generation &>(task).summary(); });
    m_state->runToEnd(cancel);
    return summaries;
}

std::vector<ScoredPosition> Session::score(const std::vector<int32_t> &tokens, uint32_t from, uint32_t top,
                                           const CancelFlag &cancel)
{
    std::optional<Scoring> done;
    m_state->add(std::make_unique<Scoring>(m_state->model, tokens, from, top, cancel),
                 [&](Task &task) { done.emplace(std::move(static_cast<Scoring &>(task))); });
    m_state->runToEnd(cancel);
    return done->take();
}

BenchResult Session::bench(const BenchRequest &request, const CancelFlag &cancel)
{
    m_state->scheduler.pool().sequences().forgetKept();
    return Benchmark(m_state->model, m_state->scheduler.runner(), cancel).run(request);
}

} // namespace deepscope
