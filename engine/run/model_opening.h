// What is known of a model before it takes memory of a device: its header, the device, and the plan of its memory.
#pragma once

#include "api/engine.h"
#include "catalog/model_header.h"
#include "gpu/device.h"
#include "gpu/worker.h"

#include <optional>

namespace deepscope {

// What the asker has of a device and would give back for the model, and the most that he may have.
struct HeldMemory {
    uint32_t device = 0; // its index
    MemoryPlan plan;     // of the model in use; an empty one = none
    uint64_t limit = 0;  // bytes; 0 = any
};

struct ModelOpening {
    // `worker`: of a software device; nothing = the better one for a turn of a chat. Throws Error: an unreadable or
    // unsupported file, no device, and a model that does not fit although what is held were given back.
    ModelOpening(const LoadRequest &request, std::optional<gpu::Worker> worker = {}, const HeldMemory &held = {});

    bool fitsBeside() const { return fits(plan, room.beside); } // what is held

    ModelHeader header; // first: a file that cannot be read needs no device
    gpu::Device device;
    DeviceRoom room;
    MemoryPlan plan;

private:
    MemoryPlan choosePlan(const LoadRequest &request) const; // for one sequence
};

} // namespace deepscope
