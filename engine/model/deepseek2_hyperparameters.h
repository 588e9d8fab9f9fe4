// Keys and tensors of GGUF architecture "deepseek2": DeepSeek-V2 (arXiv:2405.04434) and V3 (arXiv:2412.19437).
#pragma once

#include "model/gguf_file.h"
#include "model/hyperparameters.h"

namespace deepscope {

// Throws Error(File) naming the key or tensor that is missing, of the wrong type or inconsistent.
Hyperparameters readDeepseek2Hyperparameters(const GgufFile &file);

// All tensors that the forward pass needs, with the shapes that `hyper` gives them. Throws Error(File).
void checkDeepseek2Tensors(const GgufFile &file, const Hyperparameters &hyper);

} // namespace deepscope
