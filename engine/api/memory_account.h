// What has been allocated for a model and for what, to the byte; beside it what the device's heaps still have.
#pragma once

#include "devices.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace deepscope {

enum class MemoryPurpose : uint8_t {
    Weights,
    Cache,        // what the layers remember of each token
    States,       // and what some remember of a sequence instead
    Attention,    // scratch: what the attention of a batch writes
    Activations,  // scratch: and all else of it
    StepInput,    // tokens, pages, draws and alterations of a step
    StepOutput,   // logits, experts that were chosen, what was drawn
    Drawing,      // logits that penalties and biases change
    Trace,        // what the router chose for each row of the cache
    RouterTap,    // what routers weighed and experts put out, where that is asked for
    AttentionTap, // what heads compared, from the first question on
    RowMask,      // which rows of the cache are passed over, from the first time on that some are
    Staging,      // on its way between file or host and device
    Learning,     // weights that learn, with slopes and moments, and what a step of learning keeps
    Measuring,    // of a benchmark or a test: what nobody has named
};

// Where it lies: in a heap that is the device's own (device-local), in another that it can reach, or in the program.
enum class MemoryPlace : uint8_t { Device, Reachable, Program };

struct MemoryLabel {
    MemoryPurpose purpose = MemoryPurpose::Measuring;
    std::string name; // of a tensor in the file, a part of the cache (CachePart) or what else tells it from others
    int layer = -1;   // -1: of none

    bool operator==(const MemoryLabel &) const = default;
};

struct MemoryItem {
    MemoryLabel label; // of what lies between the parts of an allocation without a name
    MemoryPlace place = MemoryPlace::Device;
    uint64_t bytes = 0;

    bool operator==(const MemoryItem &) const = default;
};

struct HeapUse {
    MemoryHeap heap;
    uint64_t used = 0; // by this program, as the driver counts it, also for itself; 0 = it does not say

    bool operator==(const HeapUse &) const = default;
};

// An event of the engine's. The items that the device reaches sum up to what was allocated of it; the program's own
// are beside that.
struct MemoryAccount {
    std::vector<MemoryItem> items;
    std::vector<HeapUse> heaps;

    uint64_t bytesIn(MemoryPlace place) const;
    uint64_t allocated() const; // of memory that the device reaches

    bool operator==(const MemoryAccount &) const = default;
};

// What a weight is for, by its name in the file.
enum class WeightKind : uint8_t { Embedding, Attention, Norms, Router, Experts, SharedExperts, Dense, Output };
WeightKind weightKindOf(std::string_view tensor);
int layerOf(std::string_view tensor); // "blk.3.attn_q.weight": 3; -1 for one of no layer

} // namespace deepscope
