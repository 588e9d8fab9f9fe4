#pragma once

#include "model/gguf_file.h"
#include "model/hyperparameters.h"

namespace deepscope {

// All tensors that the forward pass needs, with the shapes that `hyper` gives them. Throws Error(File).
void checkDeepseek2Tensors(const GgufFile &file, const Hyperparameters &hyper);

} // namespace deepscope
