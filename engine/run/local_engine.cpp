// The engine on a Vulkan device of this machine: a thread that works through what it is asked.
#include "run/ends.h"
#include "run/model_slot.h"
#include "run/work_queue.h"

#include <thread>
#include <utility>

namespace deepscope {

namespace {

class LocalEngine final : public Engine {
public:
    LocalEngine(EventSink sink, uint64_t memoryLimit)
        : m_sink(std::move(sink)), m_slot(m_sink, memoryLimit, [this] { return m_work.modelIsSuperseded(); }),
          m_thread([this] { loop(); })
    {
    }
    ~LocalEngine() override
    {
        m_work.close();
        m_thread.join();
    }

    void load(LoadRequest request) override { m_work.add(std::move(request)); }
    void close() override { m_work.add(CloseRequest{}); }
    void start(Request request) override { m_work.add(std::move(request)); }
    void closeThought(uint32_t run) override { m_work.closeThought(run); }
    void cancel(uint32_t run) override { m_work.cancel(run); }
    void cancel() override { m_work.cancelAll(); }

private:
    void loop();
    void begin(const WorkQueue::Item &work);
    void tellPoolUse(bool ofOtherModel = false);

    const EventSink m_sink;
    WorkQueue m_work;
    ModelSlot m_slot;     // of the thread alone
    PoolUse m_poolUse;    // as it was told
    std::thread m_thread; // last: it uses everything above
};

void LocalEngine::loop()
{
    for (WorkQueue::Next next = m_work.next(); !next.stop; next = m_work.next()) {
        try {
            if (next.begin) {
                begin(next.begin);
            } else {
                m_slot.session()->tick(m_work.interrupt());
                tellPoolUse();
            }
        } catch (...) { // The sink threw: nobody is left to tell, and what comes next may do.
        }
    }
}

void LocalEngine::begin(const WorkQueue::Item &work)
{
    if (const auto *request = std::get_if<LoadRequest>(&work->asked)) {
        Event end = m_slot.load(*request, work->cancel);
        m_work.ended(work); // before it is told: a sink may throw
        m_sink(std::move(end));
        return tellPoolUse(true);
    }
    if (std::holds_alternative<CloseRequest>(work->asked)) {
        m_slot.close();
        m_work.ended(work);
        return tellPoolUse(true);
    }
    const EventSink sink = [this, work](Event event) {
        if (endedRun(event))
            m_work.ended(work);
        m_sink(std::move(event));
    };
    if (work->cancel)
        sink(failedEnd(*work->request(), {ErrorKind::Interrupted, "It was cancelled before it began."}));
    else if (m_slot.session())
        m_slot.session()->start(*work->request(), sink, {work->cancel, work->closeThought});
    else
        sink(failedEnd(*work->request(), {ErrorKind::Usage, "No model is loaded. Open one first."}));
}

void LocalEngine::tellPoolUse(bool ofOtherModel)
{
    PoolUse now = m_slot.session() ? m_slot.session()->poolUse() : PoolUse();
    if (now == m_poolUse && !ofOtherModel)
        return;
    m_poolUse = now;
    m_sink(std::move(now));
}

} // namespace

EngineFactory localEngine(uint64_t memoryLimit)
{
    return [memoryLimit](EventSink sink) { return std::make_unique<LocalEngine>(std::move(sink), memoryLimit); };
}

} // namespace deepscope
