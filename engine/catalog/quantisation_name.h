// How the weights of a file are quantised, in the words that people name files with: "Q4_K_M".
#pragma once

#include "model/gguf_file.h"

#include <string>

namespace deepscope {

// By general.file_type, else the type that holds most bytes; empty when the file says neither.
std::string quantisationName(const GgufFile &file);

} // namespace deepscope
