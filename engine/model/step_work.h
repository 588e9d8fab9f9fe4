// How much of a model one decode step reads, and how much it computes with what it remembers.
#pragma once

#include "model/gguf_file.h"
#include "model/hyperparameters.h"

namespace deepscope {

// Of a tensor's values, the share that a step reads: of routed experts the chosen ones, of the embedding one row,
// unless it is also the output (`tied`).
double shareReadByStep(const std::string &tensor, const Hyperparameters &hyper, bool tied);

uint64_t weightsReadByStep(const GgufFile &file, const Hyperparameters &hyper); // values

// Of all queries with the keys and of the weights with the values of so many positions.
uint64_t multiplicationsOfAttention(const Hyperparameters &hyper, uint32_t positions);

uint32_t dispatchesOfStep(const Hyperparameters &hyper); // about

} // namespace deepscope
