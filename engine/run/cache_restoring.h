// Brings a kept cache back into the pool, where it lies like what an ended sequence left. Between its pieces nothing is
// held: what others need meanwhile they get.
#pragma once

#include "api/request.h"
#include "record/kept_cache_file.h"
#include "run/interlude.h"
#include "run/model_identity.h"
#include "run/row_transfer.h"

#include <future>
#include <optional>

namespace deepscope {

class CacheRestoring final : public Interlude {
public:
    // All but the request must outlive it. Throws Error(Device).
    CacheRestoring(ReadyModel &model, SequencePool &pool, ModelIdentity &identity, const RestoreCacheRequest &request,
                   const CancelFlag &cancel);

    bool ready() override;
    bool goOn() override; // throws Error: a file that is refused, no room, cancelled
    const CacheRestored &end() const { return m_end; }

private:
    [[noreturn]] void failForModel() const;
    void checkShape();
    bool restorePiece();
    uint32_t rowsWithRoom(SequenceId id, uint32_t wanted) const;
    void requireAny() const;

    ReadyModel &m_model;
    SequencePool &m_pool;
    ModelIdentity &m_identity;
    const CancelFlag &m_cancel;
    RowTransfer m_transfer;
    bool m_fits = false; // the model
    CacheRestored m_end;
    std::optional<KeptCacheReader> m_reader;
    std::vector<RowContent> m_contents; // of the file, once it was read
    std::future<void> m_reading;        // last: of all of the file, to check it
};

} // namespace deepscope
