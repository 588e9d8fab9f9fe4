#include "run/session.h"

#include "run/attending.h"
#include "run/benchmark.h"
#include "run/cache_keeping.h"
#include "run/cache_reading.h"
#include "run/cache_restoring.h"
#include "run/comparing.h"
#include "run/ends.h"
#include "run/generation.h"
#include "run/prompt.h"
#include "run/scoring.h"
#include "run/weighing.h"
#include "run/window_pages.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <numeric>
#include <optional>
#include <utility>

namespace deepscope {

Session::Session(const LoadRequest &request, const ProgressSink &progress, const CancelFlag &cancel)
    : m_model(request, progress, cancel), m_identity(m_model.file()), m_scheduler(m_model)
{
}

Session::Session(std::unique_ptr<ModelOpening> opening, const ProgressSink &progress, const CancelFlag &cancel)
    : m_model(std::move(opening), progress, cancel), m_identity(m_model.file()), m_scheduler(m_model)
{
}

// For what uses its pages without the scheduler.
void Session::clearCache()
{
    if (!idle())
        throw Error(ErrorKind::Internal, "Runs are under way.");
    m_scheduler.pool().sequences().forgetKept();
}

void Session::prepare(const ProgressSink &progress, const CancelFlag &cancel)
{
    // Sizes that choose different kernels: a decode step (twice, since only the second tells how long one takes), a
    // short and a full batch.
    const uint32_t sizes[] = {1, 1, 8, m_model.step().mostRows()};
    // A batch that would take longer than its kernels take to build is left to the first question.
    constexpr double LongestSeconds = 1;
    double done = 0, secondsPerToken = 0;
    clearCache();
    std::vector<uint32_t> pages(m_model.step().mostPages());
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
        input.states = {{args::NoSlot, 0, 0, tokens}};
        if (const uint32_t places = m_model.cache().windowPlaces())
            input.windowPages = {ringOfPlaces(0, places, uint32_t(pages.size()))};
        if (!m_scheduler.runner().run(input, Tracing::RoutingAndTimes, cancel))
            throw Error(ErrorKind::Interrupted, "Loading was cancelled.");
        if (size == 1)
            secondsPerToken = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        if (done == 0)
            secondsPerToken = 0; // most of it was building
        ++done;
    }
    m_model.kernels().save(); // a program that is killed has built them all the same
}

MemoryAccount Session::memory() const
{
    MemoryAccount account = m_model.account();
    if (const uint64_t bytes = m_scheduler.pool().routingBytes())
        account.items.push_back({{MemoryPurpose::Trace, {}, -1}, MemoryPlace::Program, bytes});
    return account;
}

void Session::start(const Request &request, const EventSink &sink, Wishes wishes)
{
    std::optional<Event> end;
    try {
        end = std::visit([&](const auto &asked) { return begin(asked, sink, wishes); }, request);
    } catch (...) {
        end = failedEnd(request, failureOfRun(std::current_exception()));
    }
    if (end)
        sink(std::move(*end));
}

namespace {

ReadSink tellRead(uint32_t run, const EventSink &sink)
{
    return [run, sink](uint32_t done, uint32_t total) { sink(PrefillProgress{run, done, total}); };
}

} // namespace

std::optional<Event> Session::begin(const RunRequest &request, const EventSink &sink, Wishes wishes)
{
    const RunSinks sinks{[sink](TokenTrace trace) { sink(std::move(trace)); },
                         [sink](const PrefillProgress &progress) { sink(progress); }};
    m_scheduler.add(request.run, std::make_unique<Generation>(m_model, request, sinks, wishes),
                    [sink, run = request.run](Task &task, const std::exception_ptr &error) {
                        RunSummary summary;
                        try {
                            summary = static_cast<Generation &>(task).end();
                            if (error)
                                summary.failure = failureOfRun(error);
                            if (error)
                                summary.reason = FinishReason::Failed;
                        } catch (...) { // no memory for texts: it ends all the same
                            summary = {};
                            summary.run = run;
                            summary.reason = FinishReason::Failed;
                            summary.failure = failureOfRun(error ? error : std::current_exception());
                        }
                        sink(std::move(summary));
                    });
    return std::nullopt;
}

