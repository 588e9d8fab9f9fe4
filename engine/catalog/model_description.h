// Says what a model is, from its header. What the text side knows (tokenizer, chat template) is left empty.
#pragma once

#include "api/model_info.h"
#include "model/gguf_file.h"
#include "model/hyperparameters.h"

namespace deepscope {

// Most bytes first.
std::vector<TensorTypeCount> countTypes(const GgufFile &file);

ModelInfo readModelInfo(const GgufFile &file, const Hyperparameters &hyper);

} // namespace deepscope
