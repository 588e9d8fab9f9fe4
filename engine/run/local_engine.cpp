// The engine on a Vulkan device of this machine: a thread that works through what it is asked.
#include "run/ends.h"
#include "run/session.h"
#include "run/work_queue.h"

#include <thread>
#include <utility>

namespace deepscope {

namespace {

class LocalEngine final : public Engine {
public:
    explicit LocalEngine(EventSink sink) : m_sink(std::move(sink)), m_thread([this] { loop(); }) {}
    ~LocalEngine() override
    {
        m_work.close();
        m_thread.join();
    }

    void load(LoadRequest request) override { m_work.add(std::move(request)); }
    void start(Request request) override { m_work.add(std::move(request)); }
    void cancel(uint32_t run) override { m_work.cancel(run); }
    void cancel() override { m_work.cancelAll(); }

private:
    void loop();
    Event load(const LoadRequest &request, const CancelFlag &cancel);
    void begin(const WorkQueue::Item &work);
    void tellPoolUse();

    const EventSink m_sink;
    WorkQueue m_work;
    std::unique_ptr<Session> m_session; // of the thread alone
    PoolUse m_poolUse;                  // as it was told
    std::thread m_thread;               // last: it uses everything above
};

void LocalEngine::loop()
{
    for (WorkQueue::Next next = m_work.next(); !next.stop; next = m_work.next()) {
        try {
            if (next.begin) {
                begin(next.begin);
            } else {
                m_session->tick(m_work.interrupt());
                tellPoolUse();
            }
        } catch (...) { // The sink threw: nobody is left to tell, and what comes next may do.
        }
    }
}

void LocalEngine::begin(const WorkQueue::Item &work)
{
    if (const auto *request = std::get_if<LoadRequest>(&work->asked)) {
        Event end = load(*request, work->cancel);
        m_work.ended(work); // before it is told: a sink may throw
        m_sink(std::move(end));
        return tellPoolUse();
    }
    const EventSink sink = [this, work](Event event) {
        if (endedRun(event))
            m_work.ended(work);
        m_sink(std::move(event));
    };
    if (work->cancel)
        sink(failedEnd(*work->request(), {ErrorKind::Interrupted, "It was cancelled before it began."}));
    else if (m_session)
        m_session->start(*work->request(), sink, work->cancel);
    else
        sink(failedEnd(*work->request(), {ErrorKind::Usage, "No model is loaded. Open one first."}));
}

// LoadedModel or Failure.
Event LocalEngine::load(const LoadRequest &request, const CancelFlag &cancel)
{
    try {
        if (cancel)
            throw Error(ErrorKind::Interrupted, "Loading was cancelled.");
        const ProgressSink report = [this](const LoadProgress &progress) { m_sink(progress); };
        auto loaded = std::make_unique<Session>(request, report, cancel);
        if (request.prepare)
            loaded->prepare(report, cancel);
        m_session = std::move(loaded);
        m_poolUse = {}; // of another cache
        return m_session->model();
    } catch (...) {
        return failureOf(std::current_exception(), "Loading",
                         "There is not enough memory to load " + request.path + ".");
    }
}

void LocalEngine::tellPoolUse()
{
    PoolUse now = m_session ? m_session->poolUse() : PoolUse();
    if (now == m_poolUse)
        return;
    m_poolUse = now;
    m_sink(std::move(now));
}

} // namespace

EngineFactory localEngine()
{
    return [](EventSink sink) { return std::make_unique<LocalEngine>(std::move(sink)); };
}

} // namespace deepscope
