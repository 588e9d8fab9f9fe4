// How a model's makers advise to choose tokens in chats.
#pragma once

#include "api/sampling.h"

#include <optional>
#include <string>

namespace deepscope {

class GgufFile;

// From the keys general.sampling.* of the file, else 0.6 and 0.95 for R1 and its distills, else nothing. Values that
// make no sense count as off. Throws Error(File) for a key of the wrong type.
// Source: the keys of llama.cpp, include/llama.h, llama_model_meta_key; huggingface.co/deepseek-ai/DeepSeek-R1, "Usage
// Recommendations"
std::optional<Sampling> adviceForChats(const GgufFile &file, const std::string &family);

} // namespace deepscope
