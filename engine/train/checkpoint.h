// What learning has come to, in one GGUF file that is a model by itself: the base's keys, its weights in F32 under
// their own names, and beside them ("training.first.NAME", "training.second.NAME") the moments of the optimizer.
// Written whole or not at all.
#pragma once

#include "train/parameters.h"

#include <filesystem>
#include <string>

namespace deepscope {

struct LearnedState {
    uint32_t updates = 0;
    std::string base; // what was learned from: a hash of its file
    std::string rest; // whatever else the owner needs to go on, as text
};

// `base`: the file that the parameters were made of. Throw Error(File) where nothing can be written, Error(Device).
void writeCheckpoint(const std::filesystem::path &path, gpu::KernelCache &kernels, const GgufFile &base,
                     const Parameters &parameters, const LearnedState &state);

// The model alone, its matrices in F16, vectors and selection biases in F32; `provenance`: how it was made.
void writeLearnedModel(const std::filesystem::path &path, gpu::KernelCache &kernels, const GgufFile &base,
                       const Parameters &parameters, const std::string &provenance);

// Throws Error(File) for a file that is no checkpoint.
LearnedState readLearnedState(const GgufFile &file);

// Values and moments go into the parameters. Throws Error(File) for a file that is no checkpoint, or whose tensors do
// not fit: then they are no good.
LearnedState readCheckpoint(const GgufFile &file, gpu::KernelCache &kernels, const Parameters &parameters);

} // namespace deepscope
