#include "api/session.h"

#include "run/benchmark.h"
#include "run/generation.h"
#include "run/prompt.h"
#include "run/scoring.h"

#include <algorithm>
#include <chrono>
#include <iterator>

namespace deepscope {

struct Session::State {
    State(const LoadRequest &request, const ProgressSink &progress, const CancelFlag &cancel)
        : model(request, progress, cancel), timeline(model)
    {
    }
    ReadyModel model;
    Timeline timeline;
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
    const uint32_t sizes[] = {1, 1, 8, BatchTokens};
    // A batch that would take longer than its kernels take to build is left to the first question.
    constexpr double LongestSeconds = 1;
    double done = 0, secondsPerToken = 0;
    m_state->timeline.clear();
    for (const uint32_t size : sizes) {
        progress({"preparing kernels", done / double(std::size(sizes))});
        const uint32_t tokens = std::min(size, model().memory.context);
        if (tokens * secondsPerToken > LongestSeconds)
            break;
        const auto start = std::chrono::steady_clock::now();
        if (!m_state->timeline.runner().feed(0, std::vector<int32_t>(tokens, 0), LogitsRows::Last,
                                             Tracing::RoutingAndTimes, cancel))
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
    return Generation(m_state->model, m_state->timeline, request, sinks, cancel).run();
}

std::vector<ScoredPosition> Session::score(const std::vector<int32_t> &tokens, uint32_t from, uint32_t top,
                                           const CancelFlag &cancel)
{
    m_state->timeline.clear();
    return scoreTokens(m_state->model, m_state->timeline.runner(), tokens, from, top, cancel);
}

BenchResult Session::bench(const BenchRequest &request, const CancelFlag &cancel)
{
    m_state->timeline.clear();
    return Benchmark(m_state->model, m_state->timeline.runner(), cancel).run(request);
}

} // namespace deepscope
