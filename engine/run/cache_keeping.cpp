#include "run/cache_keeping.h"

#include "api/path_text.h"
#include "run/held_sequence.h"

#include <algorithm>
#include <chrono>

namespace deepscope {

CacheKeeping::CacheKeeping(ReadyModel &model, SequencePool &pool, ModelIdentity &identity,
                           const KeepCacheRequest &request, const CancelFlag &cancel)
    : m_model(model), m_pool(pool), m_identity(identity), m_path(request.path), m_cancel(cancel),
      m_contents(contentsOf(request.tokens)), m_transfer(model, pool, gpu::MemoryUse::ReadBack)
{
    model.requireTokens(request.tokens);
    if (!pool.sequences().resumesAnywhere()) // rows alone are of no use to anybody
        m_contents.clear();
}

bool CacheKeeping::isFinished() const
{
    return m_finishing.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
}

bool CacheKeeping::ready()
{
    return m_cancel || m_contents.empty() || (m_finishing.valid() ? isFinished() : m_writer || m_identity.ready());
}

bool CacheKeeping::goOn()
{
    if (m_cancel)
        throw Error(ErrorKind::Interrupted, "Keeping the cache was cancelled.");
    if (m_finishing.valid()) {
        m_finishing.get();
        m_end.tokens = m_written;
        m_end.bytes = m_writer->bytes();
        return true;
    }
    if (!m_writer)
        begin();
    else
        addPiece();
    if (m_writer && m_written == m_contents.size())
        m_finishing = std::async(std::launch::async, [this] { m_writer->finish(); });
    return !m_writer; // there is nothing to keep
}

void CacheKeeping::begin()
{
    m_contents.resize(HeldSequence(m_pool.sequences(), m_contents).length());
    if (m_contents.empty())
        return;
    KeptCacheHead head{m_identity.get(),
                       m_model.description().memory.cacheType,
                       m_model.cache().rowBytes(),
                       m_transfer.routingBytes(),
                       {}};
    for (const RowContent content : m_contents)
        head.tokens.push_back(int32_t(content));
    m_writer.emplace(pathOf(m_path), head);
}

void CacheKeeping::addPiece()
{
    const HeldSequence sequence(m_pool.sequences(), m_contents);
    const uint32_t count = std::min(m_transfer.rowsAtOnce(), uint32_t(m_contents.size()) - m_written);
    if (sequence.length() < m_written + count)
        throw Error(ErrorKind::Usage, "Runs needed the room of what was to be kept of the cache, so it was not kept.");
    m_writer->add(m_transfer.read(sequence.id(), m_written, count));
    m_written += count;
}

} // namespace deepscope
