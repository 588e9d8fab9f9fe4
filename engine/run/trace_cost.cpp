#include "run/trace_cost.h"

#include "run/generation.h"

#include <chrono>
#include <deque>

namespace deepscope {

namespace {

double decodeSeconds(ReadyModel &model, Scheduler &scheduler, const RunRequest &request, bool traced,
                     const CancelFlag &cancel)
{
    using Clock = std::chrono::steady_clock;
    std::deque<Event> told;
    bool read = false;
    std::exception_ptr failure;
    const RunSinks sinks{[&](TokenTrace trace) {
                             if (read) // a long prompt would take much memory
                                 told.emplace_back(std::move(trace));
                         },
                         [&](const PrefillProgress &progress) { read = read || progress.done == progress.total; }};
    scheduler.add(request.run, std::make_unique<Generation>(model, request, sinks, cancel),
                  [&](Task &task, const std::exception_ptr &error) {
                      failure = error;
                      static_cast<Generation &>(task).end();
                  });
    while (!scheduler.idle() && !read)
        scheduler.tick(cancel);
    scheduler.runner().trace(traced);
    scheduler.tick(cancel); // ends the step that may have been begun with a trace
    const Clock::time_point start = Clock::now();
    while (!scheduler.idle())
        scheduler.tick(cancel);
    const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
    scheduler.runner().trace(true);
    if (cancel)
        throw Error(ErrorKind::Interrupted, "The benchmark was cancelled.");
    if (failure)
        std::rethrow_exception(failure);
    return seconds;
}

} // namespace

MedianInterval traceCost(ReadyModel &model, Scheduler &scheduler, const std::vector<int32_t> &prompt, uint32_t steps,
                         uint32_t pairs, const CancelFlag &cancel)
{
    RunRequest request;
    request.tokens = prompt;
    request.maxTokens = steps + 1;
    request.sampling.temperature = 1; // the best tokens alone soon repeat themselves, and wake the same experts
    request.ignoreEnd = true;
    RunRequest untraced = request;
    untraced.candidates = 0;
    const auto seconds = [&](bool traced) {
        return decodeSeconds(model, scheduler, traced ? request : untraced, traced, cancel);
    };
    for (const bool traced : {true, false}) // builds what is recorded
        seconds(traced);
    return pairedShare(pairs, seconds);
}

} // namespace deepscope
