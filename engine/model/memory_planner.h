// Counts device memory as it will be laid out, from a file's header alone.
#pragma once

#include "api/memory_plan.h"
#include "model/gguf_file.h"
#include "model/hyperparameters.h"

#include <functional>

namespace deepscope {

// A cache with room for so many sequences of `context` tokens.
MemoryPlan planMemory(const GgufFile &file, const Hyperparameters &hyper, uint32_t context, CacheType type,
                      uint32_t sequences = 1);

// The most tokens, up to the model's own context, whose plan is accepted; 0 = not even one.
using AcceptsPlan = std::function<bool(const MemoryPlan &)>;
uint32_t largestContext(const GgufFile &file, const Hyperparameters &hyper, const AcceptsPlan &accepts, CacheType type);

} // namespace deepscope
