// What a caller wishes of a request that goes on, set on any thread.
#pragma once

#include "api/error.h"

#include <atomic>

namespace deepscope {

// The flags must outlive it.
struct Wishes {
    const CancelFlag &cancel;              // it is to end
    const std::atomic<bool> &closeThought; // its answer is to follow at once

    Wishes(const CancelFlag &ends, const std::atomic<bool> &closes) : cancel(ends), closeThought(closes) {}
    explicit(false) Wishes(const CancelFlag &ends) : Wishes(ends, Never) {}

private:
    static inline const std::atomic<bool> Never = false;
};

} // namespace deepscope
