// Which rows of the cache a text goes on without, decided as it is read (api/eviction.h).
#pragma once

#include "api/eviction.h"
#include "run/task.h"

#include <memory>

namespace deepscope {

inline constexpr uint32_t EvictionSinks = 4; // first tokens that a window keeps
inline constexpr uint32_t FewestKept = EvictionSinks + 2;

uint32_t evictionBudget(const Eviction &eviction, uint32_t tokens);

class Evicting {
public:
    // Throws Error(Usage) for a share that there is not, Error(Device) where there is no memory for what it needs.
    static std::unique_ptr<Evicting> make(ReadyModel &model, const Eviction &eviction, uint32_t tokens,
                                          const CancelFlag &cancel);
    virtual ~Evicting() = default;

    const SeenUntil &seen() const { return m_seen; }
    // Of each token that is read what the heads of all layers compare has to be brought back, a token a step.
    const TappedLayers &tapped() const { return m_tapped; }
    bool looks() const { return m_tapped.count > 0; }
    virtual void looked(const FedRows &rows) { (void)rows; } // throws Error(Device)

protected:
    explicit Evicting(SeenUntil seen, const TappedLayers &tapped = {}) : m_seen(std::move(seen)), m_tapped(tapped) {}
    SeenUntil m_seen;
    const TappedLayers m_tapped;
};

} // namespace deepscope
