#include "api/engine.h"

#include "api/session.h"

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

} // namespace

// The queue is guarded by the mutex; the session belongs to the thread alone.
struct Engine::Thread {
    explicit Thread(EventSink toSink) : sink(std::move(toSink)), worker([this] { loop(); }) {}

    ~Thread()
    {
        {
            const std::lock_guard lock(mutex);
            queue.clear();
            stopping = true;
            cancel = true;
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

    void cancelAll()
    {
        const std::lock_guard lock(mutex);
        for (Command &command : queue)
            command.cancelled = true;
        cancel = true;
    }

    void loop()
    {
        for (;;) {
            std::optional<Command> command;
            std::optional<CountRequest> asked;
            {
                std::unique_lock lock(mutex);
                wake.wait(lock, [this] { return stopping || !queue.empty() || question; });
                if (stopping)
                    return;
                if (queue.empty()) {
                    asked = std::exchange(question, std::nullopt);
                } else {
                    command = std::move(queue.front());
                    queue.pop_front();
                    cancel = command->cancelled;
                }
            }
            try {
                if (command)
                    std::visit([this](const auto &request) { carryOut(request); }, command->request);
                else
                    answer(*asked);
            } catch (...) {
                // The sink threw while it was told of a failure: nobody is left to tell, and the next command may do.
            }
        }
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

    void carryOut(const LoadRequest &request)
    {
        try {
            const ProgressSink report = [this](const LoadProgress &progress) { sink(progress); };
            auto loaded = std::make_unique<Session>(request, report, cancel);
            loaded->prepare(report, cancel);
            session = std::move(loaded);
            sink(session->model());
        } catch (const Error &error) {
            sink(Failure{error.kind(), error.what(), true, 0});
        } catch (const std::bad_alloc &) {
            sink(Failure{ErrorKind::Device, "There is not enough memory to load " + request.path + ".", true, 0});
        } catch (const std::exception &error) {
            sink(Failure{ErrorKind::Internal, std::string("Loading failed: ") + error.what() + ".", true, 0});
        }
    }

    void carryOut(const RunRequest &request)
    {
        const RunSinks sinks{[this](const TokenTrace &trace) { sink(trace); },
                             [this](const PrefillProgress &progress) { sink(progress); }};
        RunSummary summary;
        summary.run = request.run;
        summary.reason = FinishReason::Failed;
        const auto fail = [&](ErrorKind kind, const std::string &sentence) {
            sink(Failure{kind, sentence, false, request.run});
            sink(summary);
        };
        if (!session)
            return fail(ErrorKind::Usage, "No model is loaded. Open one first.");
        try {
            sink(session->run(request, sinks, cancel));
        } catch (const Error &error) {
            fail(error.kind(), error.what());
        } catch (const std::bad_alloc &) {
            fail(ErrorKind::Device,
                 "There is not enough memory to go on. A shorter chat or a smaller context needs less.");
        } catch (const std::exception &error) {
            fail(ErrorKind::Internal, std::string("The run failed: ") + error.what() + ".");
        }
    }

    EventSink sink;
    std::unique_ptr<Session> session;
    std::mutex mutex;
    std::condition_variable wake;
    std::deque<Command> queue;
    std::optional<CountRequest> question; // the newest
    bool stopping = false;
    CancelFlag cancel = false;
    std::thread worker; // last: it uses everything above
};

Engine::Engine(EventSink sink) : m_thread(std::make_unique<Thread>(std::move(sink))) {}

Engine::~Engine() = default;

void Engine::load(LoadRequest request) { m_thread->push(std::move(request)); }

void Engine::start(RunRequest request) { m_thread->push(std::move(request)); }

void Engine::count(CountRequest request) { m_thread->ask(std::move(request)); }

void Engine::cancel() { m_thread->cancelAll(); }

} // namespace deepscope
