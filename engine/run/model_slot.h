// The place for the one model in use: how another takes it, and what happens where the device has no room for two.
#pragma once

#include "run/session.h"

#include <functional>
#include <memory>
#include <optional>

namespace deepscope {

class ModelSlot {
public:
    // `limit`: bytes that models may take of a device at once; 0 = any. `superseded`: whether another model is wished
    // already, or all is to end, so that nothing is loaded again for now.
    ModelSlot(EventSink sink, uint64_t limit, std::function<bool()> superseded);

    Session *session() const { return m_session.get(); } // null = no model is in use

    // As Engine::load() says: the end, LoadedModel or Failure; ModelInUse is told meanwhile. A cancel may come again
    // while the model before is loaded again.
    Event load(const LoadRequest &request, CancelFlag &cancel);
    void close();

private:
    void loadFor(const LoadRequest &request, const CancelFlag &cancel);
    void take(const LoadRequest &request, std::unique_ptr<ModelOpening> opening, const ProgressSink &progress,
              const CancelFlag &cancel);
    bool takeBeside(const LoadRequest &request, std::unique_ptr<ModelOpening> opening, const CancelFlag &cancel);
    void makeRoom();
    void restore(Failure &failure, CancelFlag &cancel);
    HeldMemory held() const;
    void tell(Event event) const;

    const EventSink m_sink;
    const uint64_t m_limit;
    const std::function<bool()> m_superseded;
    std::unique_ptr<Session> m_session;
    LoadRequest m_request;               // of the model in use
    std::optional<LoadRequest> m_before; // of the one that made room, until a model is in use
};

} // namespace deepscope
