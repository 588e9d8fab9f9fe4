// How a model's makers advise to choose tokens in chats.
#pragma once

#include "api/sampling.h"

#include <optional>
#include <string>

namespace deepscope {

class GgufFile;

struct ChatAdvice {
    Sampling sampling;
    std::string source; // "the model's file", "the makers of Qwen3"
};

// From the keys general.sampling.* of the file; what they leave open, or all, from what the makers of its family
// advise, where that is known. Values that make no sense count as off. Throws Error(File) for a key of the wrong type.
// Source: the keys of llama.cpp, include/llama.h, llama_model_meta_key; the model cards of DeepSeek-R1 ("Usage
// Recommendations"), Qwen3-8B and Qwen3-4B-Instruct-2507 ("Best Practices"), QwQ-32B and GLM-4.7-Flash;
// github.com/openai/gpt-oss ("Recommended Sampling Parameters")
std::optional<ChatAdvice> adviceForChats(const GgufFile &file, const std::string &family);

} // namespace deepscope
