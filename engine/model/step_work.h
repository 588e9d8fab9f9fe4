// How much of a model one decode step reads.
#pragma once

#include "model/gguf_file.h"
#include "model/hyperparameters.h"

namespace deepscope {

// Of a tensor's values, the share that a step reads: of routed experts the chosen ones, of the embedding one row,
// unless it is also the output (`tied`).
double shareReadByStep(const std::string &tensor, const Hyperparameters &hyper, bool tied);

uint64_t weightsReadByStep(const GgufFile &file, const Hyperparameters &hyper); // values

uint32_t dispatchesOfStep(const Hyperparameters &hyper); // about

} // namespace deepscope
