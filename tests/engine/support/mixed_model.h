// A model whose tensors differ in type, as in the files that users bring.
#pragma once

#include "model/gguf_file.h"

namespace deepscope::testing {

// Files of one shape: the metadata of the first, and of each tensor the version of one file after another.
std::vector<uint8_t> mixModels(const std::vector<std::filesystem::path> &paths);

} // namespace deepscope::testing