std::optional<Event> Session::begin(const ScoreRequest &request, const EventSink &sink, Wishes wishes)
{
    Scoring::RowSink rows;
    if (request.rows)
        rows = [sink, run = request.run](uint32_t position, std::span<const float> logits,
                                         const ScoredPosition &scored) {
            sink(ScoredRow{run, position, std::make_shared<const std::vector<float>>(logits.begin(), logits.end()),
                           scored.routing});
        };
    m_scheduler.add(
        request.run,
        std::make_unique<Scoring>(m_model, request, wishes.cancel, std::move(rows), tellRead(request.run, sink)),
        [sink, run = request.run](Task &task, const std::exception_ptr &error) {
            Scores scores;
            scores.run = run;
            try {
                if (error)
                    std::rethrow_exception(error);
                scores.positions = static_cast<Scoring &>(task).take();
            } catch (...) {
                scores.failure = failureOfRun(std::current_exception());
            }
            sink(std::move(scores));
        });
    return std::nullopt;
}

std::optional<Event> Session::begin(const CompareRequest &request, const EventSink &sink, Wishes wishes)
{
    const auto comparing = std::make_shared<Comparing>(request, m_model.hyper().vocabulary);
    std::vector<std::unique_ptr<Scoring>> both; // before one of them begins
    for (const size_t side : {0, 1})
        both.push_back(std::make_unique<Scoring>(
            m_model, comparing->request(side), wishes.cancel,
            [comparing, side](uint32_t position, std::span<const float> logits, const auto &) {
                comparing->take(side, position, logits);
            },
            tellRead(request.run, sink)));
    for (const size_t side : {0, 1})
        both[side]->setReach([comparing, side] { return comparing->mayReach(side); });
    for (const size_t side : {0, 1})
        m_scheduler.add(request.run, std::move(both[side]),
                        [sink, comparing, side](Task &task, const std::exception_ptr &error) {
                            if (auto end = comparing->ended(side, static_cast<Scoring &>(task), error))
                                sink(std::move(*end));
                        });
    return std::nullopt;
}

namespace {

// The end of a question that a task of this kind answers layer by layer.
template <typename Asked, typename Answer>
auto answerWith(uint32_t run, const EventSink &sink)
{
    return [sink, run](Task &task, const std::exception_ptr &error) {
        Answer answer;
        answer.run = run;
        try {
            if (error)
                std::rethrow_exception(error);
            answer.layers = static_cast<Asked &>(task).take();
        } catch (...) {
            answer.failure = failureOfRun(std::current_exception());
        }
        sink(std::move(answer));
    };
}

template <typename Work, typename End>
auto endOf(uint32_t run, const EventSink &sink)
{
    return [sink, run](Interlude &work, const std::exception_ptr &error) {
        End end;
        if (error)
            end.failure = failureOfRun(error);
        else
            end = static_cast<Work &>(work).end();
        end.run = run;
        sink(std::move(end));
    };
}

} // namespace

std::optional<Event> Session::begin(const RouterQuestion &question, const EventSink &sink, Wishes wishes)
{
    m_scheduler.add(question.run, std::make_unique<Weighing>(m_model, question, wishes.cancel),
                    answerWith<Weighing, RouterAnswer>(question.run, sink));
    return std::nullopt;
}

std::optional<Event> Session::begin(const AttentionQuestion &question, const EventSink &sink, Wishes wishes)
{
    m_scheduler.add(question.run,
                    std::make_unique<Attending>(m_model, question, wishes.cancel, tellRead(question.run, sink)),
                    answerWith<Attending, AttentionAnswer>(question.run, sink));
    return std::nullopt;
}

std::optional<Event> Session::begin(const CacheQuestion &question, const EventSink &sink, Wishes wishes)
{
    m_scheduler.add(question.run, std::make_unique<CacheReading>(m_model, question, wishes.cancel),
                    answerWith<CacheReading, CacheAnswer>(question.run, sink));
    return std::nullopt;
}

std::optional<Event> Session::begin(const CountRequest &request, const EventSink &, Wishes)
{
    return countPrompt(m_model, request);
}

std::optional<Event> Session::begin(const BenchRequest &request, const EventSink &, Wishes wishes)
{
    clearCache();
    BenchResult result = Benchmark(m_model, m_scheduler, wishes.cancel).run(request);
    result.run = request.run;
    return result;
}

std::optional<Event> Session::begin(const KeepCacheRequest &request, const EventSink &sink, Wishes wishes)
{
    m_scheduler.add(std::make_unique<CacheKeeping>(m_model, m_scheduler.pool(), m_identity, request, wishes.cancel),
                    endOf<CacheKeeping, CacheKept>(request.run, sink));
    return std::nullopt;
}

std::optional<Event> Session::begin(const RestoreCacheRequest &request, const EventSink &sink, Wishes wishes)
{
    m_scheduler.add(std::make_unique<CacheRestoring>(m_model, m_scheduler.pool(), m_identity, request, wishes.cancel),
                    endOf<CacheRestoring, CacheRestored>(request.run, sink));
    return std::nullopt;
}

} // namespace deepscope
