// Checks that the tensors of a file have the shapes that its metadata promises.
#pragma once

#include "model/gguf_file.h"

namespace deepscope {

// Shapes in ggml order, contiguous dimension first. Both throw Error(File) naming the tensor and both shapes.
void requireShape(const GgufFile &file, std::string_view name, std::array<uint64_t, 3> shape);

// A norm's weight or a bias: one row of F32.
void requireVector(const GgufFile &file, std::string_view name, uint64_t elements);

} // namespace deepscope
