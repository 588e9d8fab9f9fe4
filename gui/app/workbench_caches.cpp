// Workbench: the caches that are kept beside chats.
#include "app/workbench.h"

namespace deepscope {

// After the chats of earlier sessions are listed, what is of none of them can go.
void Workbench::connectCaches()
{
    m_caches = std::make_unique<CacheKeeper>(m_store, m_chats, m_archive->folder());
    connect(m_archive.get(), &ChatArchive::opened, m_caches.get(),
            [this](const std::vector<ChatInfo> &, bool writable) {
                if (writable)
                    m_caches->sweep();
            });
    connect(m_caches.get(), &CacheKeeper::asked, this, [this](const Request &request) { m_bridge.ask(request); });
    connect(m_caches.get(), &CacheKeeper::cancelled, this, [this](uint32_t request) { m_bridge.cancel(request); });
    connect(m_caches.get(), &CacheKeeper::notice, this, &Workbench::notice);
    connect(&m_bridge, &EngineBridge::cacheKept, m_caches.get(), &CacheKeeper::takeKept);
    connect(&m_bridge, &EngineBridge::cacheRestored, m_caches.get(), &CacheKeeper::takeRestored);
}

} // namespace deepscope
