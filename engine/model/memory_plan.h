// Counts device memory as it will be laid out, from a file's header alone.
#pragma once

#include "api/memory_plan.h"
#include "model/gguf_file.h"
#include "model/hyperparameters.h"

namespace deepscope {

MemoryPlan planMemory(const GgufFile &file, const Hyperparameters &hyper, uint32_t context, CacheType type);

// The most tokens, up to the model's own context, whose plan stays within `budget` bytes; 0 = not even one.
uint32_t largestContext(const GgufFile &file, const Hyperparameters &hyper, uint64_t budget, CacheType type);

} // namespace deepscope
