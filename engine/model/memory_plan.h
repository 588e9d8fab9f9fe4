// Where every byte will go, from the header alone. Mirrors what WeightStore, KvCache, StepMemory and the forward pass
// reserve; a test compares the two.
#pragma once

#include "api/memory_plan.h"
#include "model/gguf_file.h"
#include "model/hyperparameters.h"

namespace deepscope {

MemoryPlan planMemory(const GgufFile &file, const Hyperparameters &hyper, uint32_t context, CacheType cacheType);

// Tokens whose plan fits into `budget` bytes, at most the model's context length; 0 = not even one fits.
uint32_t largestContext(const GgufFile &file, const Hyperparameters &hyper, uint64_t budget, CacheType cacheType);

} // namespace deepscope
