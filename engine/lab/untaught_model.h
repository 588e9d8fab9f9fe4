// The shape of the lab's base, with weights that have learned nothing.
#pragma once

#include "model/gguf_file.h"

#include <filesystem>

namespace deepscope {

// A mixture with latent attention, as small as shows the curve well, with the vocabulary and the chat form of another
// model. Throws Error(File) where it cannot be written.
void writeUntaughtModel(const std::filesystem::path &path, const GgufFile &vocabulary, uint64_t seed);

} // namespace deepscope
