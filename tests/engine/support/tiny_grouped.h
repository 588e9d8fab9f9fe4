// A small model with grouped-query attention: "llama", "qwen2", "qwen3", "qwen3moe", "olmoe", "gpt-oss" or "glm4moe".
#pragma once

#include "support/tiny_model.h"

namespace deepscope {

// Embedding 8, 4 heads of 6 that share 2 keys and values, 2 layers; 4 experts of which 2 are used where the
// architecture has experts. Of gpt-oss the first layer has a window of 5 tokens; of glm4moe it has no experts, and the
// second one a shared one beside them.
struct TinyGrouped : TinyModel {
    explicit TinyGrouped(const std::string &architecture);

    void useExperts(); // in place of the dense feed-forward

private:
    void addBiases(); // of queries, keys and values
    void addGptOss();
    void addGlm4Moe();
};

} // namespace deepscope
