// Describes a model for people.
#pragma once

#include "api/model_info.h"
#include "model/gguf_file.h"
#include "model/hyperparameters.h"

namespace deepscope {

// Everything but the text side (tokenizer, chat template), which belongs to engine/text.
ModelInfo readModelInfo(const GgufFile &file, const Hyperparameters &hyper);

} // namespace deepscope
