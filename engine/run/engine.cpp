#include "api/engine.h"

#include "api/session.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace deepscope {

namespace {

struct Command {
    std::variant<LoadRequest, RunRequest> request;
    bool cancelled = false; // while it waited; it still ends with its event
};

// A run under way; the flag is set from any thread.
struct Running {
    explicit Running(uint32_t number) : run(number) {}
    const uint32_t run;
    CancelFlag cancel = false;
};

} // namespace

// The queue and the list of runs are guarded by the mutex; the session belongs to the thread alone.
struct Engine::Thread {
    explicit Thread(EventSink toSink) : sink(std::move(toSink)), worker([this] { loop(); }) {}

    ~Thread()
    {
        cancelAll();
        {
            const std::lock_guard lock(mutex);
            queue.clear();
            stopping = true;
            interrupt = true;
        }
        wake.notify_all();
        worker.join();
    }

    void push(std::variant<LoadRequest, RunRequest> request)
    {
        {
            const std::lock_guard lock(mutex);
            queue.push_back({std::move(request)});
        }
        wake.notify_all();
    }

    void ask(CountRequest request)
    {
        {
            const std::lock_guard lock(mutex);
            question = std::move(request);
        }
        wake.notify_all();
    }

    void cancel(const std::optional<uint32_t> &run) // nothing: all that there is, loads too
    {
        const std::lock_guard lock(mutex);
        for (Command &command : queue)
            if (const auto *waiting = std::get_if<RunRequest>(&command.request);
                !run || (waiting && waiting->run == *run))
                command.cancelled = true;
        for (const auto &running : runs)
            if (!run || running->run == *run)
                running->cancel = interrupt = true;
        if (!run)
            interrupt = true;
    }
    void cancelAll() { cancel(std::nullopt); }

    // What is to be done next: a command, which loads only while nothing runs; a question; or a step of the runs.
    struct Next {
        std::optional<Command> command;
        std::shared_ptr<Running> running; // of a command that runs; in the list already, so that it can be cancelled
        std::optional<CountRequest> asked;
        bool stop = false;
    };
    Next next()
    {
        Next next;
        std::unique_lock lock(mutex);
        wake.wait(lock, [this] { return stopping || !queue.empty() || question || !runs.empty(); });
        next.stop = stopping;
        interrupt = stopping;
        const bool loads = !queue.empty() && std::holds_alternative<LoadRequest>(queue.front().request);
        if (!queue.empty() && (runs.empty() || !loads)) {
            next.command = std::move(queue.front());
            queue.pop_front();
            interrupt = loads && next.command->cancelled;
            if (!loads) {
                next.running = std::make_shared<Running>(std::get<RunRequest>(next.command->request).run);
                next.running->cancel = next.command->cancelled;
                runs.push_back(next.running);
            }
        } else if (queue.empty()) {
            next.asked = std::exchange(question, std::nullopt);
        }
        return next;
    }

    void loop()
    {
        for (Next step = next(); !step.stop; step = next()) {
            try {
                if (step.command)
                    std::visit([&](const auto &request) { carryOut(request, step.running); }, step.command->request);
                else if (step.asked)
                    answer(*step.asked);
                else
                    goOn();
            } catch (...) {
                // The sink threw while it was told of a failure: nobody is left to tell, and the next command may do.
            }
        }
        while (session && !session->idle()) // all are cancelled; each ends with its event
            session->tick(interrupt);
    }

    void answer(const CountRequest &asked)
    {
        if (!session)
            return;
        try {
            sink(session->count(asked));
        } catch (const std::exception &error) {
            PromptCount count;
            count.number = asked.number;
            count.problem = std::string("Counting tokens failed: ") + error.what() + ".";
            sink(count);
        }
    }

    void carryOut(const LoadRequest &request, const std::shared_ptr<Running> &)
    {
        try {
            const ProgressSink report = [this](const LoadProgress &progress) { sink(progress); };
            auto loaded = std::make_unique<Session>(request, report, interrupt);
            loaded->prepare(report, interrupt);
            session = std::move(loaded);
            sink(session->model());
            poolUse = {}; // of another cache
            tellPoolUse();
        } catch (const Error &error) {
            sink(Failure{error.kind(), error.what(), true, 0});
        } catch (const std::bad_alloc &) {
            sink(Failure{ErrorKind::Device, "There is not enough memory to load " + request.path + ".", true, 0});
        } catch (const std::exception &error) {
            sink(Failure{ErrorKind::Internal, std::string("Loading failed: ") + error.what() + ".", true, 0});
        }
    }

    void carryOut(const RunRequest &request, const std::shared_ptr<Running> &running)
    {
        RunSummary summary;
        summary.run = request.run;
        summary.reason = FinishReason::Failed;
        const RunSinks sinks{[this](const TokenTrace &trace) { sink(trace); },
                             [this](const PrefillProgress &progress) { sink(progress); }};
        try {
            if (!session)
                throw Error(ErrorKind::Usage, "No model is loaded. Open one first.");
            session->start(request, sinks, running->cancel,
                           [this, running](const RunSummary &ended, const std::exception_ptr &error) {
                               forget(running);
                               finish(ended, error);
                           });
        } catch (...) {
            forget(running);
            finish(summary, std::current_exception());
        }
    }

    void forget(const std::shared_ptr<Running> &running)
    {
        const std::lock_guard lock(mutex);
        std::erase(runs, running);
    }

    void finish(RunSummary summary, const std::exception_ptr &error)
    {
        if (error)
            summary.reason = FinishReason::Failed;
        const auto fail = [&](ErrorKind kind, const std::string &sentence) {
            sink(Failure{kind, sentence, false, summary.run});
        };
        try {
            if (error)
                std::rethrow_exception(error);
        } catch (const Error &failure) {
            fail(failure.kind(), failure.what());
        } catch (const std::bad_alloc &) {
            fail(ErrorKind::Device,
                 "There is not enough memory to go on. A shorter chat or a smaller context needs less.");
        } catch (const std::exception &failure) {
            fail(ErrorKind::Internal, std::string("The run failed: ") + failure.what() + ".");
        }
        sink(summary);
    }

    void goOn()
    {
        session->tick(interrupt);
        tellPoolUse();
    }

    void tellPoolUse()
    {
        PoolUse now = session->poolUse();
        if (now == poolUse)
            return;
        poolUse = now;
        sink(std::move(now));
    }

    EventSink sink;
    std::unique_ptr<Session> session;
    PoolUse poolUse; // as it was told
    std::mutex mutex;
    std::condition_variable wake;
    std::deque<Command> queue;
    std::vector<std::shared_ptr<Running>> runs;
    std::optional<CountRequest> question; // the newest
    bool stopping = false;
    CancelFlag interrupt = false; // of the load or the step under way
    std::thread worker;           // last: it uses everything above
};

Engine::Engine(EventSink sink) : m_thread(std::make_unique<Thread>(std::move(sink))) {}

Engine::~Engine() = default;

void Engine::load(LoadRequest request) { m_thread->push(std::move(request)); }

void Engine::start(RunRequest request) { m_thread->push(std::move(request)); }

void Engine::count(CountRequest request) { m_thread->ask(std::move(request)); }

void Engine::cancel(uint32_t run) { m_thread->cancel(run); }

void Engine::cancel() { m_thread->cancelAll(); }

} // namespace deepscope
