#include "run/cache_restoring.h"

#include "api/path_text.h"
#include "run/held_sequence.h"

#include <algorithm>
#include <chrono>

namespace deepscope {

CacheRestoring::CacheRestoring(ReadyModel &model, SequencePool &pool, ModelIdentity &identity,
                               const RestoreCacheRequest &request, const CancelFlag &cancel)
    : m_model(model), m_pool(pool), m_identity(identity), m_cancel(cancel),
      m_transfer(model, pool, gpu::MemoryUse::Upload),
      m_reading(std::async(std::launch::async,
                           [this, path = pathOf(request.path)] { m_reader.emplace(FileReader(path), m_cancel); }))
{
}

bool CacheRestoring::ready()
{
    if (m_reading.valid())
        return m_reading.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
    return m_cancel || m_fits || m_identity.ready();
}

bool CacheRestoring::goOn()
{
    if (m_reading.valid()) {
        m_reading.get();
        checkShape();
        return false;
    }
    if (m_cancel)
        throw Error(ErrorKind::Interrupted, "Bringing the cache back was cancelled.");
    if (!m_fits) {
        if (m_reader->head().model != m_identity.get())
            failForModel();
        m_fits = true;
        return false;
    }
    if (restorePiece())
        return false;
    requireAny();
    return true;
}

void CacheRestoring::failForModel() const
{
    m_reader->fail("the kept cache was made with another model; without it the text is read again");
}

// What needs no identity.
void CacheRestoring::checkShape()
{
    const KeptCacheHead &head = m_reader->head();
    if (!m_pool.sequences().resumesAnywhere()) // rows alone are of no use to it
        failForModel();
    const CacheType inUse = m_model.description().memory.cacheType;
    if (head.cacheType != inUse)
        m_reader->fail(std::string("the kept cache is of the type ") + cacheTypeName(head.cacheType) +
                       ", and the one in use is of " + cacheTypeName(inUse) +
                       "; load the model with a cache of the type that was kept");
    const bool knowsTokens = std::ranges::all_of(
        head.tokens, [&](int32_t token) { return token >= 0 && uint32_t(token) < m_model.hyper().vocabulary; });
    if (head.rowBytes != m_model.cache().rowBytes() || head.routingBytes != m_transfer.routingBytes() || !knowsTokens)
        failForModel();
    m_contents = contentsOf(head.tokens);
    m_end.ofTokens = uint32_t(m_contents.size());
}

// False where nothing is left to do, or no room.
bool CacheRestoring::restorePiece()
{
    const std::optional<KeptCacheReader::Rows> rows = m_reader->next();
    if (!rows)
        return false;
    if (!m_transfer.routingFits(rows->bytes))
        failForModel();
    Sequences &sequences = m_pool.sequences();
    const HeldSequence sequence(sequences, m_contents);
    const uint32_t known = sequence.length(), behind = rows->first + rows->count;
    m_end.tokens = known;
    if (known >= behind || known < rows->first) // less: others needed the room meanwhile
        return known >= behind;
    const uint32_t count = rowsWithRoom(sequence.id(), behind - known);
    const auto copies = count > 0 ? sequences.extend(sequence.id(), count) : std::nullopt;
    if (!copies)
        return false;
    m_pool.make(*copies);
    m_transfer.write(sequence.id(), known, count, rows->bytes, known - rows->first);
    sequences.written(sequence.id(), std::span(m_contents).subspan(known, count));
    m_transfer.writeRouting(sequence.id(), known, count, rows->bytes, known - rows->first);
    m_end.tokens = known + count;
    return m_end.tokens == behind;
}

// As many as end with a page, where there is no room for all.
uint32_t CacheRestoring::rowsWithRoom(SequenceId id, uint32_t wanted) const
{
    const Sequences &sequences = m_pool.sequences();
    const PoolCounts counts = sequences.counts();
    uint32_t behind = sequences.length(id) + wanted;
    while (behind > sequences.length(id) &&
           sequences.pagesToExtend(id, behind - sequences.length(id)) > counts.kept + counts.free)
        behind = (behind - 1) / CachePageTokens * CachePageTokens;
    return behind > sequences.length(id) ? behind - sequences.length(id) : 0;
}

void CacheRestoring::requireAny() const
{
    if (m_end.tokens == 0)
        throw Error(ErrorKind::Usage, "The cache has no room for what was kept, since runs use all of it. Ask again "
                                      "when they have ended.");
}

} // namespace deepscope
