// Who has the cache of a model: pages for the rows of tokens, and beside them places of what layers keep otherwise.
#pragma once

#include <cstdint>
#include <vector>

namespace deepscope {

// Places that texts take one by one. `kept`: used by nobody, and still found by who goes on with a text that lies
// there.
struct PlaceCounts {
    uint32_t inUse = 0, kept = 0, free = 0;

    uint32_t all() const { return inUse + kept + free; }
    bool operator==(const PlaceCounts &) const = default;
};

// Each page is CachePageTokens tokens.
struct PoolUse {
    uint32_t pages = 0;  // in all: inUse + kept + free
    uint32_t inUse = 0;  // by runs, each page once
    uint32_t shared = 0; // of those: by two runs or more
    uint32_t kept = 0;   // of what has ended; found again by what lies in them, until room is needed
    uint32_t free = 0;
    struct OfRun {
        uint32_t run = 0, pages = 0, shared = 0;
        bool operator==(const OfRun &) const = default;
    };
    std::vector<OfRun> runs; // under way
    // None where no layer needs them. They limit how many texts go on beside each other, however short these are.
    PlaceCounts states;  // MemoryPlan::bytesPerState each
    PlaceCounts windows; // each for the rows of one page in all layers whose attention has a window

    bool operator==(const PoolUse &) const = default;
};

} // namespace deepscope
