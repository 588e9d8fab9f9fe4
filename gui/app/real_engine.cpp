#include "app/real_engine.h"

#include "api/devices.h"
#include "models/open_plan.h"

#include <QThreadPool>

namespace deepscope {

namespace {

// As many full contexts as the plan of the window has room for. What is wrong with the file, the engine says.
uint32_t sequencesFor(const LoadRequest &request)
{
    try {
        const OpenOptions options{QString::fromStdString(request.device), request.context, request.cacheType};
        return planToOpen(ModelFile(request.path), options, listDevices()).memory.sequences;
    } catch (const std::exception &) {
        return 1;
    }
}

// The plan is read from the file before a load, so commands wait their turn on a thread that is not the window's.
class RealEngine : public Engine {
public:
    explicit RealEngine(EventSink sink) : m_engine(localEngine()(std::move(sink))) { m_thread.setMaxThreadCount(1); }
    ~RealEngine() override { m_thread.waitForDone(); }

    void load(LoadRequest request) override
    {
        m_thread.start([this, request = std::move(request)]() mutable {
            request.sequences = sequencesFor(request);
            m_engine->load(std::move(request));
        });
    }
    void start(Request request) override
    {
        m_thread.start([this, request = std::move(request)] { m_engine->start(request); });
    }
    void cancel(uint32_t run) override
    {
        m_thread.start([this, run] { m_engine->cancel(run); });
    }
    void cancel() override
    {
        m_thread.start([this] { m_engine->cancel(); });
    }

private:
    std::unique_ptr<Engine> m_engine;
    QThreadPool m_thread; // of one thread: in order
};

} // namespace

EngineFactory realEngine()
{
    return [](EventSink sink) { return std::make_unique<RealEngine>(std::move(sink)); };
}

} // namespace deepscope
