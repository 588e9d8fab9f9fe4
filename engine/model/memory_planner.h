// Counts device memory as it will be laid out, from a file's header alone.
#pragma once

#include "api/memory_plan.h"
#include "model/gguf_file.h"
#include "model/hyperparameters.h"

namespace deepscope {

// A cache with room for so many sequences of `context` tokens.
MemoryPlan planMemory(const GgufFile &file, const Hyperparameters &hyper, uint32_t context, CacheType type,
                      uint32_t sequences = 1);

} // namespace deepscope
