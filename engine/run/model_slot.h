// The place for the one model in use: how another takes it, and what happens where the device has no room for two.
#pragma once

#include "run/session.h"

#include <memory>

namespace deepscope {

class ModelSlot {
public:
    // `limit`: bytes that models may take of a device at once; 0 = any. `closing` ends whatever goes on. Both the sink
    // and `closing` must outlive this.
    ModelSlot(const EventSink &sink, uint64_t limit, const CancelFlag &closing);

    Session *session() const { return m_session.get(); } // null = no model is in use

    // As Engine::load() says: the end, LoadedModel or Failure; ModelInUse is told meanwhile. A cancel may come again
    // while the model before is loaded again.
    Event load(const LoadRequest &request, CancelFlag &cancel);
    void close();

private:
    HeldMemory held() const;
    void take(const LoadRequest &request, std::unique_ptr<ModelOpening> opening, const ProgressSink &progress,
              const CancelFlag &cancel);
    Event loadInstead(const LoadRequest &request, CancelFlag &cancel);
    std::string restore(const LoadRequest &before, CancelFlag &cancel);

    const EventSink &m_sink;
    const uint64_t m_limit;
    const CancelFlag &m_closing;
    std::unique_ptr<Session> m_session;
    LoadRequest m_request; // of the model in use
};

} // namespace deepscope
