#include "app/real_engine.h"

namespace deepscope {

namespace {

class RealEngine : public EngineCommands {
public:
    explicit RealEngine(EventSink sink) : m_engine(std::move(sink)) {}
    void load(LoadRequest request) override { m_engine.load(std::move(request)); }
    void start(RunRequest request) override { m_engine.start(std::move(request)); }
    void count(CountRequest request) override { m_engine.count(std::move(request)); }
    void cancel() override { m_engine.cancel(); }

private:
    Engine m_engine;
};

} // namespace

EngineFactory realEngine()
{
    return [](EventSink sink) { return std::make_unique<RealEngine>(std::move(sink)); };
}

} // namespace deepscope
