// Where a run of the lab turned: the step around which right answers rose most steeply, and stayed.
#pragma once

#include "api/lab.h"

#include <optional>
#include <span>

namespace deepscope {

struct TurningPoint {
    uint32_t step = 0; // the first of the better side
    // Means of sampled answers over the steps before and behind it.
    double matchBefore = 0, matchAfter = 0;
    double thoughtBefore = 0, thoughtAfter = 0; // tokens

    bool throughThought() const; // thoughts grew with it, so that it can be said of them

    bool operator==(const TurningPoint &) const = default;
};

// Nothing where answers did not become clearly more often right, or did not stay so. Steps in order; the base, step 0,
// is one of them.
std::optional<TurningPoint> turningPoint(std::span<const LabStep> steps);

} // namespace deepscope
