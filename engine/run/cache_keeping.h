// Writes what the pool holds of the beginning of a text to a file. Between its pieces nothing is held: what others need
// meanwhile they get.
#pragma once

#include "api/request.h"
#include "record/kept_cache_file.h"
#include "run/interlude.h"
#include "run/model_identity.h"
#include "run/row_transfer.h"

#include <future>
#include <optional>

namespace deepscope {

class CacheKeeping final : public Interlude {
public:
    // All but the request must outlive it. Throws Error(Usage) for a token that is not in the vocabulary,
    // Error(Device).
    CacheKeeping(ReadyModel &model, SequencePool &pool, ModelIdentity &identity, const KeepCacheRequest &request,
                 const CancelFlag &cancel);

    bool ready() override;
    bool goOn() override; // throws Error: what cannot be written, what made room meanwhile, cancelled
    const CacheKept &end() const { return m_end; }

private:
    bool isFinished() const;
    void begin();
    void addPiece();

    ReadyModel &m_model;
    SequencePool &m_pool;
    ModelIdentity &m_identity;
    const std::string m_path;
    const CancelFlag &m_cancel;
    std::vector<RowContent> m_contents; // those that are kept, once it has begun
    RowTransfer m_transfer;
    uint32_t m_written = 0; // rows
    CacheKept m_end;
    std::optional<KeptCacheWriter> m_writer;
    std::future<void> m_finishing; // last: a disk may take its time
};

} // namespace deepscope
