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
    void tellMemory(bool ofOtherModel = false);
    void tellPoolUse(bool ofOtherModel);
    void tellAccount(bool anew);

    const EventSink m_sink;
    WorkQueue m_work;
    ModelSlot m_slot;             // of the thread alone
    PoolUse m_poolUse;            // as it was told
    uint64_t m_memoryChanges = 0; // when the account was told
    bool m_idle = true;           // since then nothing was asked
    std::thread m_thread;         // last: it uses everything above
};

void LocalEngine::loop()
{
    for (WorkQueue::Next next = m_work.next(); !next.stop; next = m_work.next()) {
        try {
            if (next.begin) {
                begin(next.begin);
            } else {
                m_slot.session()->tick(m_work.interrupt());
                tellMemory();
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
        return tellMemory(true);
    }
    if (std::holds_alternative<CloseRequest>(work->asked)) {
        m_slot.close();
        m_work.ended(work);
        return tellMemory(true);
    }
    m_idle = false;
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
    tellAccount(false); // what has ended at once may have taken some all the same
}

void LocalEngine::tellMemory(bool ofOtherModel)
{
    tellPoolUse(ofOtherModel);
    const bool idle = !m_slot.session() || m_slot.session()->idle();
    tellAccount(ofOtherModel || (idle && !m_idle));
    m_idle = idle;
}

void LocalEngine::tellPoolUse(bool ofOtherModel)
{
    PoolUse now = m_slot.session() ? m_slot.session()->poolUse() : PoolUse();
    if (now == m_poolUse && !ofOtherModel)
        return;
    m_poolUse = now;
    m_sink(std::move(now));
}

void LocalEngine::tellAccount(bool anew)
{
    const Session *session = m_slot.session();
    const uint64_t changes = session ? session->memoryChanges() : 0;
    if (changes == m_memoryChanges && !anew)
        return;
    m_memoryChanges = changes;
    m_sink(session ? session->memory() : MemoryAccount());
}

} // namespace

EngineFactory localEngine(uint64_t memoryLimit)
{
    return [memoryLimit](EventSink sink) { return std::make_unique<LocalEngine>(std::move(sink), memoryLimit); };
}

} // namespace deepscope
